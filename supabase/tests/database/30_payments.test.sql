-- Payments: begun for what is due, ended by what the provider says, read by those whose money it is.
begin;
\ir helpers.psql
select plan(81);
select tests.person('ada'), tests.person('bob'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text), tests.keep('his', tests.order_between('bob', 'sam', 'his')::text);
create function pg_temp.told(name text) returns setof text language sql as $$
  select n.event_type || ': ' || n.body from public.notifications n where n.user_id = tests.id_of(told.name)
    and (n.event_type like 'payment.%' or n.event_type like 'system.payment%') order by n.created_at, n.id
$$;
create function pg_temp.how_often(name text, event text) returns int language sql as $$
  select count(*)::int from pg_temp.told(name) t where t like event || ':%'
$$;
create function pg_temp.said() returns setof text language sql as $$
  select m.meta ->> 'event' || ' ' || (m.meta ->> 'amount_minor') || ' ' || (m.meta ->> 'currency') from public.messages m join public.rooms r on r.id = m.room_id
  where r.order_id = tests.kept('order') and m.type = 'system' and m.meta ->> 'event' like 'payment%' order by m.seq
$$;
create function pg_temp.start(who text, tag text, what uuid default tests.kept('order'), provider text default 'stripe') returns jsonb language sql as $$
  select public.start_payment(tests.id_of(who), what, start.provider, md5(tag)::uuid)
$$;
-- an event as a function would take and apply it
create function pg_temp.event(event_id text, kind text, about text, amount bigint default 1250, currency text default 'EUR', ref text default null, provider text default 'stripe') returns text language sql security definer as $$
  select public.apply_payment_event((public.take_payment_event(event.provider, event.event_id, event.kind, coalesce(event.ref, 'cs_' || event.about),
    (select p.id from public.payments p where p.client_id = md5(event.about)::uuid), event.amount, event.currency, 'Visa •••• 4242', 'declined') ->> 'id')::bigint)
$$;
create function pg_temp.status(tag text) returns text language sql as $$ select p.status::text from public.payments p where p.client_id = md5(tag)::uuid $$;
grant execute on all functions in schema pg_temp to service_role;

-- the price
select tests.sign_in_as('ada');
select results_eq($$ select public.order_balance(tests.kept('order')) $$,
  $$ values ('{"total_minor": null, "currency": null, "paid_minor": 0, "refunded_minor": 0, "due_minor": 0, "is_paid": false}'::jsonb) $$, 'an order without a price is not paid and owes nothing');
select tests.refuses($$ select public.set_order_total(tests.kept('order'), 1, 'EUR') $$, 'PT403', 'not_staff', 'a customer does not set the price of her order');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.set_order_total(tests.kept('order'), 1, 'EUR') $$, 'PT403', 'not_staff', 'nor does the partner');
select tests.nobody();
select tests.denied($$ select public.set_order_total(tests.kept('order'), 1, 'EUR') $$, 'nor nobody');
select tests.denied($$ select public.order_balance(tests.kept('order')) $$, 'nobody asks what an order costs');
select tests.sign_in_as('grace');
select is(public.set_order_total(tests.kept('order'), 1250, 'eur') ->> 'due_minor', '1250', 'staff set the price');
select lives_ok($$ select public.set_order_total(tests.kept('order'), 1250, 'EUR') $$, 'and may set it twice');
select tests.refuses($$ select public.set_order_total(gen_random_uuid(), 1, 'EUR') $$, 'PT404', 'order_not_found', 'not of an order that is not there');
select tests.refuses($$ select public.set_order_total(tests.kept('order'), -1, 'EUR') $$, 'PT422', 'invalid_price', 'a price below nothing is refused');
select tests.refuses($$ select public.set_order_total(tests.kept('order'), 1, 'EURO') $$, 'PT422', 'invalid_price', 'so is a currency that is none');
select tests.refuses($$ select public.set_order_total(tests.kept('order'), 1, null) $$, 'PT422', 'invalid_price', 'and a price without a currency');
select tests.admin();
select results_eq($$ select left(t, 23) from pg_temp.told('ada') t $$, array['payment.due: €12.50 by '], 'the customer is asked once to pay');
select results_eq('select pg_temp.said()', array['payment_due 1250 EUR'], 'and the conversation says so');
select tests.sign_in_as('bob');
select tests.refuses($$ select public.order_balance(tests.kept('order')) $$, 'PT404', 'order_not_found', 'another customer does not ask what it costs');

-- beginning
select tests.sign_in_as('ada');
select tests.denied($$ select public.start_payment(tests.id_of('ada'), tests.kept('order'), 'stripe', gen_random_uuid()) $$, 'a person does not begin a payment past the function');
select tests.denied($$ select public.take_payment_event('stripe', 'x', 'paid', 'x', null, 1, 'EUR') $$, 'nor say that something was paid');
select tests.denied($$ select public.apply_payment_event(1) $$, 'nor work in what was said');
select tests.denied($$ insert into public.payments (order_id, provider, client_id, amount_minor, currency, status) values (tests.kept('order'), 'cash', gen_random_uuid(), 1250, 'EUR', 'paid') $$, 'nor write a payment');
select tests.denied($$ update public.payments set status = 'paid' $$, 'nor change one');
select tests.denied($$ select public.claim_payments(1) $$, 'nor claim those that wait');
select tests.service();
select is(pg_temp.start('bob', 'b1') ->> 'refused', 'order_not_found', 'nobody begins to pay the order of another');
select is(pg_temp.start('ada', 'a1') ->> 'amount_minor', '1250', 'a payment is of what is due');
select is(pg_temp.start('ada', 'a1') ->> 'id', pg_temp.start('ada', 'a1') ->> 'id', 'begun twice it is one');
select is(pg_temp.start('ada', 'a1', provider => 'paypal') ->> 'refused', 'client_id_used', 'but not one of another provider');
select is(pg_temp.start('bob', 'b1', tests.kept('his')) ->> 'refused', 'nothing_due', 'without a price there is nothing to pay');
select ok(public.note_payment_start((pg_temp.start('ada', 'a1') ->> 'id')::uuid, 'cs_a1', 'https://checkout.example/a1', now() + interval '30 minutes'), 'where it is paid is noted');
select ok(not public.note_payment_start((pg_temp.start('ada', 'a1') ->> 'id')::uuid, 'cs_zz', 'https://checkout.example/zz', now()), 'and does not change its name');
select is(pg_temp.start('ada', 'a2') ->> 'checkout_url', 'https://checkout.example/a1', 'who comes back goes to the page that is open');
select tests.admin();
update public.payments set expires_at = now() + interval '1 minute' where client_id = md5('a1')::uuid;
select tests.service();
select is(pg_temp.start('ada', 'a3') -> 'open' -> 0 ->> 'provider_ref', 'cs_a1', 'a page that is nearly over is closed for a new one');

-- what cannot be
select is(pg_temp.event('e1', 'paid', 'a1', 1249), 'wrong_amount', 'a cent less is not paid');
select is(pg_temp.event('e2', 'paid', 'a1', 1250, 'USD'), 'wrong_currency', 'nor is another money');
select is(pg_temp.event('e3', 'paid', 'a1', ref => 'cs_other'), 'unknown_payment', 'nor what the provider calls otherwise');
select is(pg_temp.event('e4', 'paid', 'nothing'), 'unknown_payment', 'nor what is none of ours');
select is(pg_temp.event('e5', 'paid', 'a1', provider => 'paypal'), 'unknown_payment', 'nor what another provider says of it');
select is(pg_temp.event('e6', 'paid', 'a1', null, null), 'wrong_currency', 'nor a sum that is not said');
select tests.admin();
select is(pg_temp.status('a1'), 'created', 'the payment stands as it did');
select results_eq($$ select pg_temp.how_often('grace', 'system.payment_mismatch'), pg_temp.how_often('grace', 'system.payment_unknown') $$,
  $$ values (3, 3) $$, 'staff were told of each');
select is(pg_temp.how_often('ada', 'payment.received'), 0, 'the customer of none');

-- what can
select tests.service();
select is(pg_temp.event('e10', 'failed', 'a1', null, null), 'applied', 'a payment fails');
select is(pg_temp.event('e11', 'pending', 'a1'), 'stale', 'what comes late is too late');
select is(pg_temp.event('e12', 'cancelled', 'a1'), 'stale', 'and does not change how it ended');
select is(pg_temp.event('e13', 'paid', 'a1'), 'applied', 'a late success beats a failure');
select is(pg_temp.event('e13', 'paid', 'a1'), 'duplicate', 'the same once more is nothing');
select is(pg_temp.event('e14', 'paid', 'a1'), 'stale', 'nor is the same by another name');
select is(pg_temp.event('e15', 'failed', 'a1'), 'stale', 'and no failure beats a success');
select tests.admin();
select is((select p.status || ' ' || p.method || ' ' || (p.paid_at is not null) from public.payments p where p.client_id = md5('a1')::uuid), 'paid Visa •••• 4242 true', 'it is paid, and how');
select results_eq($$ select pg_temp.how_often('ada', 'payment.received'), pg_temp.how_often('ada', 'payment.failed') $$, $$ values (1, 1) $$, 'the customer was told once of each');
select ok('payment.failed: The card was declined. Please try again.' in (select pg_temp.told('ada')), 'in words of ours');
select results_eq('select pg_temp.said()', array['payment_due 1250 EUR', 'payment_failed 1250 EUR', 'payment_received 1250 EUR'], 'the conversation says that it failed and that it was paid');
select is_empty($$ select m.body || m.meta::text from public.messages m where m.meta ->> 'event' = 'payment_failed' and (m.meta - '{event,amount_minor,currency}'::text[] <> '{}' or m.body <> '') $$,
  'and not why: the partner reads it too');
select tests.service();
select is(pg_temp.start('ada', 'a9') ->> 'refused', 'nothing_due', 'what is paid is not paid again');

-- reading
select tests.sign_in_as('ada');
select is((select count(*)::int from public.payments), 2, 'the customer reads her payments');
select is(public.order_balance(tests.kept('order')) ->> 'is_paid', 'true', 'and that all is paid');
select tests.denied('select payload from public.payment_events', 'not what the provider said');
select is_empty('select id from public.payment_events', 'no event at all');
select tests.sign_in_as('sam');
select is_empty('select id from public.payments', 'the partner reads no payment');
select is(public.order_balance(tests.kept('order')) ->> 'is_paid', 'true', 'but that it is paid');
select tests.sign_in_as('bob');
select is_empty('select id from public.payments', 'another customer reads none');
select tests.sign_in_as('grace');
select is((select count(*)::int from public.payments), 2, 'staff read them');
select isnt_empty('select outcome from public.payment_events', 'and what became of each event');
select tests.denied('select payload from public.payment_events', 'but not what the provider said');
select tests.nobody();
select tests.denied('select id from public.payments', 'nobody reads anything');

-- at the door
select tests.admin();
select public.set_order_total(tests.kept('his'), 500, 'JPY');
insert into public.payments (order_id, payer_id, provider, client_id, amount_minor, currency, status, recorded_by)
values (tests.kept('his'), tests.id_of('bob'), 'cash', md5('cash')::uuid, 500, 'JPY', 'paid', tests.id_of('sam'));
select is(pg_temp.how_often('bob', 'payment.received'), 1, 'money at the door is told as well');
select tests.sign_in_as('sam');
select is((select count(*)::int from public.payments), 1, 'the partner reads what was paid at the door');
select tests.sign_in_as('pia');
select is_empty('select id from public.payments', 'another partner does not');

-- the price after that, and the rank by hand
select tests.admin();
select tests.refuses($$ update public.orders set total_minor = 1249 where id = tests.kept('order') $$, 'PT409', 'below_paid', 'nobody lowers a price below what was paid, not even by hand');
select tests.refuses($$ update public.orders set currency = 'USD' where id = tests.kept('order') $$, 'PT409', 'currency_fixed', 'nor changes its money');
select tests.refuses($$ update public.payments set status = 'failed' where client_id = md5('a1')::uuid $$, 'PT409', 'not_allowed_now', 'nor makes a success a failure');
select tests.refuses($$ update public.payments set amount_minor = 1 where client_id = md5('a1')::uuid $$, 'PT409', 'payment_fixed', 'nor changes a sum');
select throws_ok($$ delete from public.orders where id = tests.kept('order') $$, '23503', null, 'an order that was paid for is not deleted');
select public.set_order_total(tests.kept('order'), 2000, 'EUR');
select is((select t from pg_temp.told('ada') t where t like 'payment.due: €7.50%'), (select t from pg_temp.told('ada') t where t like 'payment.due%' order by t desc limit 1), 'a price that rises asks for the rest');

-- two at once
select tests.service();
select pg_temp.start('ada', 'r1'), pg_temp.start('ada', 'r2', provider => 'paypal'), pg_temp.start('ada', 'r3', provider => 'flutterwave');
select public.note_payment_start((pg_temp.start('ada', 'r3', provider => 'flutterwave') ->> 'id')::uuid, 'fl_r3', 'https://checkout.example/r3', now() + interval '1 hour');
select is_empty('select id from public.claim_payments()', 'a page that was just opened is not asked about');
select ok(not public.payment_is_over((pg_temp.start('ada', 'r3', provider => 'flutterwave') ->> 'id')::uuid), 'and may be paid on');
select pg_temp.event('r1', 'paid', 'r1', 750), pg_temp.event('r2', 'paid', 'r2', 750, provider => 'paypal');
select tests.admin();
select results_eq($$ select pg_temp.status('r1'), pg_temp.status('r2'), pg_temp.how_often('grace', 'system.payment_overpaid') $$, $$ values ('paid', 'paid', 1) $$,
  'an order paid by two ways at once is in the books twice, and staff are told');
select tests.service();
select results_eq('select provider, is_over from public.claim_payments()', $$ values ('flutterwave', true) $$, 'the page that is still open is closed at once: nothing is owed');
select is_empty('select id from public.claim_payments()', 'it is handed out once');
select tests.admin();
select ok(public.payment_is_over((select p.id from public.payments p where p.client_id = md5('r3')::uuid)), 'and what was only approved there is not taken');
select pg_temp.event('d1', 'disputed', 'r2', 750, provider => 'paypal');
select is(pg_temp.how_often('grace', 'system.payment_disputed'), 1, 'staff hear of a dispute');

-- what was stored and no more
select public.take_payment_event('stripe', 'crash', 'refunded', 'cs_r1', null, 750, 'EUR');
update public.payment_events set received_at = now() - interval '1 minute' where event_id = 'crash';
select private.sweep_payments();
select is(pg_temp.status('r1'), 'refunded', 'what fell between storing and applying is applied by the job');
delete from auth.users where id = tests.id_of('ada');
select tests.keep('gone', tests.order_of('bob', 'gone')::text), public.set_order_total(tests.kept('gone'), 100, 'EUR');
select pg_temp.start('bob', 'g1', tests.kept('gone')), public.note_payment_start((pg_temp.start('bob', 'g1', tests.kept('gone')) ->> 'id')::uuid, 'cs_g1', 'https://checkout.example/g1', now() + interval '1 hour');
update public.orders set status = 'cancelled' where id = tests.kept('gone');
select results_eq($$ select provider_ref, is_over from public.claim_payments() c where c.provider_ref = 'cs_g1' $$, $$ values ('cs_g1', true) $$, 'nor is a cancelled order paid');
select is((select count(*)::int || ' ' || count(p.method) || ' ' || count(p.payer_id) from public.payments p where p.order_id = tests.kept('order')), '5 0 0', 'an erased account leaves the sums and no word of its cards');

select * from finish();
rollback;
