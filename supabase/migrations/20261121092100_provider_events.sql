-- What providers report later. Stored first, applied second, by rank: doubled, late and reordered reports end the same.

create table private.provider_events (
  id bigint generated always as identity primary key,
  provider text not null,
  event_key text not null check (length(event_key) <= 300),
  provider_message_id text not null,
  delivery_id uuid,
  status text not null,
  error_code text,
  raw jsonb not null,
  received_at timestamptz not null default now(),
  applied_at timestamptz,
  unique (provider, event_key)
);
comment on table private.provider_events is 'Every signed callback, as it came. Empty applied_at: no delivery of ours matched yet.';
comment on column private.provider_events.delivery_id is 'From the signed callback URL: finds the delivery even when the answer to the send was lost.';
create index provider_events_waiting_idx on private.provider_events (received_at) where applied_at is null;
create index provider_events_message_idx on private.provider_events (provider, provider_message_id);
alter table private.provider_events enable row level security;
-- no policy and no grant: admins only

create function private.status_rank(status text) returns smallint
language sql immutable set search_path = '' as $$
  select case status when 'accepted' then 1 when 'scheduled' then 1 when 'queued' then 2 when 'sending' then 3 when 'sent' then 4
    when 'undelivered' then 5 when 'failed' then 5
    when 'delivered' then 6 when 'read' then 6 when 'opened' then 6 when 'clicked' then 6 when 'complained' then 6
    -- a mail server may take a mail and send it back hours later
    when 'bounced' then 7 else 0 end::smallint
$$;

-- false: no delivery of ours matches yet
create function private.apply_provider_event(event_id bigint) returns boolean
language plpgsql set search_path = '' as $$
declare
  event private.provider_events;
  rank smallint;
  class private.error_classes;
  d private.deliveries;
  is_ours boolean := false;
  -- a message that was given up for another try: only its arrival still matters, and only until the other try begins
  is_former boolean;
  is_again boolean;
begin
  select e.* into event from private.provider_events e where e.id = event_id and e.applied_at is null for update;
  rank := private.status_rank(event.status);
  select c.* into class from private.error_classes c where c.provider = event.provider and c.code = event.error_code;
  for d in
    select x.* from private.deliveries x
    where x.id = event.delivery_id or (x.provider = event.provider and x.provider_message_id = event.provider_message_id)
    for update
  loop
    is_ours := true;
    is_former := exists (select from private.delivery_attempts a where a.delivery_id = d.id
      and a.outcome in ('retry', 'redelivered') and a.provider_message_id = event.provider_message_id);
    -- a second message for the same delivery must not speak for the first
    continue when coalesce(d.provider_message_id, event.provider_message_id) <> event.provider_message_id
      or (is_former and not (rank = 6 and d.state in ('pending', 'retry_wait')));
    if event.status = 'complained' and d.sent_to is not null then
      perform private.suppress(d.channel, d.sent_to, 'complaint');
    end if;
    update private.deliveries x set
      shown_at = case when event.status in ('opened', 'clicked', 'read') then coalesce(x.shown_at, event.received_at) else x.shown_at end,
      clicked_at = case when event.status = 'clicked' then coalesce(x.clicked_at, event.received_at) else x.clicked_at end
    where x.id = d.id and event.status in ('opened', 'clicked', 'read');
    continue when rank <= d.provider_rank;
    is_again := rank = 5 and class.outcome is not distinct from 'retry' and d.attempts < (select s.max_attempts from private.settings s)
      and (d.expires_at is null or d.expires_at > now());
    if is_again then
      insert into private.delivery_attempts (delivery_id, attempt, lease_token, started_at, outcome, provider, provider_message_id, code, error)
      values (d.id, d.attempts, gen_random_uuid(), coalesce(d.claimed_at, now()), 'retry', event.provider, event.provider_message_id,
        event.error_code, 'Accepted first, then reported ' || event.status);
    end if;
    update private.deliveries x set
      provider_rank = case when is_again then 0 else rank end, provider = event.provider,
      -- a look-up of the same words may have given the id to another delivery; ours then counts without it
      provider_message_id = case when not is_again then coalesce(x.provider_message_id, (select event.provider_message_id where not exists (
        select from private.deliveries o
        where o.provider = event.provider and o.provider_message_id = event.provider_message_id and o.id <> x.id))) end,
      state = case when is_again then 'retry_wait' when rank = 6 then 'delivered' when event.status = 'undelivered' then 'undelivered'
        when rank in (5, 7) then 'failed' when rank = 4 then 'sent' else 'accepted' end::public.delivery_state,
      next_attempt_at = case when is_again then now() + private.back_off(x.attempts) else x.next_attempt_at end,
      last_code = coalesce(event.error_code, x.last_code), lease_token = null, in_doubt_since = null,
      accepted_at = coalesce(x.accepted_at, now()),
      delivered_at = case when rank = 6 then now() else x.delivered_at end,
      finished_at = case when rank >= 5 and not is_again then now() else x.finished_at end
    where x.id = d.id;
  end loop;
  if is_ours then
    update private.provider_events e set applied_at = now() where e.id = event.id;
  end if;
  return is_ours;
end $$;

-- definer: the log has no grants at all
create function public.record_provider_event(
  provider text, event_key text, provider_message_id text, delivery_id uuid, status text, error_code text, raw jsonb
) returns text
language plpgsql security definer set search_path = '' as $$
declare
  stored bigint;
begin
  insert into private.provider_events as e (provider, event_key, provider_message_id, delivery_id, status, error_code, raw)
  values (record_provider_event.provider, record_provider_event.event_key, record_provider_event.provider_message_id,
    record_provider_event.delivery_id, record_provider_event.status, nullif(record_provider_event.error_code, ''),
    record_provider_event.raw)
  on conflict on constraint provider_events_provider_event_key_key do nothing
  returning e.id into stored;
  if stored is null then
    return 'duplicate';
  end if;
  begin
    perform private.apply_provider_event(stored);
  exception when others then
    -- it is stored: the sweep applies it, and says the same if it cannot
    raise warning 'Callback % was stored, not applied: %', stored, sqlerrm;
  end;
  return 'stored';
end $$;
comment on function public.record_provider_event is 'Stores a verified callback and applies it. Returns stored or duplicate.';
grant execute on function public.record_provider_event to service_role;
