-- Reactions and pins: small changes of a message that everybody in the room sees.

-- One emoji as people see it: a flag, a keycap, or a picture with its skin tones, joined pictures and tags.
create function private.is_emoji(word text) returns boolean
language sql immutable parallel safe set search_path = '' as $$
  select coalesce(length(word) <= 20 and word ~ replace(
    '^([\U0001F1E6-\U0001F1FF]{2}|[0-9#*]\uFE0F?\u20E3|PART(\u200DPART){0,7})$', 'PART',
    '([\u00A9\u00AE\u203C\u2049\u2122\u2139\u2194-\u21AA\u231A-\u23FF\u24C2\u25AA-\u25FE\u2600-\u27BF\u2934-\u2935\u2B05-\u2B55\u3030\u303D\u3297\u3299\U0001F000-\U0001F1E5\U0001F200-\U0001FAFF]\uFE0F?[\U0001F3FB-\U0001F3FF]?([\U000E0020-\U000E007E]{1,8}\U000E007F)?)'), false)
$$;

create function private.set_reaction(reactions jsonb, emoji text, user_id uuid, is_on boolean) returns jsonb
language sql immutable set search_path = '' as $$
  select case when is_on then jsonb_set(reactions, array[emoji], (coalesce(reactions -> emoji, '[]') - user_id::text) || to_jsonb(user_id))
    when (reactions -> emoji) - user_id::text = '[]' then reactions - emoji
    else jsonb_set(reactions, array[emoji], (reactions -> emoji) - user_id::text) end
$$;

-- definer: messages has no update grant
create function public.react(message_id uuid, emoji text, is_on boolean default true) returns public.messages
language plpgsql security definer set search_path = '' as $$
declare
  answered public.messages := private.message_to_change(react.message_id);
begin
  if coalesce(answered.reactions -> emoji ? (select auth.uid())::text, false) = is_on then
    return answered;
  end if;
  perform private.refuse_silent(answered.room_id);
  if answered.deleted_at is not null then
    perform private.refuse(409, 'message_deleted', 'This message was deleted.');
  elsif is_on is null or not private.is_emoji(emoji) then
    perform private.refuse(422, 'invalid_reaction', 'A reaction is one emoji.');
  elsif is_on and ((not answered.reactions ? emoji and (select count(*) from jsonb_object_keys(answered.reactions)) >= 12)
      or (select coalesce(sum(jsonb_array_length(e.value)), 0) from jsonb_each(answered.reactions) e) >= 500) then
    perform private.refuse(409, 'too_many_reactions', 'A message takes at most 12 different reactions.');
  end if;
  update public.messages m set rev = private.next_rev(m.room_id),
    reactions = private.set_reaction(m.reactions, emoji, (select auth.uid()), is_on)
  where m.id = answered.id returning m.* into answered;
  return answered;
end $$;
comment on function public.react is
  'Adds or takes back one emoji of the caller on a message; twice changes nothing. At most 12 different ones, 500 in all. Errors: not_a_member, room_closed, muted, blocked, too_fast, message_deleted, invalid_reaction, too_many_reactions.';
grant execute on function public.react to authenticated;

create index messages_pinned_idx on public.messages (room_id, pinned_at) where pinned_at is not null;

-- definer: messages has no update grant
create function public.pin_message(message_id uuid, is_pinned boolean default true) returns public.messages
language plpgsql security definer set search_path = '' as $$
declare
  pinned public.messages := private.message_to_change(pin_message.message_id);
begin
  if not exists (select from public.room_members rm where rm.room_id = pinned.room_id and rm.user_id = (select auth.uid())
      and rm.role in ('customer', 'partner', 'staff', 'admin', 'support')) then
    perform private.refuse(403, 'may_not_pin', 'You cannot pin messages in this room.');
  elsif (pinned.pinned_at is not null) = is_pinned then
    return pinned;
  end if;
  perform private.refuse_silent(pinned.room_id);
  if is_pinned is null or (is_pinned and (pinned.thread_root is not null or pinned.sender_id is null)) then
    perform private.refuse(422, 'invalid_pin', 'Only what a person said in the room itself is pinned.');
  elsif pinned.deleted_at is not null then
    perform private.refuse(409, 'message_deleted', 'This message was deleted.');
  elsif is_pinned and (select count(*) from public.messages m where m.room_id = pinned.room_id and m.pinned_at is not null) >= 20 then
    perform private.refuse(409, 'too_many_pins', 'A room keeps at most 20 pinned messages. Unpin one first.');
  end if;
  update public.messages m set rev = private.next_rev(m.room_id),
    pinned_at = case when is_pinned then clock_timestamp() end, pinned_by = case when is_pinned then (select auth.uid()) end
  where m.id = pinned.id returning m.* into pinned;
  return pinned;
end $$;
comment on function public.pin_message is
  'Keeps a message at the top of its room, or lets it go; twice changes nothing. At most 20. Errors: not_a_member, may_not_pin, room_closed, muted, blocked, too_fast, message_deleted, invalid_pin, too_many_pins.';
grant execute on function public.pin_message to authenticated;
