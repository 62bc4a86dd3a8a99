-- A payment that the payer's bank, or the provider, disputes. Beside the payment's status, which knows what was paid and what went back:
-- a dispute that is won changes neither, one that is lost is money that went back.

-- in the order of their rank
create type public.dispute_status as enum ('open', 'won', 'lost');

create table public.payment_disputes (
  id uuid primary key default gen_random_uuid(),
  payment_id uuid not null references public.payments on delete restrict,
  provider_ref text not null check (length(provider_ref) between 1 and 255),
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  status public.dispute_status not null default 'open',
  refund_minor bigint not null default 0,
  created_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (payment_id, provider_ref)
);
comment on table public.payment_disputes is 'One row per dispute of a payment. Its status only climbs: open, won, lost.';
comment on column public.payment_disputes.id is 'Of our own making.';
comment on column public.payment_disputes.payment_id is 'What is disputed.';
comment on column public.payment_disputes.provider_ref is 'What the provider calls the dispute; also the name of the refund of one that was lost.';
comment on column public.payment_disputes.amount_minor is 'The sum that is disputed, in minor units, at most what was paid.';
comment on column public.payment_disputes.currency is 'That of the payment.';
comment on column public.payment_disputes.status is 'Also by hand, when the provider has told nobody: won stays what it was, lost makes a refund and its credit note.';
comment on column public.payment_disputes.refund_minor is 'What went back because it was lost: not what had gone back before.';
comment on column public.payment_disputes.created_at is 'When we learned of it.';
comment on column public.payment_disputes.closed_at is 'When we learned how it ended.';

alter table public.payment_disputes enable row level security;
grant select (id, payment_id, provider_ref, amount_minor, currency, status, refund_minor, created_at, closed_at) on public.payment_disputes to authenticated;
-- no insert, update or delete: disputes are opened and closed by what providers say
create policy "payers read the disputes of their payments, staff all" on public.payment_disputes
  for select to authenticated using (
    payment_id in (select p.id from public.payments p where p.payer_id = (select auth.uid())) or (select private.is_staff()));

create function private.tg_payment_disputes__guard() returns trigger
language plpgsql set search_path = '' as $$
declare
  -- whoever gives back waits here for whoever else does
  p public.payments := (select x from public.payments x where x.id = new.payment_id for update);
begin
  if tg_op = 'UPDATE' and (new.payment_id, new.provider_ref) is distinct from (old.payment_id, old.provider_ref) then
    perform private.refuse(409, 'payment_fixed', 'What a dispute is of never changes.');
  elsif tg_op = 'UPDATE' and new.status < old.status then
    perform private.refuse(409, 'not_allowed_now', format('A dispute that is %s cannot become %s.', old.status, new.status));
  end if;
  new.currency := p.currency;
  new.amount_minor := least(new.amount_minor, p.amount_minor);
  new.closed_at := case when new.status <> 'open' then coalesce(new.closed_at, now()) end;
  if new.status = 'lost' and (tg_op = 'INSERT' or old.status <> 'lost') then
    new.refund_minor := least(new.amount_minor, p.amount_minor - private.refunding_of(p.id));
  end if;
  return new;
end $$;
create trigger _100_guard before insert or update on public.payment_disputes
  for each row execute function private.tg_payment_disputes__guard();

-- definer: refunds have no write grant, notify() is not for people, and an admin's edit counts as well
create function private.tg_payment_disputes__close() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  p public.payments := (select x from public.payments x where x.id = new.payment_id);
  o public.orders := (select x from public.orders x where x.id = p.order_id);
begin
  if new.status = 'lost' and new.refund_minor > 0 then
    insert into public.refunds (payment_id, order_id, amount_minor, currency, status, provider_ref)
    values (p.id, p.order_id, new.refund_minor, new.currency, 'completed', new.provider_ref);
  end if;
  perform private.tell_of_payment('system.payment_' || case new.status when 'open' then 'disputed' else 'dispute_' || new.status end,
    concat_ws(':', 'dispute', new.id, new.status), o, p.provider, new.amount_minor, new.currency, null, new.provider_ref);
  perform private.tell_payments(o);
  return null;
end $$;
create trigger _500_close after insert on public.payment_disputes
  for each row execute function private.tg_payment_disputes__close();
create trigger _510_close after update of status on public.payment_disputes
  for each row when (new.status <> old.status) execute function private.tg_payment_disputes__close();

-- the order and the payment are locked
create function private.apply_dispute_event(e public.payment_events, p public.payments) returns text
language plpgsql set search_path = '' as $$
begin
  -- what is disputed was paid, whichever we hear of first
  update public.payments x set status = 'paid', reason = null where x.id = p.id and private.payment_rank(x.status) < 3;
  insert into public.payment_disputes as d (payment_id, provider_ref, amount_minor, currency, status)
  values (p.id, coalesce(e.payload #>> '{dispute,ref}', e.event_id), coalesce(nullif(e.amount_minor, 0), p.amount_minor), p.currency,
    case e.kind when 'disputed' then 'open' when 'dispute_won' then 'won' else 'lost' end::public.dispute_status)
  -- of one that is lost the sum that went back is said last
  on conflict on constraint payment_disputes_payment_id_provider_ref_key do update set status = excluded.status, amount_minor = excluded.amount_minor
  where excluded.status > d.status;
  return case when found then 'applied' else 'stale' end;
end $$;

select private.audit('public.payment_disputes', 'status, amount_minor, provider_ref', 'provider_ref');
