-- What the provider reports of a room, signed: who came and went, and that it ended. Stored once each, in any order, and never undoing an end.

create table private.call_events (
  event_key text primary key check (length(event_key) <= 200),
  call_id uuid not null references public.calls on delete cascade,
  kind text not null check (length(kind) <= 60),
  participant text check (length(participant) <= 60),
  happened_at timestamptz,
  received_at timestamptz not null default clock_timestamp(),
  raw jsonb not null
);
comment on table private.call_events is 'Callbacks of rooms as they came. The same twice is one row.';
comment on column private.call_events.event_key is 'Room, event and participant: what makes two callbacks the same.';
comment on column private.call_events.call_id is 'The call whose room it is.';
comment on column private.call_events.kind is 'The provider''s word, such as participant-connected.';
comment on column private.call_events.participant is 'The provider''s name of one connection of a person.';
comment on column private.call_events.happened_at is 'As the provider says.';
comment on column private.call_events.received_at is 'When it came.';
comment on column private.call_events.raw is 'All it said.';
create index call_events_call_id_idx on private.call_events (call_id);
create index call_events_received_at_idx on private.call_events (received_at);
alter table private.call_events enable row level security;
-- no policy and no grant: record_call_event

create table private.call_participants (
  participant text primary key check (length(participant) <= 100),
  call_id uuid not null references public.calls on delete cascade,
  user_id uuid not null,
  joined_at timestamptz,
  left_at timestamptz
);
comment on table private.call_participants is 'Each connection of a person to a call. Once left it is gone for good, in whatever order that was told; who comes back has a new one.';
comment on column private.call_participants.participant is 'The provider''s name of it, or of a browser that said so itself: browser:<call>:<person>.';
comment on column private.call_participants.call_id is 'The call.';
comment on column private.call_participants.joined_at is 'When it came; empty while only its going was told.';
comment on column private.call_participants.left_at is 'When it went.';
comment on column private.call_participants.user_id is 'Whose it is. No foreign key: it goes with the call.';
create index call_participants_call_id_idx on private.call_participants (call_id, user_id);
alter table private.call_participants enable row level security;
-- no policy and no grant: record_call_event and join_call

-- once both were there the clock of the call runs; the caller holds no lock, so the row is locked here
create function private.start_call(call_id uuid) returns void
language plpgsql set search_path = '' as $$
declare
  since timestamptz;
begin
  perform from public.calls c where c.id = start_call.call_id for update;
  select max(first_at) into since from (
    select min(p.joined_at) as first_at from private.call_participants p join public.calls c on c.id = p.call_id
    where p.call_id = start_call.call_id and p.user_id in (c.caller_id, c.callee_id) group by p.user_id having min(p.joined_at) is not null) firsts
  having count(*) = 2;
  update public.calls c set started_at = least(greatest(since, c.accepted_at), clock_timestamp())
  where c.id = start_call.call_id and c.status = 'accepted' and c.started_at is null and since is not null;
end $$;

-- since when one of two who talked is without the other; empty while both are there, or before
create function private.alone_since(c public.calls) returns timestamptz
language sql stable set search_path = '' as $$
  select min(gone_at) from (
    select max(p.left_at) as gone_at from private.call_participants p
    where p.call_id = c.id and c.started_at is not null and p.participant not like 'browser:%'
    group by p.user_id having bool_and(p.left_at is not null)) gone
$$;

-- definer: the tables have no grants
create function public.record_call_event(
  event_key text, call_id uuid, kind text, participant text, identity text, provider_room text, happened_at timestamptz, raw jsonb
) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  c public.calls;
begin
  select x.* into c from public.calls x where x.id = record_call_event.call_id for update;
  if c.id is null then
    return false;
  end if;
  insert into private.call_events as e (event_key, call_id, kind, participant, happened_at, raw)
  values (record_call_event.event_key, c.id, record_call_event.kind, record_call_event.participant, record_call_event.happened_at, record_call_event.raw)
  on conflict on constraint call_events_pkey do nothing;
  if not found then
    return false;
  end if;
  if record_call_event.kind in ('participant-connected', 'participant-disconnected') and record_call_event.participant is not null
    and record_call_event.identity in (c.caller_id::text, c.callee_id::text) then
    insert into private.call_participants as p (participant, call_id, user_id, joined_at, left_at)
    values (record_call_event.participant, c.id, record_call_event.identity::uuid,
      case record_call_event.kind when 'participant-connected' then coalesce(record_call_event.happened_at, now()) end,
      case record_call_event.kind when 'participant-disconnected' then now() end)
    on conflict on constraint call_participants_pkey do update
      set joined_at = coalesce(p.joined_at, excluded.joined_at), left_at = coalesce(p.left_at, excluded.left_at);
    perform private.start_call(c.id);
  -- of the room that serves the call now: one that was made and lost before must not end it
  elsif record_call_event.kind = 'room-ended' and (c.provider_room is null or c.provider_room = record_call_event.provider_room) then
    update public.calls x set end_reason = 'room_ended', status = case when x.started_at is null then 'failed' else 'completed' end::public.call_status
    where x.id = c.id and x.status = 'accepted';
    delete from private.call_closings k where k.call_id = c.id;
  end if;
  return true;
end $$;
comment on function public.record_call_event is
  'For the function video-status: stores a report of the provider and applies it, in any order. False: known already, or no call of ours.';
grant execute on function public.record_call_event to service_role;
