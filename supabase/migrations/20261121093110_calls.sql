-- A call between two people: it rings, is taken or not, and ends. The row is the truth; the video room at the provider follows it.

create type public.call_status as enum ('ringing', 'accepted', 'declined', 'missed', 'cancelled', 'completed', 'failed');
create type public.call_end as enum ('declined', 'no_answer', 'cancelled', 'hung_up', 'time_limit', 'left_alone', 'never_connected', 'no_device', 'not_allowed', 'room_ended');

create table public.calls (
  id uuid primary key default gen_random_uuid(),
  client_id uuid not null,
  room_id uuid not null references public.rooms on delete cascade,
  order_id uuid references public.orders on delete cascade,
  kind text not null references public.call_kinds,
  caller_id uuid references public.profiles on delete set null,
  callee_id uuid references public.profiles on delete set null,
  status public.call_status not null default 'ringing',
  caller_device uuid not null,
  accepted_device uuid,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  accepted_at timestamptz,
  started_at timestamptz,
  ends_at timestamptz,
  ended_at timestamptz,
  end_reason public.call_end,
  duration_s int check (duration_s >= 0),
  provider_room text check (provider_room ~ '^RM[0-9a-f]{32}$'),
  unique (caller_id, client_id),
  check (caller_id <> callee_id),
  check ((ended_at is null) = (status in ('ringing', 'accepted'))),
  check (status <> 'accepted' or (accepted_device is not null and ends_at is not null))
);
comment on table public.calls is 'One row per call asked for. Its end is written here first; the room at the provider is ended because of it.';
comment on column public.calls.id is 'Also the name of its room at the provider.';
comment on column public.calls.client_id is 'Made by the caller''s browser, so that asking twice rings once.';
comment on column public.calls.room_id is 'The conversation in which it is asked for, and told of.';
comment on column public.calls.order_id is 'The order it is about, if any.';
comment on column public.calls.kind is 'How long it may ring and last: call_kinds.';
comment on column public.calls.caller_id is 'Who calls; empty once that account is erased.';
comment on column public.calls.callee_id is 'Who is called; the same.';
comment on column public.calls.status is 'ringing, then accepted, declined, missed or cancelled; accepted, then completed or failed. Also by hand: setting it ends the call for both.';
comment on column public.calls.caller_device is 'The tab that calls: the only one of the caller that gets a token.';
comment on column public.calls.accepted_device is 'The tab that took it: the only one of the callee that gets a token.';
comment on column public.calls.created_at is 'When it began to ring.';
comment on column public.calls.expires_at is 'Until when it rings.';
comment on column public.calls.accepted_at is 'When it was taken.';
comment on column public.calls.started_at is 'When both were there.';
comment on column public.calls.ends_at is 'When it is ended, whatever the browsers do.';
comment on column public.calls.ended_at is 'When it was over, however it ended.';
comment on column public.calls.end_reason is 'Why it is over.';
comment on column public.calls.duration_s is 'Seconds that two were there; 0 where they never were.';
comment on column public.calls.provider_room is 'Twilio''s name of its room; look it up in their console by this.';
create index calls_room_id_idx on public.calls (room_id, created_at desc);
create index calls_order_id_idx on public.calls (order_id) where order_id is not null;
create index calls_callee_id_idx on public.calls (callee_id) where callee_id is not null;
create index calls_kind_idx on public.calls (kind);
create index calls_live_idx on public.calls (expires_at) where status in ('ringing', 'accepted');

alter table public.calls enable row level security;
grant select (id, room_id, order_id, kind, caller_id, callee_id, status, created_at, expires_at, accepted_at, started_at, ends_at, ended_at, end_reason, duration_s)
  on public.calls to authenticated;
-- no write: request_call, accept_call, decline_call, cancel_call and end_call carry the rules; devices and the provider's name are nobody's to read
create policy "the two read their calls, staff all" on public.calls
  for select to authenticated using (
    caller_id = (select auth.uid()) or callee_id = (select auth.uid()) or (select private.is_staff()));

create function private.tg_calls__guard() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.status is distinct from old.status and (old.status, new.status) not in (
    ('ringing', 'accepted'), ('ringing', 'declined'), ('ringing', 'missed'), ('ringing', 'cancelled'), ('ringing', 'failed'),
    ('accepted', 'completed'), ('accepted', 'failed')) then
    perform private.refuse(409, 'not_allowed_now', format('A call that is %s cannot become %s.', old.status, new.status));
  end if;
  if new.started_at is not null and old.started_at is null then
    new.ends_at := least(new.ends_at, new.started_at + make_interval(secs => (select k.max_seconds from public.call_kinds k where k.key = new.kind)));
  end if;
  if new.status not in ('ringing', 'accepted') and old.status in ('ringing', 'accepted') then
    new.ended_at := coalesce(new.ended_at, clock_timestamp());
    new.duration_s := coalesce(greatest(round(extract(epoch from new.ended_at - new.started_at)), 0), 0);
  end if;
  return new;
end $$;
create trigger _100_guard before update on public.calls
  for each row execute function private.tg_calls__guard();
