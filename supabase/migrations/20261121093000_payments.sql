-- What was paid for an order, or is about to be. No card, account or phone number is ever written here: those stay with the provider.

create type public.payment_status as enum
  ('created', 'pending', 'failed', 'cancelled', 'expired', 'paid', 'partly_refunded', 'refunded');

create table public.payments (
  id uuid primary key default gen_random_uuid(),
  -- an order that was paid for is not deleted: the money would speak of nothing
  order_id uuid not null references public.orders on delete restrict,
  payer_id uuid references public.profiles on delete set null,
  provider text not null check (provider in ('stripe', 'paypal', 'flutterwave', 'mpesa', 'cash', 'card_at_door')),
  client_id uuid not null,
  provider_ref text check (length(provider_ref) between 1 and 255),
  amount_minor bigint not null check (amount_minor between 1 and 1000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status public.payment_status not null default 'created',
  reason text check (length(reason) <= 100),
  method text check (length(method) <= 100),
  checkout_url text check (checkout_url ~ '^https?://' and length(checkout_url) <= 2000),
  refunded_minor bigint not null default 0,
  recorded_by uuid references public.profiles on delete set null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  paid_at timestamptz,
  expires_at timestamptz,
  asks int not null default 0,
  asked_at timestamptz,
  next_ask_at timestamptz,
  check (refunded_minor between 0 and amount_minor),
  unique (provider, provider_ref),
  unique (payer_id, client_id)
);
comment on table public.payments is 'One row per try to pay for an order. Its status only climbs: a late success beats a failure, and nothing but a refund beats a success.';
comment on column public.payments.id is 'The provider is given it, and says it again with all that happens.';
comment on column public.payments.order_id is 'What it is for.';
comment on column public.payments.payer_id is 'Who pays; empty once that account is erased. The sum stays: the business must keep its books.';
comment on column public.payments.provider is 'Who moves the money; cash and card_at_door are recorded by the partner.';
comment on column public.payments.client_id is 'Made by the browser, so that paying twice by a double click is paying once.';
comment on column public.payments.provider_ref is 'The provider''s name for it, such as the id of a Stripe Checkout Session.';
comment on column public.payments.amount_minor is 'In minor units of currency (1250 is 12.50 EUR); what was due when it began, and never changed.';
comment on column public.payments.currency is 'ISO 4217.';
comment on column public.payments.status is 'By rank, see private.payment_rank(); also by hand in the dashboard.';
comment on column public.payments.reason is 'Why it failed, as a code of private.payment_reasons or another word of the provider.';
comment on column public.payments.method is 'What it was paid with, as people know it: Visa •••• 4242.';
comment on column public.payments.checkout_url is 'Where the payer pays, until expires_at.';
comment on column public.payments.refunded_minor is 'How much of it was given back.';
comment on column public.payments.recorded_by is 'The partner who took money at the door.';
comment on column public.payments.created_at is 'When it was begun.';
comment on column public.payments.updated_at is 'When it changed last.';
comment on column public.payments.paid_at is 'When we learned that it was paid.';
comment on column public.payments.expires_at is 'Until when it can be paid.';
comment on column public.payments.asks is 'How often the provider was asked what became of it.';
comment on column public.payments.asked_at is 'When it was asked last.';
comment on column public.payments.next_ask_at is 'When it is asked again; empty: not at all.';
create index payments_order_id_idx on public.payments (order_id, created_at);
create index payments_recorded_by_idx on public.payments (recorded_by) where recorded_by is not null;
create index payments_to_ask_idx on public.payments (next_ask_at) where next_ask_at is not null;

alter table public.payments enable row level security;
grant select (id, order_id, payer_id, provider, client_id, provider_ref, amount_minor, currency, status, reason, method, checkout_url, refunded_minor,
  recorded_by, created_at, updated_at, paid_at, expires_at) on public.payments to authenticated;
-- no insert, update or delete: payments begin by a call and go on by what providers say
create policy "payers read their payments, partners those at the door of their orders, staff all" on public.payments
  for select to authenticated using (
    payer_id = (select auth.uid())
    or (provider in ('cash', 'card_at_door') and order_id = any (array(select private.my_order_ids())))
    or (select private.is_staff()));

create function private.payment_rank(status public.payment_status) returns smallint
language sql immutable set search_path = '' as $$
  select case status when 'created' then 0 when 'pending' then 1 when 'failed' then 2 when 'cancelled' then 2 when 'expired' then 2
    when 'paid' then 3 when 'partly_refunded' then 4 when 'refunded' then 5 end::smallint
$$;

create function private.tg_payments__guard() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if (new.order_id, new.provider, new.amount_minor, new.currency) is distinct from (old.order_id, old.provider, old.amount_minor, old.currency) then
      perform private.refuse(409, 'payment_fixed', 'What a payment is for, and how much it is, never changes.');
    elsif new.status <> old.status and private.payment_rank(new.status) <= private.payment_rank(old.status) then
      perform private.refuse(409, 'not_allowed_now', format('A payment that is %s cannot become %s.', old.status, new.status));
    end if;
    new.updated_at := now();
  end if;
  if private.payment_rank(new.status) >= 3 then
    new.paid_at := coalesce(new.paid_at, now());
  end if;
  -- what has ended is not asked about; where one could pay is nobody's business any more
  if private.payment_rank(new.status) >= 2 then
    new.next_ask_at := null;
  end if;
  return new;
end $$;
create trigger _100_guard before insert or update on public.payments
  for each row execute function private.tg_payments__guard();

select private.audit('public.payments', 'status, refunded_minor, recorded_by, payer_id, provider_ref', 'provider_ref,checkout_url', 'asks,asked_at,next_ask_at,client_id');
