-- The room at the provider follows the row: made when the first of the two asks for a token, ended when the call is over, tried until it is done.

create table private.call_closings (
  call_id uuid primary key references public.calls on delete cascade,
  attempts int not null default 0,
  lease_token uuid,
  next_attempt_at timestamptz not null default now(),
  last_error text
);
comment on table private.call_closings is 'Rooms at the provider that are to be ended. A row goes when it was; with what came back, it waits longer each time, for a day.';
comment on column private.call_closings.call_id is 'The call whose room it is; the room has the same name.';
comment on column private.call_closings.attempts is 'How often it was handed to a worker.';
comment on column private.call_closings.lease_token is 'Fences the answer of a worker that came too late; a new one with each claim.';
comment on column private.call_closings.next_attempt_at is 'When it is due, or while a worker has it, when the lease ends.';
comment on column private.call_closings.last_error is 'What the provider said last, for whoever mends it.';
create index call_closings_next_attempt_at_idx on private.call_closings (next_attempt_at);
alter table private.call_closings enable row level security;
-- no policy and no grant: claim_call_closings and settle_call_closing

create function private.knock_video_end() returns void
language sql volatile security definer set search_path = '' as $$ select private.call_function('video-end', 'call_closings') $$;

-- definer: call_closings has no grants. A room may be there for every call that was accepted, also one nobody told us of.
create function private.tg_calls__close_room() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.end_reason is distinct from 'room_ended' then
    insert into private.call_closings (call_id) values (new.id) on conflict do nothing;
    perform private.knock_video_end();
  end if;
  return null;
end $$;
create trigger _800_close_room after update of status on public.calls
  for each row when (old.status = 'accepted' and new.ended_at is not null) execute function private.tg_calls__close_room();

-- definer: as above. A token is for one tab of each of the two, while the call runs, and hardly longer.
create function public.call_pass(call_id uuid, user_id uuid, device_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  c public.calls;
begin
  select x.* into c from public.calls x where x.id = call_pass.call_id and call_pass.user_id in (x.caller_id, x.callee_id);
  if c.id is null then
    return jsonb_build_object('refused', 'call_not_found');
  elsif c.status <> 'accepted' or c.ends_at <= clock_timestamp() or not private.may_go_on(c) then
    return jsonb_build_object('refused', 'call_over');
  elsif call_pass.device_id is distinct from (case call_pass.user_id when c.caller_id then c.caller_device else c.accepted_device end) then
    return jsonb_build_object('refused', 'answered_elsewhere');
  end if;
  return jsonb_build_object('room', c.id, 'identity', call_pass.user_id, 'ttl_s', ceil(extract(epoch from c.ends_at - clock_timestamp())) + 30);
end $$;
comment on function public.call_pass is
  'For the function video-token: what a token of this person may open, or {refused}: call_not_found, call_over, answered_elsewhere.';
grant execute on function public.call_pass to service_role;

-- definer: as above
create function public.note_call_room(call_id uuid, provider_room text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.calls c set provider_room = note_call_room.provider_room
  where c.id = note_call_room.call_id and c.status = 'accepted' and c.provider_room is distinct from note_call_room.provider_room;
  return exists (select from public.calls c where c.id = note_call_room.call_id and c.status = 'accepted' and c.ends_at > clock_timestamp());
end $$;
comment on function public.note_call_room is 'For the function video-token: the room it made. False: the call ended meanwhile, and the room is to be ended as well.';
grant execute on function public.note_call_room to service_role;

-- definer: as above
create function public.claim_call_closings(batch int default 20) returns table (call_id uuid, lease_token uuid)
language sql security definer set search_path = '' as $$
  update private.call_closings c set attempts = c.attempts + 1, lease_token = gen_random_uuid(), next_attempt_at = now() + interval '30 seconds'
  where c.call_id in (
    select d.call_id from private.call_closings d where d.next_attempt_at <= now()
    order by d.next_attempt_at limit least(greatest(coalesce(claim_call_closings.batch, 20), 1), 100) for update skip locked)
  returning c.call_id, c.lease_token
$$;
comment on function public.claim_call_closings is 'For the function video-end: rooms to end, each under a lease of 30 s.';
grant execute on function public.claim_call_closings to service_role;

-- definer: as above
create function public.settle_call_closing(call_id uuid, lease_token uuid, error text default null) returns void
language sql security definer set search_path = '' as $$
  delete from private.call_closings c where c.call_id = settle_call_closing.call_id and c.lease_token = settle_call_closing.lease_token
    and settle_call_closing.error is null;
  -- 1 s, 2 s, 4 s … at most a minute: a room that runs on costs money and shows people to each other
  update private.call_closings c set last_error = left(settle_call_closing.error, 500), lease_token = null,
    next_attempt_at = now() + make_interval(secs => least(60, power(2, least(c.attempts, 10) - 1)))
  where c.call_id = settle_call_closing.call_id and c.lease_token = settle_call_closing.lease_token
$$;
comment on function public.settle_call_closing is 'For the function video-end: without an error the room is ended; with one it is tried again.';
grant execute on function public.settle_call_closing to service_role;
