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
    when 'undelivered' then 5 when 'failed' then 5 when 'delivered' then 6 when 'read' then 6 else 0 end::smallint
$$;

create function private.apply_provider_event(event_id bigint) returns boolean
language plpgsql set search_path = '' as $$
declare
  event private.provider_events;
  rank smallint;
begin
  select e.* into event from private.provider_events e where e.id = event_id and e.applied_at is null for update;
  rank := private.status_rank(event.status);
  update private.deliveries d set
    provider_rank = rank, provider = event.provider,
    -- a look-up of the same words may have given the id to another delivery; ours then counts without it
    provider_message_id = coalesce(d.provider_message_id, (select event.provider_message_id where not exists (
      select from private.deliveries o
      where o.provider = event.provider and o.provider_message_id = event.provider_message_id and o.id <> d.id))),
    state = case rank when 6 then 'delivered' when 5 then event.status when 4 then 'sent' else 'accepted' end::public.delivery_state,
    last_code = coalesce(event.error_code, d.last_code), lease_token = null, in_doubt_since = null,
    accepted_at = coalesce(d.accepted_at, now()),
    delivered_at = case when rank = 6 then now() else d.delivered_at end,
    finished_at = case when rank >= 5 then now() else d.finished_at end
  where rank > d.provider_rank
    and (d.id = event.delivery_id or (d.provider = event.provider and d.provider_message_id = event.provider_message_id))
    -- a second message for the same delivery must not speak for the first
    and coalesce(d.provider_message_id, event.provider_message_id) = event.provider_message_id;
  if found or exists (select 1 from private.deliveries d
    where d.id = event.delivery_id or (d.provider = event.provider and d.provider_message_id = event.provider_message_id)) then
    update private.provider_events e set applied_at = now() where e.id = event.id;
    return true;
  end if;
  return false;
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
  perform private.apply_provider_event(stored);
  return 'stored';
end $$;
comment on function public.record_provider_event is 'Stores a verified callback and applies it. Returns stored or duplicate.';
grant execute on function public.record_provider_event to service_role;
