-- What an SMS is likely to cost, what may be spent, what is given back, and who is told when the budget runs out.
begin;
\ir helpers.psql
select plan(45);
update public.profiles set role = 'customer' where role = 'staff';
select tests.person('ada'), tests.person('eve'), tests.person('grace', 'staff'), tests.person('gus', 'staff');
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900901', now()), (tests.id_of('eve'), '+12025550101', now());
insert into public.preferences (user_id, category, channel, is_enabled)
  values (tests.id_of('ada'), 'order', 'sms', true), (tests.id_of('eve'), 'order', 'sms', true);
delete from private.sms_usage;
update private.sms_prices set price = case prefix when '+44' then 0.05 when '+1' then 0.01 when '+' then 0.10 else price end;
update private.sms_limits set messages = null, amount = null;

create function pg_temp.limits(limits jsonb) returns void language sql as $$
  update private.sms_limits l set messages = (limits #>> array[l.scope || '_' || l.period, 'messages'])::int,
    amount = (limits #>> array[l.scope || '_' || l.period, 'amount'])::numeric
$$;
create function pg_temp.used(who text, period text) returns text language sql as $$
  select concat_ws(' ', messages, segments, trim_scale(amount)) from private.sms_usage u
  where u.user_id is not distinct from case when who <> 'project' then tests.id_of(who) end and u.period = used.period
$$;
-- an SMS of this person in the outbox
create function pg_temp.sms(who text, name text) returns uuid language plpgsql as $$
declare
  told uuid := public.notify(tests.id_of(who), 'order.ready', dedupe_key => name, data => '{"order": {"number": "A7"}}');
begin
  return (select d.id from private.deliveries d where d.channel = 'sms' and d.notification_id = told);
end $$;

-- what it is likely to cost
select is(private.sms_estimate('+447700900901', 1), 0.05, 'the price of a segment goes by the beginning of the number');
select is(private.sms_estimate('+447700900901', 3), 0.15, 'and counts for each segment');
select is(private.sms_estimate('+995555123456', 1), 0.10, 'a country without a row costs what everywhere else costs');
select is(private.sms_estimate(null, 1), 0.10, 'so does no number at all');
insert into private.sms_prices (prefix, place, price) values ('+447', 'British mobiles', 0.04);
select is(private.sms_estimate('+447700900901', 1), 0.04, 'the longest beginning counts');
delete from private.sms_prices where prefix = '+447';
select is(private.sms_estimate('+447700900901', 0), 0.05, 'nothing is sent for less than a segment');

-- taking
select is(private.take_sms(tests.id_of('ada'), 2), null, 'without caps there is room');
select is(pg_temp.used('ada', 'day'), '1 2 0.1', 'the person''s day counts message, segments and money');
select is(pg_temp.used('ada', 'month'), '1 2 0.1', 'so does the month');
select is(pg_temp.used('project', 'day'), '1 2 0.1', 'and the project''s day');
select is(private.take_sms(tests.id_of('eve'), 1), null, 'another person has room too');
select is(pg_temp.used('project', 'month'), '2 3 0.11', 'the project counts both');
select is(pg_temp.used('eve', 'month'), '1 1 0.01', 'and each is counted alone');
select is((select string_agg(distinct period || ' ' || starts_on, ', ' order by period || ' ' || starts_on) from private.sms_usage),
  'day ' || (now() at time zone 'UTC')::date || ', month ' || date_trunc('month', now() at time zone 'UTC')::date, 'periods are days and months of UTC');

-- each cap, alone; what is refused leaves no trace
select pg_temp.limits('{"person_day": {"messages": 1}}');
select is(private.take_sms(tests.id_of('ada'), 1), 'cap_person_day', 'one more than the messages of a day is refused');
select is(pg_temp.used('ada', 'day') || ' / ' || pg_temp.used('project', 'month'), '1 2 0.1 / 2 3 0.11', 'and takes nothing, from nobody');
select pg_temp.limits('{"person_month": {"messages": 1}}');
select is(private.take_sms(tests.id_of('ada'), 1), 'cap_person_month', 'so is one more than those of a month');
select pg_temp.limits('{"person_month": {"amount": 0.149}}');
select is(private.take_sms(tests.id_of('ada'), 1), 'cap_person_money', 'and what costs more than is left of the month');
select pg_temp.limits('{"person_month": {"amount": 0.15}}');
select is(private.take_sms(tests.id_of('ada'), 1), null, 'what costs exactly what is left still goes');
select pg_temp.limits('{"project_day": {"amount": 0.16}}');
select is(private.take_sms(tests.id_of('eve'), 1), 'cap_project', 'a project without money refuses everybody');
select pg_temp.limits('{"project_month": {"messages": 3}}');
select is(private.take_sms(tests.id_of('eve'), 1), 'cap_project', 'a project may also be capped in messages');
select pg_temp.limits('{"person_day": {"messages": 2}, "project_day": {"amount": 0}}');
select is(private.take_sms(tests.id_of('ada'), 1), 'cap_person_day', 'a person''s own cap is named before the project''s');
select pg_temp.limits('{"person_day": {"messages": 0}}');
select is(private.take_sms(tests.id_of('eve'), 1), 'cap_person_day', 'a cap of none lets nothing through, not even the first');

-- a delivery takes once, is given back once, and its price is put right
delete from private.sms_usage;
select pg_temp.limits('{"person_day": {"messages": 1}}');
select tests.keep('first', pg_temp.sms('ada', 'first')::text), tests.keep('second', pg_temp.sms('ada', 'second')::text);
select is(private.take_sms(tests.id_of('ada'), 1, tests.kept('first')), null, 'a delivery takes its message');
select is(private.take_sms(tests.id_of('ada'), 1, tests.kept('first')), null, 'claimed again, it has taken already');
select is(pg_temp.used('ada', 'day'), '1 1 0.05', 'and is counted once');
select is(private.take_sms(tests.id_of('ada'), 1, tests.kept('second')), 'cap_person_day', 'the next delivery finds no room');
select is(private.give_back_sms(tests.kept('first')), true, 'what never left is given back');
select is(private.give_back_sms(tests.kept('first')), false, 'but once');
select is(pg_temp.used('ada', 'day') || ' / ' || pg_temp.used('project', 'month'), '0 0 0 / 0 0 0', 'to the person and to the project');
select is(private.take_sms(tests.id_of('ada'), 1, tests.kept('second')), null, 'and makes room for the next');
select is(private.give_back_sms(gen_random_uuid()), false, 'what took nothing gives nothing back');
select is(private.settle_sms_price(tests.kept('second'), -0.04, 'USD'), true, 'the provider names the price, as a negative number');
select results_eq($$ select price, currency, price_final_at is not null from private.deliveries where id = tests.kept('second') $$,
  $$ values (0.04000, 'USD', true) $$, 'the delivery has it');
select is(pg_temp.used('ada', 'month'), '1 1 0.04', 'and so have the allowances, in the place of the estimate');
select private.settle_sms_price(tests.kept('second'), -0.04, 'USD');
select is(pg_temp.used('project', 'day'), '1 1 0.04', 'told twice, it counts once');
select private.settle_sms_price(tests.kept('second'), 0.03, 'EUR');
select is(pg_temp.used('project', 'day'), '1 1 0.04', 'a price in a currency without a rate leaves the estimate');
insert into private.sms_currencies (currency, rate) values ('EUR', 1.2);
select private.settle_sms_price(tests.kept('second'), 0.03, 'EUR');
select is(pg_temp.used('project', 'day'), '1 1 0.036', 'with a rate it is converted');
select is(private.settle_sms_price(gen_random_uuid(), 1, 'USD'), false, 'a price for no delivery of ours is nobody''s');

-- the alarm
insert into public.notification_categories (key, label) values ('system', 'System') on conflict do nothing;
insert into public.event_types (key, category, label, channels, variables) values ('system.sms_budget', 'system', 'SMS budget', '{in_app}',
  '{budget.spent,budget.limit,budget.currency,budget.percent}') on conflict do nothing;
create function pg_temp.alarms() returns setof text language sql as $$
  select initcap(p.name) || ' ' || (n.data #>> '{budget,percent}') || ' % of ' || (n.data #>> '{budget,limit}') || ' a ' || (n.data #>> '{budget,period}')
  from public.notifications n join public.profiles p on p.id = n.user_id where n.event_type = 'system.sms_budget' order by 1
$$;
delete from private.sms_usage;
select pg_temp.limits('{"project_day": {"amount": 1}}');
select private.count_sms(tests.id_of('eve'), (now() at time zone 'UTC')::date, 15, 15, 0.79), private.watch_sms_budget();
select is_empty('select pg_temp.alarms()', 'below 80 % nobody is disturbed');
select private.count_sms(tests.id_of('eve'), (now() at time zone 'UTC')::date, 1, 1, 0.04), private.watch_sms_budget(), private.watch_sms_budget();
select bag_eq('select pg_temp.alarms()', $$ values ('Grace 83 % of 1.00 a day'), ('Gus 83 % of 1.00 a day') $$, 'at 80 % all staff are told, once');
select private.count_sms(tests.id_of('eve'), (now() at time zone 'UTC')::date, 1, 1, 0.14), private.watch_sms_budget();
select is((select count(*)::int from pg_temp.alarms()), 2, 'between the thresholds they are not told again');
select private.take_sms(tests.id_of('ada'), 1), private.take_sms(tests.id_of('ada'), 1), private.watch_sms_budget(), private.watch_sms_budget();
select is((select count(*)::int from pg_temp.alarms() a where a like '%100 %% of 1.00%'), 2, 'the first message refused for the budget tells them that it is spent, once');
update private.sms_limits set amount = 1.1 where scope = 'project' and period = 'day';
select private.watch_sms_budget();
select is((select count(*)::int from pg_temp.alarms() a where a like '%of 1.10%' and a not like '%100%'), 2, 'a raised budget has alarms of its own');

-- the books
insert into private.sms_usage (user_id, period, starts_on) values (tests.id_of('eve'), 'day', current_date - 40), (tests.id_of('eve'), 'month', current_date - 60), (null, 'day', current_date - 40);
select private.forget_sms_days();
select is((select count(*)::int from private.sms_usage where starts_on < current_date - 36), 2, 'old days of persons are forgotten, months and the project''s days stay');

select * from finish();
rollback;
