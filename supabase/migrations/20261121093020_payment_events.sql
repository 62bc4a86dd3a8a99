-- What providers say of payments. Stored in a transaction of its own, then applied by rank: doubled, late and reordered end the same.

create table public.payment_events (
  id bigint generated always as identity primary key,
  provider text not null check (provider in ('stripe', 'paypal', 'flutterwave', 'mpesa')),
  event_id text not null check (length(event_id) between 1 and 255),
  -- no foreign key: it is what the provider said, and is kept also when it is nonsense
  payment_id uuid,
  kind text not null check (kind in ('pending', 'paid', 'failed', 'cancelled', 'expired', 'refund_pending', 'refunded', 'refund_failed',
    'disputed', 'dispute_won', 'dispute_lost')),
  provider_ref text check (length(provider_ref) <= 255),
  amount_minor bigint,
  currency text,
  method text check (length(method) <= 100),
  reason text check (length(reason) <= 100),
  payload jsonb not null default '{}',
  received_at timestamptz not null default now(),
  applied_at timestamptz,
  outcome text check (outcome in ('applied', 'stale', 'unknown_payment', 'wrong_amount', 'wrong_currency')),
  unique (provider, event_id)
);
comment on table public.payment_events is 'Every verified callback and answer of a payment provider. Empty applied_at: stored, but not yet worked in; a job does that.';
comment on column public.payment_events.id is 'In the order in which they came.';
comment on column public.payment_events.provider is 'Who said it, and signed it.';
comment on column public.payment_events.event_id is 'The provider''s own id of the event, so that the same one twice is one.';
comment on column public.payment_events.payment_id is 'Which payment the provider says it is about.';
comment on column public.payment_events.kind is 'What happened, in our words.';
comment on column public.payment_events.provider_ref is 'What the provider calls the payment.';
comment on column public.payment_events.amount_minor is 'The sum that was said, in minor units; of a refund the sum of that refund.';
comment on column public.payment_events.currency is 'ISO 4217.';
comment on column public.payment_events.method is 'What it was paid with.';
comment on column public.payment_events.reason is 'Why it failed, in a code of ours or a word of the provider.';
comment on column public.payment_events.received_at is 'When it was stored.';
comment on column public.payment_events.applied_at is 'When it was worked in.';
comment on column public.payment_events.payload is 'What the provider said, without addresses and names; not for people to read.';
comment on column public.payment_events.outcome is 'What became of it; wrong_amount, wrong_currency and unknown_payment were told to staff.';
create index payment_events_payment_id_idx on public.payment_events (payment_id) where payment_id is not null;
create index payment_events_waiting_idx on public.payment_events (id) where applied_at is null;

alter table public.payment_events enable row level security;
grant select (id, provider, event_id, payment_id, kind, provider_ref, amount_minor, currency, method, reason, received_at, applied_at, outcome)
  on public.payment_events to authenticated;
-- no write: functions store what they have verified
create policy "staff read what providers say of payments" on public.payment_events
  for select to authenticated using ((select private.is_staff()));

-- definer: the log has no write grant
create function public.take_payment_event(
  provider text, event_id text, kind text, provider_ref text, payment_id uuid, amount_minor bigint, currency text,
  method text default null, reason text default null, payload jsonb default '{}'
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  stored bigint;
begin
  insert into public.payment_events as e (provider, event_id, kind, provider_ref, payment_id, amount_minor, currency, method, reason, payload)
  values (take_payment_event.provider, take_payment_event.event_id, take_payment_event.kind, take_payment_event.provider_ref,
    take_payment_event.payment_id, take_payment_event.amount_minor, upper(take_payment_event.currency),
    left(take_payment_event.method, 100), left(take_payment_event.reason, 100), coalesce(take_payment_event.payload, '{}'))
  on conflict on constraint payment_events_provider_event_id_key do nothing
  returning e.id into stored;
  if stored is not null then
    return jsonb_build_object('id', stored, 'is_new', true);
  end if;
  return (select jsonb_build_object('id', e.id, 'is_new', false) from public.payment_events e
    where e.provider = take_payment_event.provider and e.event_id = take_payment_event.event_id);
end $$;
comment on function public.take_payment_event is 'For the functions: stores what a provider said, verified. Returns {id, is_new}; call apply_payment_event(id) after it, in a call of its own.';
grant execute on function public.take_payment_event to service_role;
