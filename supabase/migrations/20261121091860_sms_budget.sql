-- What becomes of an SMS that was taken out of the allowances: given back, priced for good, and told of when the budget runs out.

-- the first message that the budget has no room for leaves its mark; the rest of a flood changes nothing
create function private.note_refused_sms(cost numeric) returns void
language plpgsql volatile set search_path = '' as $$
begin
  if exists (select from private.sms_limits l
    left join private.sms_usage u on u.user_id is null and u.period = l.period
      and u.starts_on = date_trunc(l.period, now() at time zone 'UTC')::date
    where l.scope = 'project' and coalesce(u.amount, 0) + cost > l.amount and coalesce(u.wanted, 0) <= l.amount) then
    perform private.count_sms(null, (now() at time zone 'UTC')::date, 0, 0, 0);
    update private.sms_usage u set wanted = u.amount + cost from private.sms_limits l
    where l.scope = 'project' and l.period = u.period and u.user_id is null and u.amount + cost > l.amount
      and u.starts_on = date_trunc(l.period, now() at time zone 'UTC')::date;
  end if;
end $$;

-- Gives back what a delivery took, because it never left the house; false when there was nothing to give back.
create function private.give_back_sms(delivery_id uuid) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  charge private.sms_charges;
begin
  select c.* into charge from private.sms_charges c
  where c.delivery_id = give_back_sms.delivery_id and c.given_back_at is null for update;
  if charge.delivery_id is null then
    return false;
  end if;
  update private.sms_charges c set given_back_at = now(), charged = 0 where c.delivery_id = charge.delivery_id;
  perform private.count_sms((select d.user_id from private.deliveries d where d.id = charge.delivery_id),
    charge.taken_on, -1, -charge.segments, -charge.charged);
  return true;
end $$;

-- an SMS that ended without a provider having it costs nothing; one in doubt may have been sent, and stays counted
create function private.tg_deliveries__give_back() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform private.give_back_sms(new.id);
  return null;
end $$;
create trigger _600_give_back after update of state on private.deliveries for each row
  when (new.channel = 'sms' and new.state in ('failed', 'dead', 'suppressed', 'expired', 'cancelled') and old.state <> new.state
    and new.provider_message_id is null and new.in_doubt_since is null)
  execute function private.tg_deliveries__give_back();

-- Puts the provider's final price in the place of the estimate, in the outbox and in the allowances; false when there is no such delivery.
create function private.settle_sms_price(delivery_id uuid, price numeric, currency text) returns boolean
language plpgsql volatile set search_path = '' as $$
declare
  person uuid;
  charge private.sms_charges;
  rate numeric := (select case when s.sms_currency = settle_sms_price.currency then 1
    else (select c.rate from private.sms_currencies c where c.currency = settle_sms_price.currency) end from private.settings s);
  final numeric := round(abs(settle_sms_price.price) * rate, 5);
begin
  update private.deliveries d set price = abs(settle_sms_price.price), currency = settle_sms_price.currency, price_final_at = now()
  where d.id = settle_sms_price.delivery_id and settle_sms_price.price is not null returning d.user_id into person;
  if person is null then
    return false;
  end if;
  select c.* into charge from private.sms_charges c where c.delivery_id = settle_sms_price.delivery_id for update;
  -- a currency without a rate: the estimate stays
  if charge.delivery_id is not null and final is not null then
    update private.sms_charges c set charged = final, settled_at = now() where c.delivery_id = charge.delivery_id;
    perform private.count_sms(person, charge.taken_on, 0, 0, final - charge.charged);
  end if;
  return true;
end $$;

-- Tells all staff at 80 % and at 100 % of a budget of the project: once per period, threshold and budget.
create function private.watch_sms_budget() returns void
language plpgsql volatile set search_path = '' as $$
declare
  budget record;
begin
  for budget in
    select l.period, u.starts_on, l.amount as most, u.amount as spent,
      case when u.amount >= l.amount or u.wanted > l.amount then 100 else floor(u.amount * 100 / l.amount)::int end as percent
    from private.sms_limits l join private.sms_usage u on u.user_id is null and u.period = l.period
      and u.starts_on = date_trunc(l.period, now() at time zone 'UTC')::date
    where l.scope = 'project' and (u.amount >= l.amount * 0.8 or u.wanted > l.amount) and u.amount + u.wanted > 0
      and exists (select from public.event_types e where e.key = 'system.sms_budget')
  loop
    perform public.notify(p.id, 'system.sms_budget', dedupe_key => concat_ws(':', 'sms_budget', budget.period, budget.starts_on,
        case when budget.percent >= 100 then 100 else 80 end, trim_scale(budget.most)),
      data => jsonb_build_object('budget', jsonb_build_object('spent', round(budget.spent, 2), 'limit', round(budget.most, 2),
        'currency', (select s.sms_currency from private.settings s), 'percent', budget.percent, 'period', budget.period)))
    from public.profiles p where p.role = 'staff';
  end loop;
end $$;
comment on function private.watch_sms_budget is 'Every minute by pg_cron, beside the sending and not in its way.';

-- days of persons that no cap asks about any more; months stay, for the books
create function private.forget_sms_days() returns void
language sql volatile set search_path = '' as $$
  delete from private.sms_usage where user_id is not null and period = 'day' and starts_on < (now() at time zone 'UTC')::date - 35
$$;

select cron.schedule('orderline-sms-budget', '* * * * *', 'select private.watch_sms_budget()');
select cron.schedule('orderline-sms-days', '29 3 * * *', 'select private.forget_sms_days()');
