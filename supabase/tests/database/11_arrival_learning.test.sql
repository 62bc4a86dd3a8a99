-- What real arrivals teach: per kind of order and hour, by the median, weighed against what was believed before.
begin;
\ir helpers.psql
select plan(29);
select tests.person('ada'), tests.person('sam', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);

-- journeys that were foretold to take ten minutes, as so many minutes before they ended, and took this share of it
create function pg_temp.journeys(n int, share numeric, at_hour int, is_rough boolean default false) returns void language plpgsql as $$
declare
  made uuid;
begin
  for i in 1 .. n loop
    made := gen_random_uuid();
    insert into public.orders (id, client_id, customer_id, kind, pickup_address, pickup_lat, pickup_lng, dropoff_address, dropoff_lat, dropoff_lng)
    values (made, gen_random_uuid(), tests.id_of('ada'), 'laundry', 'a', 1, 1, 'b', 1, 1);
    insert into private.arrival_predictions (order_id, leg, kind, hour, is_approximate, predicted_at, uncorrected_s, eta_at, eta_low_at, eta_high_at, arrived_at)
    select made, 'dropoff', 'laundry', at_hour, is_rough, t, 600, t + interval '10 minutes', t + interval '8 minutes', t + interval '12 minutes',
      t + interval '10 minutes' * (share + (i % 5 - 2) * 0.05)
    from (select now() - interval '2 days' as t) x;
  end loop;
end $$;
create function pg_temp.factor(at_hour int, is_rough boolean default false) returns numeric language sql as $$
  select round((c).factor::numeric, 2) from private.correction_of('laundry', is_rough, at_hour) c $$;

-- before
select is(pg_temp.factor(8), 1.2, 'before anything was learned a router is believed to be a fifth too hopeful');
select is(pg_temp.factor(8, true), 1.00, 'and the straight line is taken as it is');
select lives_ok('select private.learn_arrivals()', 'learning from nothing');
select is((select count(*) from private.arrival_corrections), 0::bigint, 'teaches nothing');

-- an odd day
select pg_temp.journeys(1, 3, 8);
select private.learn_arrivals();
select cmp_ok(pg_temp.factor(8), '<', 1.6, 'one journey three times as long as foretold moves little');
select is((select count(*) from private.arrival_corrections), 2::bigint, 'it is a row for its hour and one for any hour');
select is((select journeys from private.arrival_corrections where hour = 8), 1, 'each with the journeys it is made of');
delete from private.arrival_predictions;
select private.learn_arrivals();
select is((select count(*) from private.arrival_corrections), 0::bigint, 'what nothing is left of is unlearned');

-- a month of them
select pg_temp.journeys(90, 1.2, 14), pg_temp.journeys(90, 1.8, 8);
select private.learn_arrivals();
select cmp_ok(pg_temp.factor(8), '>', 1.7, 'ninety slow journeys in the rush hour teach a slow hour');
select cmp_ok(pg_temp.factor(14), '<', 1.3, 'and ninety quick ones in the afternoon a quick one');
select is(pg_temp.factor(3), pg_temp.factor(-1), 'an hour without journeys takes what holds for any hour');
select is((select round((c).factor::numeric, 2) from private.correction_of('care', false, 8) c), 1.20, 'another kind of order learns nothing from them');
select is(pg_temp.factor(8, true), 1.00, 'nor do straight lines learn from roads');
select ok((select bool_and(low < 1 and high > 1 and low > 0.8 and high < 1.25) from private.arrival_corrections where hour in (8, 14)), 'journeys that differ little make a narrow range');
select cmp_ok((select high from private.arrival_corrections where hour = -1), '>', 1.1::real, 'all hours together differ more');

-- one long journey with a prediction each minute is still one journey
select pg_temp.journeys(9, 1, 20);
insert into private.arrival_predictions (order_id, leg, kind, hour, is_approximate, predicted_at, uncorrected_s, eta_at, eta_low_at, eta_high_at, arrived_at)
select tests.kept('order'), 'dropoff', 'laundry', 20, false, t, 600, t, t, t, t + interval '30 minutes'
from (select now() - interval '1 day' + make_interval(secs => s) as t from generate_series(1, 500) s) x;
select private.learn_arrivals();
select cmp_ok(pg_temp.factor(20), '<', 1.4, 'a journey counts once, however often it was foretold');
select is((select journeys from private.arrival_corrections where hour = 20), 10, 'and is counted once');

-- the last minute
select pg_temp.journeys(40, 1, 22);
update private.arrival_predictions set uncorrected_s = 30 where hour = 22;
select private.learn_arrivals();
select is((select count(*) from private.arrival_corrections where hour = 22), 0::bigint, 'of the last minute nothing is learned');

-- what admins read
select results_eq($$ select minutes_before, journeys, predictions, off_p50_s, late_p50_s from private.arrival_error where journeys = 10 and minutes_before = '30 and more' $$,
  $$ select '30 and more', 10, 10, 1::numeric, 1::numeric where false $$, 'nobody is counted at a distance they never were');
select results_eq($$ select sum(predictions), max(in_range_percent) > 50 from private.arrival_error where kind = 'laundry' $$, $$ values (729::bigint, true) $$, 'the view counts each prediction that came true, and how often the range held');
select cmp_ok((select late_p50_s from private.arrival_error_by_hour where hour = 8), '>', 400::numeric, 'and at which hours people came later than was said');
select is((select learned_from from private.arrival_error_by_hour where hour = 8), 90, 'beside what was learned for it');

-- the truth
delete from private.arrival_predictions;
insert into private.arrival_predictions (order_id, leg, kind, hour, is_approximate, predicted_at, uncorrected_s, eta_at, eta_low_at, eta_high_at)
select tests.kept('order'), leg::private.order_leg, 'pharmacy', 9, false, t, 600, t, t, t
from (values ('pickup', now() - interval '20 minutes'), ('pickup', now() - interval '5 minutes'), ('dropoff', now() - interval '2 minutes')) x (leg, t);
insert into public.fence_crossings (order_id, partner_id, place, kind, at) values (tests.kept('order'), tests.id_of('sam'), 'pickup', 'arriving', now() - interval '15 minutes');
select is((select count(*) from private.arrival_predictions where arrived_at is not null), 0::bigint, 'coming near is no arrival');
insert into public.fence_crossings (order_id, partner_id, place, kind, at) values (tests.kept('order'), tests.id_of('sam'), 'pickup', 'arrived', now() - interval '10 minutes');
select results_eq($$ select leg::text, now() - arrived_at from private.arrival_predictions order by predicted_at $$,
  $$ values ('pickup', interval '10 minutes'), ('pickup', null), ('dropoff', null) $$, 'the fence''s word is the truth for what was foretold before it');
select tests.sign_in_as('sam');
select public.advance_order(tests.kept('order'), 'picked_up');
select tests.admin();
select results_eq($$ select now() - arrived_at from private.arrival_predictions where leg = 'pickup' order by predicted_at $$, $$ values (interval '10 minutes'), (interval '0') $$,
  'picking up says it for the rest, and changes nothing that is said');
select is((select arrived_at from private.arrival_predictions where leg = 'dropoff'), null, 'the other end is still ahead');
update public.orders set status = 'cancelled' where id = tests.kept('order');
select is((select count(*) from private.arrival_predictions where arrived_at is null), 0::bigint, 'what an order that was cancelled never came to is forgotten');
select is((select count(*) from private.arrival_predictions), 2::bigint, 'and the rest kept');
update private.arrival_predictions set predicted_at = now() - interval '29 days';
select private.learn_arrivals();
select is((select count(*) from private.arrival_predictions), 0::bigint, 'for 28 days');

select * from finish();
rollback;
