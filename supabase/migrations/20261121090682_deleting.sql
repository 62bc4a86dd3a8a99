-- Deleting: a message keeps its place and its number, and loses all it said.

-- definer: messages has no update grant
create function public.delete_message(message_id uuid) returns public.messages
language plpgsql security definer set search_path = '' as $$
declare
  gone public.messages := private.message_to_change(delete_message.message_id);
  is_own boolean := gone.sender_id = (select auth.uid());
begin
  if gone.sender_id is null or not (is_own or private.is_staff()) then
    perform private.refuse(403, 'not_yours', 'Only its author and staff delete a message.');
  elsif gone.deleted_at is not null then
    return gone;
  elsif not private.is_staff() then
    if (select r.status from public.rooms r where r.id = gone.room_id) <> 'open' then
      perform private.refuse(409, 'room_closed', 'This conversation is closed.');
    elsif gone.created_at < now() - make_interval(hours => (select s.delete_hours from private.settings s)) then
      perform private.refuse(409, 'too_late', 'This message can no longer be changed.');
    end if;
  end if;
  update public.messages m set deleted_at = clock_timestamp(), deleted_by = (select auth.uid()), rev = private.next_rev(m.room_id)
  where m.id = gone.id returning m.* into gone;
  return gone;
end $$;
comment on function public.delete_message is
  'Takes words, files, reactions and history of a message away; its place stays. Own ones while the room is open, staff any in rooms they are in. Deleting again changes nothing. Errors: not_a_member, not_yours, room_closed, too_late.';
grant execute on function public.delete_message to authenticated;
