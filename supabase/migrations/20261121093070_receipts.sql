-- Receipts and credit notes: a number without gaps in the transaction that moved the money, and then a page as PDF.

create table private.receipt_numbers (
  kind text not null check (kind in ('receipt', 'credit_note')),
  year int not null check (year between 2000 and 9999),
  last int not null check (last > 0),
  primary key (kind, year)
);
comment on table private.receipt_numbers is 'The last number given, per kind and year. A transaction that is rolled back gives its number back: no gaps.';
comment on column private.receipt_numbers.kind is 'Receipts and credit notes are numbered apart.';
comment on column private.receipt_numbers.year is 'By UTC.';
comment on column private.receipt_numbers.last is 'The last one given.';
alter table private.receipt_numbers enable row level security;
-- no policy and no grant: admins only

create table public.receipts (
  id uuid primary key default gen_random_uuid(),
  kind text not null check (kind in ('receipt', 'credit_note')),
  number text not null unique,
  order_id uuid not null references public.orders on delete restrict,
  payment_id uuid not null references public.payments on delete restrict,
  refund_id uuid references public.refunds on delete restrict,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null,
  customer_name text,
  locale text not null,
  time_zone text not null,
  issued_at timestamptz not null default now(),
  path text check (path ~ '^[0-9a-f-]{36}/[RC]-[0-9]{4}-[0-9]{6}\.pdf$'),
  made_at timestamptz,
  tries int not null default 0,
  next_try_at timestamptz default now(),
  check ((kind = 'credit_note') = (refund_id is not null)),
  unique nulls not distinct (payment_id, refund_id)
);
comment on table public.receipts is 'One row per payment that arrived and per refund that was completed. Never changed but for its page: the number stands.';
comment on column public.receipts.id is 'Known to the function.';
comment on column public.receipts.kind is 'receipt: money came. credit_note: money went back.';
comment on column public.receipts.order_id is 'Whose customer may open it.';
comment on column public.receipts.payment_id is 'What it is of; a credit note also.';
comment on column public.receipts.amount_minor is 'In minor units.';
comment on column public.receipts.currency is 'ISO 4217.';
comment on column public.receipts.issued_at is 'When the money moved, as far as we know.';
comment on column public.receipts.number is 'R-2026-000001 for receipts, C-2026-000001 for credit notes: without gaps per year (UTC).';
comment on column public.receipts.refund_id is 'Of a credit note.';
comment on column public.receipts.customer_name is 'As it was then; emptied, and the page made anew without it, when the account is erased.';
comment on column public.receipts.locale is 'The language it is written in: that of the customer then.';
comment on column public.receipts.time_zone is 'The date on it is that of the customer then.';
comment on column public.receipts.path is 'In the bucket receipts; empty until the page is made.';
comment on column public.receipts.made_at is 'When the page was made last.';
comment on column public.receipts.tries is 'How often it was taken up; also what a late answer is known by.';
comment on column public.receipts.next_try_at is 'When the function takes it up (again); empty: it is made.';
create index receipts_order_id_idx on public.receipts (order_id, issued_at);
create index receipts_refund_id_idx on public.receipts (refund_id) where refund_id is not null;
create index receipts_to_make_idx on public.receipts (next_try_at) where next_try_at is not null;

alter table public.receipts enable row level security;
grant select (id, kind, number, order_id, payment_id, refund_id, amount_minor, currency, issued_at, path, made_at) on public.receipts to authenticated;
-- no write: the triggers below number them, the function makes their pages
create policy "customers read the receipts of their orders, staff all" on public.receipts
  for select to authenticated using (
    order_id in (select o.id from public.orders o where o.customer_id = (select auth.uid())) or (select private.is_staff()));
create policy "staff read receipts" on storage.objects
  for select to authenticated using (bucket_id = 'receipts' and (select private.is_staff()));

create function private.tg_receipts__keep() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' or (new.kind, new.number, new.payment_id, new.amount_minor, new.currency, new.issued_at)
    is distinct from (old.kind, old.number, old.payment_id, old.amount_minor, old.currency, old.issued_at) then
    perform private.refuse(409, 'receipt_fixed', 'A receipt stands. Give money back, and a credit note is made.');
  end if;
  return new;
end $$;
create trigger _100_keep before update or delete on public.receipts
  for each row execute function private.tg_receipts__keep();

-- the row of the year's number is locked until the end: whoever comes next waits, and takes the next one
create function private.issue_receipt(kind text, p public.payments, refund_id uuid, amount_minor bigint) returns void
language plpgsql set search_path = '' as $$
declare
  this_year int := extract(year from now() at time zone 'UTC');
  given int;
begin
  insert into private.receipt_numbers as n (kind, year, last) values (issue_receipt.kind, this_year, 1)
  on conflict on constraint receipt_numbers_pkey do update set last = n.last + 1 returning n.last into given;
  insert into public.receipts (kind, number, order_id, payment_id, refund_id, amount_minor, currency, customer_name, locale, time_zone)
  select issue_receipt.kind, case issue_receipt.kind when 'receipt' then 'R' else 'C' end || '-' || this_year || '-' || lpad(given::text, 6, '0'),
    p.order_id, p.id, issue_receipt.refund_id, issue_receipt.amount_minor, p.currency, c.name, coalesce(c.locale, 'en'), coalesce(c.time_zone, 'UTC')
  from public.orders o left join public.profiles c on c.id = o.customer_id where o.id = p.order_id;
end $$;

-- definer: receipts have no write grant
create function private.tg_payments__issue() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.receipts r where r.payment_id = new.id and r.refund_id is null) then
    perform private.issue_receipt('receipt', new, null, new.amount_minor);
  end if;
  return null;
end $$;
create trigger _700_issue after insert or update of status on public.payments
  for each row when (new.status in ('paid', 'partly_refunded', 'refunded')) execute function private.tg_payments__issue();

-- after the payment was marked, which gives it a receipt if it has none
create function private.tg_refunds__issue() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.receipts r where r.refund_id = new.id) then
    perform private.issue_receipt('credit_note', p, new.id, new.amount_minor) from public.payments p where p.id = new.payment_id;
  end if;
  return null;
end $$;
create trigger _700_issue after insert or update of status on public.refunds
  for each row when (new.status = 'completed') execute function private.tg_refunds__issue();
