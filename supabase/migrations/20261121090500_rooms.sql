-- Where people talk. Membership is the one rule: who is in the room reads it, hears it and speaks in it.

create type public.room_kind as enum ('order', 'support', 'staff', 'guest', 'direct');
create type public.room_status as enum ('open', 'closed', 'archived');
create type public.member_notify as enum ('all', 'mentions', 'none');
create type public.left_reason as enum ('removed', 'left', 'reassigned');
create type public.member_role as enum ('customer', 'partner', 'pharmacy', 'staff', 'admin', 'support');

create table public.rooms (
  id uuid primary key default gen_random_uuid(),
  order_id uuid references public.orders on delete cascade,
  kind public.room_kind not null,
  status public.room_status not null default 'open',
  title text check (length(title) <= 120),
  epoch int not null default 1,
  last_seq bigint not null default 0,
  last_rev bigint not null default 0,
  last_message_at timestamptz,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  created_by uuid references public.profiles on delete set null,
  notes_of uuid unique references public.rooms on delete cascade,
  open_key text unique check (length(open_key) <= 200),
  member_limit int not null default 100 check (member_limit between 2 and 1000),
  unique (order_id, kind)
) with (fillfactor = 70);
-- every message moves last_seq and last_message_at: none of them is indexed, and pages keep room, so that no index is written for it
comment on table public.rooms is 'One row per conversation. A closed room stays readable and refuses sends.';
comment on column public.rooms.epoch is 'Part of the topic; grows when somebody is removed or the room closes, so open sockets stop hearing.';
comment on column public.rooms.last_seq is 'Number of the newest message. Taken under this row''s lock, so order of numbers is order of commits.';
comment on column public.rooms.last_rev is 'Grows with every new, edited or deleted message: the cursor to catch up by.';
comment on column public.rooms.created_by is 'Who opened it; empty for a room that came with its order.';
comment on column public.rooms.notes_of is 'The room whose internal notes stand here: a room of its own, so that no path leads a customer to them.';
comment on column public.rooms.open_key is 'What makes opening it twice give the same room: its two people, its guest, or the client_id of who opened it.';
comment on column public.rooms.member_limit is 'Most people who can be in it at a time.';
create index rooms_created_by_idx on public.rooms (created_by) where created_by is not null;

create table public.room_members (
  room_id uuid not null references public.rooms on delete cascade,
  user_id uuid not null references public.profiles on delete cascade,
  role public.member_role not null,
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  left_reason public.left_reason,
  left_note text check (length(left_note) <= 200),
  muted_until timestamptz,
  notify public.member_notify not null default 'all',
  quiet_until timestamptz,
  last_read_seq bigint not null default 0,
  last_delivered_seq bigint not null default 0,
  primary key (room_id, user_id),
  check (last_delivered_seq >= last_read_seq)
) with (fillfactor = 70);
comment on table public.room_members is 'Who is in a room, and how far each has received and read. Unread is counted from here, never stored.';
comment on column public.room_members.left_at is 'Set when the person left or was removed: from then on they read nothing.';
comment on column public.room_members.left_reason is 'Why they are gone; empty when the row was edited by hand.';
comment on column public.room_members.left_note is 'What staff said to the person they removed.';
comment on column public.room_members.muted_until is 'Until then the person reads but cannot speak; set by staff.';
comment on column public.room_members.notify is 'Which messages of the room may reach the person when away; chosen by them.';
comment on column public.room_members.quiet_until is 'Until then the room stays silent for the person, chosen by them; staff muting somebody is muted_until.';
comment on column public.room_members.last_delivered_seq is 'Everything up to here is on some device of theirs; never behind last_read_seq.';
comment on column public.room_members.last_read_seq is 'Everything up to here was seen on some device of theirs.';
-- the primary key does not cover user_id, and every policy asks by it
create index room_members_user_id_idx on public.room_members (user_id) include (room_id) where left_at is null;

-- definer: room_members has a policy of its own, and asking it from that policy would recurse. plpgsql keeps the plan: in sql,
-- which is planned at each call, it took a third of reading a page of messages
create function private.my_room_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return query select rm.room_id from public.room_members rm where rm.user_id = (select auth.uid()) and rm.left_at is null;
end $$;
grant execute on function private.my_room_ids() to authenticated;

-- definer: the people whose names a room or an order shows; takes no person, so nobody can ask about others
create function private.my_contact_ids() returns setof uuid
language plpgsql stable security definer set search_path = '' as $$
begin
  return query select distinct others.user_id from public.room_members mine
  join public.room_members others using (room_id)
  where mine.user_id = (select auth.uid()) and mine.left_at is null;
end $$;
grant execute on function private.my_contact_ids() to authenticated;

create policy "people read themselves, whom they talk to, and staff all" on public.profiles
  for select to authenticated using (
    id = (select auth.uid()) or id = any (array(select private.my_contact_ids())) or (select private.is_staff()));

alter table public.rooms enable row level security;
grant select on public.rooms to authenticated;
-- no write: rooms are opened, closed and reopened by calls, and those of orders by the order
create policy "members read their rooms" on public.rooms
  for select to authenticated using (id = any (array(select private.my_room_ids())));

alter table public.room_members enable row level security;
grant select on public.room_members to authenticated;
-- no write: add_member, remove_member and the like let in and out; mark_read and mark_delivered move the marks
create policy "members see who else is in their rooms" on public.room_members
  for select to authenticated using (room_id = any (array(select private.my_room_ids())));
