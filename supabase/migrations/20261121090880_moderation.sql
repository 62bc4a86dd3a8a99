-- Moderation: who may not speak anywhere, and a log of everything that moderators do, written by the change itself.

create table private.moderation_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  actor_id uuid references public.profiles on delete set null,
  action text not null check (action in ('message_deleted', 'muted', 'unmuted', 'removed', 'suspended', 'suspension_lifted', 'report_settled')),
  person_id uuid references public.profiles on delete set null,
  room_id uuid references public.rooms on delete set null,
  message_id uuid references public.messages on delete set null,
  until timestamptz,
  reason text check (length(reason) <= 500)
);
comment on table private.moderation_log is 'What moderators did, to whom and why. Written by triggers on what changed, so that no way around it is forgotten.';
comment on column private.moderation_log.actor_id is 'Who did it; empty for an edit in the dashboard.';
comment on column private.moderation_log.person_id is 'Whom it concerns.';
comment on column private.moderation_log.until is 'End of a mute or suspension.';
create index moderation_log_at_idx on private.moderation_log (at);
create index moderation_log_actor_id_idx on private.moderation_log (actor_id) where actor_id is not null;
create index moderation_log_person_id_idx on private.moderation_log (person_id) where person_id is not null;
create index moderation_log_room_id_idx on private.moderation_log (room_id) where room_id is not null;
create index moderation_log_message_id_idx on private.moderation_log (message_id) where message_id is not null;
alter table private.moderation_log enable row level security;
-- no policy and no grant: admins only

create table private.chat_suspensions (
  user_id uuid primary key references public.profiles on delete cascade,
  until timestamptz not null,
  reason text not null check (length(reason) between 1 and 500),
  suspended_by uuid references public.profiles on delete set null,
  suspended_at timestamptz not null default now(),
  mutes jsonb not null default '{}'
);
comment on table private.chat_suspensions is 'Who reads but writes in no room at all until a time. Lifted: the row goes, and the mutes of single rooms are as they were.';
comment on column private.chat_suspensions.mutes is 'What muted_until was, or would be by now, without the suspension: {room id: time}.';
create index chat_suspensions_suspended_by_idx on private.chat_suspensions (suspended_by) where suspended_by is not null;
alter table private.chat_suspensions enable row level security;
-- no policy and no grant: suspend_person and lift_suspension

create function private.suspended_until(user_id uuid) returns timestamptz
language sql stable security definer set search_path = '' as $$
  select s.until from private.chat_suspensions s where s.user_id = suspended_until.user_id and s.until > now()
$$;

-- A suspension stands in every membership as a mute, so that sending, typing and editing ask nothing new; this keeps it there for rooms
-- that are joined later, and remembers a mute that staff set meanwhile. Definer: members join by calls of their own.
create function private.tg_room_members__keep_suspension() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  suspension timestamptz := private.suspended_until(new.user_id);
begin
  if suspension > coalesce(new.muted_until, '-infinity') and new.role in ('customer', 'partner', 'pharmacy') then
    update private.chat_suspensions s set mutes = s.mutes || jsonb_build_object(new.room_id::text, new.muted_until) where s.user_id = new.user_id;
    new.muted_until := suspension;
  end if;
  return new;
end $$;
create trigger _200_keep_suspension_join before insert on public.room_members
  for each row execute function private.tg_room_members__keep_suspension();
create trigger _200_keep_suspension before update of muted_until on public.room_members
  for each row when (new.muted_until is distinct from old.muted_until) execute function private.tg_room_members__keep_suspension();

-- definer: as above; who muted, removed or deleted stands in the row or in the token
create function private.tg_room_members__log() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- a suspension is one entry, not one for each room
  if current_setting('orderline.suspending', true) = 'on' then
    return null;
  elsif new.muted_until is distinct from old.muted_until then
    insert into private.moderation_log (actor_id, action, person_id, room_id, until)
    values ((select auth.uid()), case when new.muted_until > now() then 'muted' else 'unmuted' end, new.user_id, new.room_id, new.muted_until);
  elsif new.left_at is not null and old.left_at is null and (select private.is_staff()) and new.user_id <> (select auth.uid()) then
    insert into private.moderation_log (actor_id, action, person_id, room_id) values ((select auth.uid()), 'removed', new.user_id, new.room_id);
  end if;
  return null;
end $$;
create trigger _700_log after update of muted_until, left_at on public.room_members
  for each row execute function private.tg_room_members__log();

create function private.tg_messages__log_deleted() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.moderation_log (actor_id, action, person_id, room_id, message_id)
  values (new.deleted_by, 'message_deleted', new.sender_id, new.room_id, new.id);
  return null;
end $$;
create trigger _700_log_deleted after update of deleted_at on public.messages
  for each row when (old.deleted_at is null and new.deleted_at is not null and new.deleted_by is distinct from new.sender_id)
  execute function private.tg_messages__log_deleted();
