-- Money that goes back: asked for by the customer or given by staff, never more than was paid, told step by step.

alter table public.payments add column charge_ref text check (length(charge_ref) between 1 and 100);
comment on column public.payments.charge_ref is 'What the provider calls the money itself, where it gives it back by that: M-Pesa''s receipt number.';
grant select (charge_ref) on public.payments to authenticated;

create type public.refund_status as enum ('requested', 'processing', 'completed', 'declined', 'failed');

create table public.refunds (
  id uuid primary key default gen_random_uuid(),
  payment_id uuid not null references public.payments on delete restrict,
  order_id uuid not null references public.orders on delete restrict,
  client_id uuid not null default gen_random_uuid(),
  amount_minor bigint not null check (amount_minor between 1 and 1000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status public.refund_status not null default 'requested',
  reason text check (length(reason) <= 500),
  answer text check (length(answer) <= 500),
  requested_by uuid references public.profiles on delete set null,
  decided_by uuid references public.profiles on delete set null,
  provider_ref text check (length(provider_ref) between 1 and 255),
  failure text check (length(failure) <= 100),
  attempt int not null default 1,
  tries int not null default 0,
  next_try_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  completed_at timestamptz,
  unique (payment_id, client_id),
  unique (payment_id, provider_ref)
);
comment on table public.refunds is 'One row per sum given back or asked for. processing: granted, and with the provider or on its way there.';
comment on column public.refunds.id is 'Also what the provider is given, so that asking it twice is asking once.';
comment on column public.refunds.payment_id is 'What it is of.';
comment on column public.refunds.order_id is 'That of the payment.';
comment on column public.refunds.client_id is 'Made by the browser, so that asking twice is asking once.';
comment on column public.refunds.amount_minor is 'In minor units; staff may grant less than was asked for, and from then on it stands.';
comment on column public.refunds.currency is 'That of the payment.';
comment on column public.refunds.reason is 'Why, in the words of who asked.';
comment on column public.refunds.answer is 'What staff said to it; the customer reads it.';
comment on column public.refunds.requested_by is 'The customer who asked, or staff; empty when it was made at the provider, or the account is gone.';
comment on column public.refunds.decided_by is 'Who granted or declined it.';
comment on column public.refunds.provider_ref is 'The provider''s name for it. Empty while processing: the provider has not answered yet.';
comment on column public.refunds.failure is 'Why it failed, or why it is still waiting, as a code.';
comment on column public.refunds.attempt is 'Grows when staff try a failed one again: to the provider it is another refund then.';
comment on column public.refunds.tries is 'How often it was taken up; also what a late answer is known by.';
comment on column public.refunds.next_try_at is 'When the function takes it up again; empty: not by itself.';
comment on column public.refunds.status is 'requested → processing or declined; processing → completed or failed; also by hand.';
comment on column public.refunds.created_at is 'When it was asked for, or given.';
comment on column public.refunds.updated_at is 'When it last changed.';
comment on column public.refunds.completed_at is 'When the provider said that it is done, or staff at the door.';
create index refunds_order_id_idx on public.refunds (order_id, created_at);
create index refunds_waiting_idx on public.refunds (created_at) where status = 'requested';
create index refunds_to_try_idx on public.refunds (next_try_at) where next_try_at is not null;
create index refunds_requested_by_idx on public.refunds (requested_by) where requested_by is not null;
create index refunds_decided_by_idx on public.refunds (decided_by) where decided_by is not null;
create unique index refunds_one_request_idx on public.refunds (payment_id) where status = 'requested';

alter table public.refunds enable row level security;
grant select (id, payment_id, order_id, amount_minor, currency, status, reason, answer, requested_by, decided_by, provider_ref, failure, created_at, updated_at, completed_at)
  on public.refunds to authenticated;
-- no insert, update or delete: request_refund, decide_refund and give_refund carry the rules
create policy "customers read the refunds of their orders, staff all" on public.refunds
  for select to authenticated using (
    order_id in (select o.id from public.orders o where o.customer_id = (select auth.uid())) or (select private.is_staff()));

-- what was given back or is on its way there
create function private.refunding_of(payment_id uuid, but uuid default null) returns bigint
language sql stable set search_path = '' as $$
  select coalesce(sum(r.amount_minor), 0)::bigint from public.refunds r
  where r.payment_id = refunding_of.payment_id and r.status in ('processing', 'completed') and r.id is distinct from refunding_of.but
$$;

-- also by hand: never more than was paid, and only along the way from asked to given
create function private.tg_refunds__guard() returns trigger
language plpgsql set search_path = '' as $$
declare
  p public.payments;
begin
  -- whoever gives back waits here for whoever else does
  select x.* into p from public.payments x where x.id = new.payment_id for update;
  if tg_op = 'INSERT' then
    new.order_id := p.order_id;
    new.currency := p.currency;
  elsif (new.payment_id, new.order_id, new.currency) is distinct from (old.payment_id, old.order_id, old.currency)
    or (new.amount_minor <> old.amount_minor and old.status <> 'requested') then
    perform private.refuse(409, 'refund_fixed', 'What a refund is of never changes, and how much it is only until it is granted.');
  elsif new.status <> old.status and (old.status, new.status) not in (('requested', 'processing'), ('requested', 'declined'), ('requested', 'completed'),
    ('processing', 'completed'), ('processing', 'failed'), ('failed', 'processing'), ('failed', 'completed')) then
    perform private.refuse(409, 'not_allowed_now', format('A refund that is %s cannot become %s.', old.status, new.status));
  end if;
  if private.payment_rank(p.status) < 3 then
    perform private.refuse(409, 'not_paid', 'Nothing was paid that could be given back.');
  elsif new.status in ('processing', 'completed') and (tg_op = 'INSERT' or old.status not in ('processing', 'completed') or new.amount_minor <> old.amount_minor)
    and private.refunding_of(p.id, new.id) + new.amount_minor > p.amount_minor then
    perform private.refuse(409, 'more_than_paid', 'Together that is more than was paid.');
  end if;
  new.updated_at := now();
  new.next_try_at := case when new.status = 'processing' then new.next_try_at end;
  new.completed_at := case when new.status = 'completed' then coalesce(new.completed_at, now()) end;
  return new;
end $$;
create trigger _100_guard before insert or update on public.refunds
  for each row execute function private.tg_refunds__guard();

-- definer: payments have no write grant, and an admin's edit counts as well
create function private.tg_refunds__count() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.payments p set refunded_minor = p.refunded_minor + new.amount_minor,
    status = case when p.refunded_minor + new.amount_minor = p.amount_minor then 'refunded' else 'partly_refunded' end::public.payment_status
  where p.id = new.payment_id;
  return null;
end $$;
create trigger _500_count after insert on public.refunds
  for each row when (new.status = 'completed') execute function private.tg_refunds__count();
create trigger _510_count after update of status on public.refunds
  for each row when (new.status = 'completed' and old.status <> 'completed') execute function private.tg_refunds__count();
