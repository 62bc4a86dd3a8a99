-- What an SMS cost. Twilio knows it minutes to a day after the message ended, and only when asked.

alter table private.deliveries
  add column price_asks smallint not null default 0,
  add column price_due_at timestamptz;
comment on column private.deliveries.price_asks is 'How often the provider was asked for the price; after 12, about two days, it is left as it is.';
comment on column private.deliveries.price_due_at is 'When to ask for the price next; empty: not asked yet.';
create index deliveries_unpriced_idx on private.deliveries (coalesce(price_due_at, accepted_at))
  where channel = 'sms' and provider = 'twilio' and provider_message_id is not null and price_final_at is null and price_asks < 12;

-- definer throughout: the outbox has no grants at all

create function public.claim_unpriced(batch int default 50) returns table (id uuid, provider_message_id text)
language sql security definer set search_path = '' as $$
  with due as (
    select d.id from private.deliveries d
    where d.channel = 'sms' and d.provider = 'twilio' and d.provider_message_id is not null and d.price_final_at is null
      and d.price_asks < 12 and coalesce(d.price_due_at, d.accepted_at) <= now()
      -- never known at once: asking then would only double the requests of every sending
      and (d.price_due_at is not null or d.accepted_at <= now() - interval '1 minute')
      and d.state in ('sent', 'delivered', 'undelivered', 'failed', 'accepted')
    order by coalesce(d.price_due_at, d.accepted_at)
    limit least(greatest(claim_unpriced.batch, 1), 500)
    for update skip locked
  )
  -- the next time is set before anybody is asked: who dies over it has only lost one turn
  update private.deliveries d set price_asks = d.price_asks + 1,
    price_due_at = now() + least(interval '6 hours', interval '1 minute' * power(3, d.price_asks + 1))
  from due where d.id = due.id
  returning d.id, d.provider_message_id
$$;
comment on function public.claim_unpriced is
  'SMS that Twilio has and whose price is not known, first a minute after it was taken, again after 3, 9, 27, 81, 243 minutes and then every 6 hours, 12 times in all.';
grant execute on function public.claim_unpriced to service_role;

create function public.record_prices(results jsonb) returns int
language plpgsql security definer set search_path = '' as $$
declare
  told record;
  priced int := 0;
begin
  for told in
    select d.id, nullif(r.segments, 0) as segments, r.currency,
      -- Twilio writes what it took as a negative number
      abs(coalesce(r.price, r.price_per_segment * coalesce(d.segments, 1))) as price
    from jsonb_to_recordset(record_prices.results) as r (
      provider text, provider_message_id text, price numeric, price_per_segment numeric, currency text, segments smallint)
    join private.deliveries d on d.provider = r.provider and d.provider_message_id = r.provider_message_id
    where coalesce(r.price, r.price_per_segment) is not null and r.currency ~* '^[a-z]{3}$' and d.price_final_at is null
    order by d.id for update of d
  loop
    update private.deliveries d set segments = coalesce(told.segments, d.segments) where d.id = told.id;
    perform private.settle_sms_price(told.id, told.price, upper(told.currency));
    priced := priced + 1;
  end loop;
  return priced;
end $$;
comment on function public.record_prices is
  'Final prices from the provider: [{provider, provider_message_id, price or price_per_segment, currency, segments}]. Returns how many were news.';
grant execute on function public.record_prices to service_role;

-- the function send-sms asks for prices when it has sent what was due
create function private.knock_for_prices() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from private.deliveries d
    where d.channel = 'sms' and d.provider = 'twilio' and d.provider_message_id is not null and d.price_final_at is null
      and d.price_asks < 12 and coalesce(d.price_due_at, d.accepted_at) <= now()
      and (d.price_due_at is not null or d.accepted_at <= now() - interval '1 minute')) then
    perform private.knock('sms');
  end if;
end $$;
select cron.schedule('orderline-sms-prices', '* * * * *', 'select private.knock_for_prices()');
