-- What a payment says, to whom: a notification, a line in the order's conversation and a hint to open pages, with the row that changed.

create table private.payment_reasons (
  code text not null check (code ~ '^[a-z_]{1,60}$'),
  locale text not null references private.locales on delete cascade,
  words text not null check (length(words) between 1 and 200),
  primary key (code, locale)
);
comment on table private.payment_reasons is 'Why a payment failed, in words. What a provider says in its own words is shown to nobody: it is in one language.';
comment on column private.payment_reasons.code is 'As in payments.reason.';
comment on column private.payment_reasons.locale is 'The language of the words.';
comment on column private.payment_reasons.words is 'One whole sentence, fit for a notification.';
create index payment_reasons_locale_idx on private.payment_reasons (locale);
alter table private.payment_reasons enable row level security;
-- no policy and no grant: admins only
insert into private.payment_reasons (code, locale, words) values
  ('declined', 'en', 'The card was declined.'), ('declined', 'es', 'La tarjeta fue rechazada.'), ('declined', 'ar', 'رُفضت البطاقة.'),
  ('insufficient_funds', 'en', 'There was not enough money in the account.'), ('insufficient_funds', 'es', 'No había saldo suficiente.'),
  ('insufficient_funds', 'ar', 'الرصيد غير كافٍ.'),
  ('expired_card', 'en', 'The card has expired.'), ('expired_card', 'es', 'La tarjeta está caducada.'), ('expired_card', 'ar', 'انتهت صلاحية البطاقة.'),
  ('not_confirmed', 'en', 'The payment was not confirmed.'), ('not_confirmed', 'es', 'El pago no se confirmó.'), ('not_confirmed', 'ar', 'لم يتم تأكيد الدفع.'),
  ('timed_out', 'en', 'Nobody answered on the phone in time.'), ('timed_out', 'es', 'Nadie respondió a tiempo en el teléfono.'),
  ('timed_out', 'ar', 'لم يرد أحد على الهاتف في الوقت المناسب.');

-- names that people know from their own statements, the same in every language
create function private.payment_method(p public.payments) returns text
language sql immutable set search_path = '' as $$
  select coalesce(p.method, case p.provider when 'paypal' then 'PayPal' when 'mpesa' then 'M-Pesa' when 'stripe' then 'Stripe' when 'flutterwave' then 'Flutterwave' end)
$$;

-- definer: notify() and the room are not for people to write
create function private.tg_payments__notify() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  o public.orders;
  reason text := (select r.words from private.payment_reasons r
    where r.code = new.reason and r.locale = (select p.locale from public.profiles p where p.id = new.payer_id));
begin
  if tg_op = 'UPDATE' and old.status = new.status then
    return null;
  end if;
  select x.* into o from public.orders x where x.id = new.order_id;
  if new.status in ('pending', 'paid') or (new.status = 'failed' and new.provider_ref is not null) then
    perform public.notify(new.payer_id,
      case new.status when 'paid' then 'payment.received' else 'payment.' || new.status end, 'order', o.id,
      private.payment_words(o, new.amount_minor, new.currency, jsonb_build_object('method', private.payment_method(new), 'reason', reason,
        'reference', upper(left(new.id::text, 8)))),
      'payment:' || new.id || ':' || new.status, action_url => '/orders/' || o.id)
    where new.payer_id is not null;
  end if;
  -- the partner is in that room: that it failed is theirs to know, why it did is not
  if new.status = 'paid' or (new.status = 'failed' and new.provider_ref is not null) then
    perform private.say_system(r.id, case new.status when 'paid' then 'payment_received' else 'payment_failed' end, jsonb_build_object('amount_minor', new.amount_minor, 'currency', new.currency))
    from public.rooms r where r.order_id = o.id and r.kind = 'order';
  end if;
  return null;
end $$;
create trigger _600_notify after insert or update of status on public.payments
  for each row execute function private.tg_payments__notify();

-- who is allowed to know more reads it under their own policies
create function private.tell_payments(o public.orders) returns void
language sql volatile set search_path = '' as $$
  select realtime.send(jsonb_build_object('order_id', o.id), 'payments_updated', topic, true)
  from unnest(array['user:' || o.customer_id, 'user:' || o.partner_id, 'staff']) topic where topic is not null
$$;

-- definer throughout: the person whose call changed the row has no right to speak on a data topic
create function private.tg_payments__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell_payments(o) from public.orders o where o.id = new.order_id;
  return null;
end $$;
create trigger _900_tell after insert or update of status, refunded_minor, checkout_url on public.payments
  for each row execute function private.tg_payments__tell();

create function private.tg_orders__tell_total() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.tell_payments(new);
  return null;
end $$;
create trigger _910_tell_total after update of total_minor, currency on public.orders
  for each row when (new.total_minor is distinct from old.total_minor or new.currency is distinct from old.currency)
  execute function private.tg_orders__tell_total();
