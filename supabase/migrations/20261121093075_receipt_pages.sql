-- The pages of receipts: claimed by the function payment-receipt, drawn, stored, and said so.

-- definer throughout: receipts have no write grant
create function public.claim_receipts(batch int default 10) returns setof jsonb
language plpgsql security definer set search_path = '' as $$
begin
  return query
  with due as (
    update public.receipts r set tries = r.tries + 1, next_try_at = now() + least(interval '1 minute' * 2 ^ least(r.tries, 6), interval '1 hour')
    where r.id in (select d.id from public.receipts d where d.next_try_at <= now() order by d.next_try_at
      limit least(greatest(coalesce(claim_receipts.batch, 10), 1), 50) for update skip locked)
    returning r.*)
  select jsonb_build_object('id', d.id, 'tries', d.tries, 'order_id', d.order_id, 'kind', d.kind, 'number', d.number,
    'receipt_number', (select r.number from public.receipts r where d.refund_id is not null and r.payment_id = d.payment_id and r.refund_id is null),
    'issued_at', d.issued_at, 'order_number', o.number, 'customer_name', d.customer_name, 'amount_minor', d.amount_minor, 'currency', d.currency,
    'provider', p.provider, 'method', private.payment_method(p), 'reference', upper(left(p.id::text, 8)), 'locale', d.locale, 'time_zone', d.time_zone)
  from due d join public.orders o on o.id = d.order_id join public.payments p on p.id = d.payment_id;
end $$;
comment on function public.claim_receipts is 'For payment-receipt: receipts whose page is to be made, with all that stands on it; tries is the token of the lease.';
grant execute on function public.claim_receipts to service_role;

create function public.settle_receipt(receipt_id uuid, tries int, path text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  update public.receipts r set path = settle_receipt.path, made_at = now(), next_try_at = null
  where r.id = settle_receipt.receipt_id and r.tries = settle_receipt.tries;
  return found;
end $$;
comment on function public.settle_receipt is 'For payment-receipt: the page is stored there. False for a late answer.';
grant execute on function public.settle_receipt to service_role;

create function private.tg_receipts__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell_payments(o) from public.orders o where o.id = new.order_id;
  return null;
end $$;
create trigger _900_tell after update of path on public.receipts
  for each row when (new.path is distinct from old.path) execute function private.tg_receipts__tell();

-- An account ends: numbers and sums stay for the books, pages are made anew without the name, and nobody's words are kept.
-- definer: Auth deletes the account
create function private.tg_profiles__leave_receipts() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.receipts r set customer_name = null, next_try_at = now()
  where r.customer_name is not null and r.order_id in (select o.id from public.orders o where o.customer_id = old.id);
  update public.refunds r set reason = null, answer = null
  where (r.reason is not null or r.answer is not null) and (r.requested_by = old.id or r.order_id in (select o.id from public.orders o where o.customer_id = old.id));
  return old;
end $$;
-- 305: the next one takes the person off their orders
create trigger _305_leave_receipts before delete on public.profiles
  for each row execute function private.tg_profiles__leave_receipts();

-- one knock per transaction and function: what it says is only that there is work
create function private.knock_money(function_name text) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('orderline.knocked_' || replace(function_name, '-', '_'), true) = pg_current_xact_id()::text then
    return;
  end if;
  perform set_config('orderline.knocked_' || replace(function_name, '-', '_'), pg_current_xact_id()::text, true);
  perform private.call_function(function_name, case function_name when 'payment-refund' then 'refunds' else 'receipts' end);
end $$;

create function private.tg__knock_money() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.knock_money(tg_argv[0]);
  return null;
end $$;
create trigger _950_knock after insert or update of status on public.refunds
  for each row when (new.status = 'processing' and new.next_try_at is not null) execute function private.tg__knock_money('payment-refund');
create trigger _950_knock after insert on public.receipts
  for each row execute function private.tg__knock_money('payment-receipt');

create function private.sweep_refunds() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.refunds r where r.next_try_at <= now()) then
    perform private.knock_money('payment-refund');
  end if;
  if exists (select from public.receipts r where r.next_try_at <= now()) then
    perform private.knock_money('payment-receipt');
  end if;
end $$;
comment on function private.sweep_refunds() is 'Every 15 seconds by pg_cron: knocks for refunds and receipts that wait.';
select cron.schedule('orderline-refunds', '15 seconds', 'select private.sweep_refunds()');
