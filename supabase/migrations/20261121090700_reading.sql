-- How far each member has come. Marks only move forward, so the order in which devices report does not matter.

alter table public.room_members
  add column shown_read_seq bigint not null default 0,
  -- a row made or mended by hand keeps the rule too
  add check (shown_read_seq <= last_read_seq);
comment on column public.room_members.last_read_seq is 'Everything up to here was seen on some device of theirs. Only they know it: others see shown_read_seq.';
comment on column public.room_members.shown_read_seq is 'last_read_seq as others see it: it stands still while the person reads privately (chat_settings).';

-- what a person has read, silenced or wants to hear of is nobody else's: room_list() tells them their own
revoke select on public.room_members from authenticated;
grant select (room_id, user_id, role, joined_at, left_at, muted_until, shown_read_seq, last_delivered_seq) on public.room_members to authenticated;

create table public.chat_settings (
  user_id uuid primary key references public.profiles on delete cascade,
  is_reading_private boolean not null default false,
  is_last_seen_private boolean not null default false
);
comment on table public.chat_settings is 'What a person keeps to themselves in chat. No row: nothing.';
comment on column public.chat_settings.user_id is 'Whose.';
comment on column public.chat_settings.is_reading_private is 'Others see that a message was delivered, not that it was read. What they saw before stays.';
comment on column public.chat_settings.is_last_seen_private is 'Others do not see when the person was last here.';
alter table public.chat_settings enable row level security;
grant select on public.chat_settings to authenticated;
-- no write: set_chat_settings()
create policy "people read their own chat settings" on public.chat_settings
  for select to authenticated using (user_id = (select auth.uid()));

-- definer: chat_settings has no write grant; null leaves a switch as it is
create function public.set_chat_settings(is_reading_private boolean default null, is_last_seen_private boolean default null)
returns public.chat_settings
language sql volatile security definer set search_path = '' as $$
  insert into public.chat_settings as s (user_id, is_reading_private, is_last_seen_private)
  values ((select auth.uid()), coalesce(set_chat_settings.is_reading_private, false), coalesce(set_chat_settings.is_last_seen_private, false))
  on conflict (user_id) do update set
    is_reading_private = coalesce(set_chat_settings.is_reading_private, s.is_reading_private),
    is_last_seen_private = coalesce(set_chat_settings.is_last_seen_private, s.is_last_seen_private)
  returning s.*
$$;
comment on function public.set_chat_settings is 'Switches private reading and a private last seen on or off for the caller; what is left out stays.';
grant execute on function public.set_chat_settings to authenticated;

-- Whoever moves the mark, by reading or by answering, moves what others see of it, or does not.
-- definer: it asks the settings of the person whose mark it is
create function private.tg_room_members__show_read() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.chat_settings s where s.user_id = new.user_id and s.is_reading_private) then
    new.shown_read_seq := least(old.shown_read_seq, new.last_read_seq);
  else
    new.shown_read_seq := new.last_read_seq;
  end if;
  return new;
end $$;
create trigger _100_show_read before update of last_read_seq on public.room_members
  for each row when (new.last_read_seq <> old.last_read_seq)
  execute function private.tg_room_members__show_read();

-- definer: room_members has no update grant; both marks are clamped to what exists
create function private.move_marks(room_id uuid, read_seq bigint, delivered_seq bigint) returns void
language plpgsql security definer set search_path = '' as $$
declare
  reached bigint;
begin
  update public.room_members rm set
    last_read_seq = greatest(rm.last_read_seq, least(move_marks.read_seq, r.last_seq)),
    last_delivered_seq = greatest(rm.last_delivered_seq, least(greatest(move_marks.delivered_seq, move_marks.read_seq), r.last_seq))
  from public.rooms r
  where r.id = move_marks.room_id and rm.room_id = r.id and rm.user_id = (select auth.uid()) and rm.left_at is null
    and (rm.last_read_seq < least(move_marks.read_seq, r.last_seq)
      or rm.last_delivered_seq < least(greatest(move_marks.delivered_seq, move_marks.read_seq), r.last_seq))
  returning rm.last_read_seq into reached;
  if reached is null and move_marks.room_id not in (select private.my_room_ids()) then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  elsif move_marks.read_seq > 0 and reached is not null then
    perform private.read_news_of_room((select auth.uid()), move_marks.room_id, reached);
    -- to the person's own devices only: they close what they show of the room, and count anew
    perform realtime.send(jsonb_build_object('room_id', move_marks.room_id, 'last_read_seq', reached),
      'room_read', 'user:' || (select auth.uid()), true);
  end if;
end $$;

create function public.mark_read(room_id uuid, seq bigint) returns void
language sql security definer set search_path = '' as $$
  -- no number marks nothing
  select private.move_marks(room_id, coalesce(seq, 0), coalesce(seq, 0))
$$;
comment on function public.mark_read is 'The caller has seen everything up to seq. Errors: not_a_member.';
grant execute on function public.mark_read to authenticated;

create function public.mark_delivered(room_id uuid, seq bigint) returns void
language sql security definer set search_path = '' as $$
  select private.move_marks(room_id, 0, coalesce(seq, 0))
$$;
comment on function public.mark_delivered is 'Some device of the caller holds everything up to seq. Errors: not_a_member.';
grant execute on function public.mark_delivered to authenticated;
