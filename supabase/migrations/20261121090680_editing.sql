-- Taking words back: a person edits what they said for a while, and deletes it; staff delete in the rooms they are in.

alter table private.settings
  add column edit_hours int not null default 24 check (edit_hours between 0 and 8760),
  add column delete_hours int check (delete_hours between 0 and 8760);
comment on column private.settings.edit_hours is 'Hours after which a message can no longer be edited by its author.';
comment on column private.settings.delete_hours is 'Hours after which a message can no longer be deleted by its author; empty for no limit. Staff may always.';

create table private.message_edits (
  message_id uuid not null references public.messages on delete cascade,
  number int not null,
  body text not null,
  mentions uuid[] not null default '{}',
  written_at timestamptz not null,
  primary key (message_id, number)
);
comment on table private.message_edits is 'What a message said before each edit. message_history() shows it to its author and to staff; deleting the message removes it.';
comment on column private.message_edits.message_id is 'The message that was edited.';
comment on column private.message_edits.body is 'The words before the edit.';
comment on column private.message_edits.mentions is 'Whom they named.';
comment on column private.message_edits.number is '1 for the first words, then upwards.';
comment on column private.message_edits.written_at is 'When these words were sent or edited in.';
alter table private.message_edits enable row level security;
-- no policy and no grant: message_history asks who asks

-- Any change of a message begins here: the room's lock first, then who is asking, then the message as it is now.
create function private.message_to_change(message_id uuid) returns public.messages
language plpgsql set search_path = '' as $$
declare
  place uuid := (select m.room_id from public.messages m where m.id = message_to_change.message_id);
  found_message public.messages;
begin
  perform from public.rooms r where r.id = place for update;
  if not exists (select from public.room_members rm
      where rm.room_id = place and rm.user_id = (select auth.uid()) and rm.left_at is null) then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  end if;
  select m.* into found_message from public.messages m where m.id = message_to_change.message_id;
  return found_message;
end $$;

-- what only a member who may speak now does, and does not do without end; under the room's lock
create function private.refuse_silent(room_id uuid) returns void
language plpgsql set search_path = '' as $$
begin
  if (select r.status from public.rooms r where r.id = refuse_silent.room_id) <> 'open' then
    perform private.refuse(409, 'room_closed', 'This conversation is closed.');
  elsif (select rm.muted_until > now() from public.room_members rm
      where rm.room_id = refuse_silent.room_id and rm.user_id = (select auth.uid())) then
    perform private.refuse(403, 'muted', 'You cannot write here at the moment.');
  elsif private.is_blocked_in(refuse_silent.room_id) then
    perform private.refuse(403, 'blocked', 'You cannot write to this person.');
  end if;
  perform private.keep_pace('change', (select s.changes_per_minute from private.settings s), '1 minute');
end $$;

-- definer: messages has no update grant; the former words are kept in private
create function public.edit_message(message_id uuid, body text, mentions uuid[] default '{}') returns public.messages
language plpgsql security definer set search_path = '' as $$
declare
  edited public.messages := private.message_to_change(edit_message.message_id);
  named uuid[];
begin
  if edited.sender_id is distinct from (select auth.uid()) then
    perform private.refuse(403, 'not_yours', 'Only its author edits a message.');
  elsif edited.deleted_at is not null then
    perform private.refuse(409, 'message_deleted', 'This message was deleted.');
  end if;
  named := private.members_named(edited.room_id, edit_message.mentions);
  -- a retry finds the words as it wants them
  if edited.body is not distinct from edit_message.body and edited.mentions @> named and named @> edited.mentions then
    return edited;
  end if;
  perform private.refuse_silent(edited.room_id);
  if edited.created_at < now() - make_interval(hours => (select s.edit_hours from private.settings s)) then
    perform private.refuse(409, 'too_late', 'This message can no longer be changed.');
  elsif edited.type not in ('text', 'image', 'file') or (edited.type = 'text' and coalesce(edit_message.body, '') !~ '\S') then
    perform private.refuse(422, 'invalid_message', 'A message needs some text.');
  elsif length(edit_message.body) > 8000 then
    perform private.refuse(422, 'message_too_long', 'A message holds at most 8,000 characters.');
  end if;
  insert into private.message_edits (message_id, number, body, mentions, written_at)
  values (edited.id, 1 + (select count(*) from private.message_edits e where e.message_id = edited.id),
    coalesce(edited.body, ''), edited.mentions, coalesce(edited.edited_at, edited.created_at));
  update public.messages m set body = edit_message.body, mentions = named, edited_at = clock_timestamp(), rev = private.next_rev(m.room_id)
  where m.id = edited.id returning m.* into edited;
  return edited;
end $$;
comment on function public.edit_message is
  'Changes the words of an own message; the former ones are kept. The same words again change nothing. Errors: not_a_member, not_yours, message_deleted, room_closed, muted, blocked, too_fast, too_late, invalid_message, invalid_mention, message_too_long.';
grant execute on function public.edit_message to authenticated;

-- definer: message_edits has no grant
create function public.message_history(message_id uuid) returns table (body text, written_at timestamptz)
language plpgsql stable security definer set search_path = '' as $$
declare
  asked public.messages;
begin
  select m.* into asked from public.messages m
  where m.id = message_history.message_id and m.room_id in (select private.my_room_ids());
  if asked.id is null then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  elsif asked.sender_id is distinct from (select auth.uid()) and not private.is_staff() then
    perform private.refuse(403, 'not_yours', 'Only its author and staff see what a message said before.');
  end if;
  return query select e.body, e.written_at from private.message_edits e where e.message_id = asked.id order by e.number;
end $$;
comment on function public.message_history is
  'What a message said before each edit, oldest first: for its author, and for staff of the room. Errors: not_a_member, not_yours.';
grant execute on function public.message_history to authenticated;
