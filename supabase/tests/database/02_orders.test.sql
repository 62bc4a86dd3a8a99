-- Orders: placed once, taken once, read by their parties, by partners while open, and by staff.
begin;
\ir helpers.psql
select plan(49);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');

create function pg_temp.place(client_id text, address text default '1 High Street', lat float8 default 51.5) returns public.orders language sql as $$
  select public.place_order(md5(client_id)::uuid, 'laundry', address, lat, -0.1, ' 2 Low Street ', 51.51, -0.12, '  ring twice ')
$$;
grant execute on function pg_temp.place to authenticated, anon;

select tests.sign_in_as('ada');
select tests.keep('order', (select id::text from pg_temp.place('first')));
select results_eq($$ select customer_id, status::text, kind::text, partner_id, closed_at, note, dropoff_address from public.orders $$,
  $$ values (tests.id_of('ada'), 'placed', 'laundry', null::uuid, null::timestamptz, 'ring twice', '2 Low Street') $$,
  'a customer places an order in their own name');
select matches((select number from public.orders), '^A[0-9]{4,}$', 'an order has a number to say on the phone');
select is((select id from pg_temp.place('first', 'another address')), tests.kept('order'), 'placing twice gives the first order back');
select results_eq('select count(*)::int, max(pickup_address) from public.orders', $$ values (1, '1 High Street') $$, 'and changes nothing in it');
select results_eq('select count(*)::int from public.order_events', $$ values (1) $$, 'and leaves one line of history');
select results_eq($$ select to_status::text, from_status, actor_id from public.order_events $$,
  $$ values ('placed', null::public.order_status, tests.id_of('ada')) $$, 'the history says who placed it');
select isnt((select id from pg_temp.place('second')), tests.kept('order'), 'another client_id is another order');
select tests.refuses($$ select pg_temp.place('third', '') $$, 'PT422', 'invalid_order', 'an order needs an address');
select tests.refuses($$ select pg_temp.place('third', repeat('x', 301)) $$, 'PT422', 'invalid_order', 'an address of 301 characters is refused');
select tests.refuses($$ select pg_temp.place('third', 'x', 91) $$, 'PT422', 'invalid_order', 'a place beyond the pole is refused');
select tests.refuses($$ select pg_temp.place('third', 'x', 'NaN') $$, 'PT422', 'invalid_order', 'a place that is not a number is refused');
select tests.refuses($$ select pg_temp.place(null) $$, 'PT422', 'invalid_order', 'an order without client_id is refused');
select tests.denied($$ insert into public.orders (client_id, customer_id, kind, pickup_address, pickup_lat, pickup_lng, dropoff_address, dropoff_lat, dropoff_lng)
  values (gen_random_uuid(), tests.id_of('eve'), 'care', 'x', 1, 1, 'x', 1, 1) $$, 'a customer cannot insert an order, least of all for another');
select tests.denied($$ update public.orders set status = 'delivered' $$, 'a customer cannot update an order');
select tests.denied('delete from public.orders', 'a customer cannot delete an order');

-- the same client_id of another person is another order
select tests.sign_in_as('eve');
select isnt((select id from pg_temp.place('first')), tests.kept('order'), 'a client_id guessed by a stranger gives no order of others');
select is_empty($$ select from public.orders where id = tests.kept('order') $$, 'a stranger does not read the order');
select is_empty($$ select from public.order_events where order_id = tests.kept('order') $$, 'a stranger does not read its history');
select tests.refuses($$ select public.accept_order(tests.kept('order')) $$, 'PT403', 'not_a_partner', 'a customer cannot accept an order');
select tests.refuses($$ select public.advance_order(tests.kept('order'), 'cancelled') $$, 'PT404', 'order_not_found', 'a stranger cannot cancel an order');
select tests.refuses($$ select public.advance_order(gen_random_uuid(), 'cancelled') $$, 'PT404', 'order_not_found', 'nor learn from the answer that it exists');

-- partners
select tests.sign_in_as('sam');
select isnt_empty($$ select from public.orders where id = tests.kept('order') $$, 'a partner reads an open order');
select is_empty($$ select from public.order_events where order_id = tests.kept('order') $$, 'a partner does not read the history of an order they do not have');
select tests.refuses($$ select public.accept_order(gen_random_uuid()) $$, 'PT404', 'order_not_found', 'a partner cannot accept what is not there');
select results_eq($$ select status::text, partner_id from public.accept_order(tests.kept('order')) $$,
  $$ values ('accepted', tests.id_of('sam')) $$, 'a partner accepts an open order');
select results_eq($$ select status::text from public.accept_order(tests.kept('order')) $$, $$ values ('accepted') $$, 'accepting twice changes nothing');
select results_eq($$ select count(*)::int from public.order_events where order_id = tests.kept('order') $$, $$ values (2) $$, 'and leaves one line of history');
select tests.sign_in_as('pia');
select tests.refuses($$ select public.accept_order(tests.kept('order')) $$, 'PT409', 'already_taken', 'a second partner comes too late');
select is_empty($$ select from public.orders where id = tests.kept('order') $$, 'a second partner no longer reads the order');
select tests.refuses($$ select public.advance_order(tests.kept('order'), 'picked_up') $$, 'PT404', 'order_not_found', 'a second partner cannot move the order');

-- a partner who orders something
select tests.keep('own', (select id::text from pg_temp.place('of pia')));
select tests.refuses($$ select public.accept_order(tests.kept('own')) $$, 'PT403', 'own_order', 'a partner cannot take their own order');

-- an admin gives an order to somebody by hand
select tests.admin();
select tests.keep('given', tests.order_of('ada', 'given')::text);
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('given');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.accept_order(tests.kept('given')) $$, 'PT409', 'already_taken', 'an order given to one partner is not for another');
select is_empty($$ select from public.orders where id = tests.kept('given') $$, 'nor readable by another');
select tests.sign_in_as('pia');
select results_eq($$ select status::text from public.accept_order(tests.kept('given')) $$, $$ values ('accepted') $$,
  'a partner accepts the order an admin gave them');

-- a former partner
select tests.admin();
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select tests.sign_in_as('sam');
select is_empty($$ select from public.orders where id = tests.kept('order') $$, 'a former partner does not read the order');
select is_empty($$ select from public.order_events where order_id = tests.kept('order') $$, 'a former partner does not read its history');
select tests.refuses($$ select public.advance_order(tests.kept('order'), 'picked_up') $$, 'PT404', 'order_not_found', 'a former partner cannot move it');
select tests.sign_in_as('pia');
select isnt_empty($$ select from public.orders where id = tests.kept('order') $$, 'the new partner reads it');

-- staff
select tests.sign_in_as('grace');
select isnt_empty($$ select from public.orders where id = tests.kept('order') $$, 'staff read every order');
select isnt_empty($$ select from public.order_events where order_id = tests.kept('order') $$, 'staff read every history');
select tests.denied($$ update public.orders set note = 'x' $$, 'staff cannot update an order past the calls');
select tests.denied($$ insert into public.order_events (order_id, to_status) values (tests.kept('order'), 'delivered') $$, 'staff cannot write history');

-- somebody who places orders for what they set off
select tests.admin();
update private.settings set orders_per_hour = 3;
select tests.person('mallory');
select tests.sign_in_as('mallory');
select tests.keep('flood', (select p.id::text from generate_series(1, 3) n cross join lateral pg_temp.place('flood' || n) p order by n limit 1));
select tests.refuses($$ select pg_temp.place('flood4') $$, 'PT429', 'too_many_orders', 'a customer who places order after order is told to wait');
select is((select id from pg_temp.place('flood1')), tests.kept('flood'), 'but gets one of them back when they place it again');
select tests.sign_in_as('eve');
select isnt((select id from pg_temp.place('after the flood')), null, 'and keeps nobody else from ordering');

-- nobody
select tests.nobody();
select tests.denied('select from public.orders', 'nobody reads orders');
select tests.denied($$ select pg_temp.place('first') $$, 'nobody places orders');
select tests.denied($$ select public.accept_order(tests.kept('order')) $$, 'nobody accepts orders');
select tests.denied($$ select public.advance_order(tests.kept('order'), 'cancelled') $$, 'nobody moves orders');

select * from finish();
rollback;
