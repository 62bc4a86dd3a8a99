-- Money at the door and money that goes back: recorded once, never more than there is, told once each, numbered without gaps.
begin;
\ir helpers.psql
select plan(86);
select tests.person('ada'), tests.person('bob'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff'), tests.person('gus', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text), tests.keep('his', tests.order_between('bob', 'sam', 'his')::text);
create function pg_temp.paid(tag text, amount bigint, provider text default 'stripe', about uuid default tests.kept('order')) returns uuid language sql as $$
  insert into public.payments (order_id, payer_id, provider, client_id, provider_ref, amount_minor, currency, status, method)
  select o.id, o.customer_id, paid.provider, md5(tag)::uuid, 'ref_' || tag, paid.amount, 'EUR', 'paid', 'Visa •••• 4242' from public.orders o where o.id = about returning id
$$;
create function pg_temp.told(name text) returns text[] language sql as $$
  select coalesce(array_agg(n.event_type order by n.event_type), '{}') from public.notifications n where n.user_id = tests.id_of(told.name) and n.event_type ~ 'refund'
$$;
create function pg_temp.said() returns text[] language sql as $$
  select coalesce(array_agg(m.meta ->> 'event' || ' ' || (m.meta ->> 'amount_minor') order by m.seq), '{}') from public.messages m join public.rooms r on r.id = m.room_id
  where r.order_id = tests.kept('order') and m.type = 'system' and m.meta ->> 'event' like 'refund%'
$$;
create function pg_temp.payment(tag text) returns uuid language sql security definer as $$ select p.id from public.payments p where p.client_id = md5(tag)::uuid $$;
create function pg_temp.refund(tag text) returns uuid language sql security definer as $$ select r.id from public.refunds r where r.client_id = md5(tag)::uuid $$;
create function pg_temp.event(event_id text, kind text, about text, amount bigint, refund_ref text, currency text default 'EUR') returns text language sql as $$
  select public.apply_payment_event((public.take_payment_event('stripe', event.event_id, event.kind, 'ref_' || event.about, pg_temp.payment(event.about), event.amount, event.currency,
    payload => jsonb_build_object('refund', jsonb_build_object('ref', event.refund_ref))) ->> 'id')::bigint)
$$;
grant execute on all functions in schema pg_temp to authenticated, service_role;

-- at the door
select tests.sign_in_as('sam');
select tests.refuses($$ select public.record_door_payment(tests.kept('order'), gen_random_uuid(), 'cash') $$, 'PT409', 'nothing_due', 'of an order without a price nothing is taken at the door');
select tests.admin();
update public.orders set total_minor = 3000, currency = 'EUR' where id in (tests.kept('order'), tests.kept('his'));
select tests.sign_in_as('ada');
select tests.refuses($$ select public.record_door_payment(tests.kept('order'), gen_random_uuid(), 'cash') $$, 'PT404', 'order_not_found', 'a customer does not record that she paid');
select tests.sign_in_as('pia');
select tests.refuses($$ select public.record_door_payment(tests.kept('order'), gen_random_uuid(), 'cash') $$, 'PT404', 'order_not_found', 'nor does another partner');
select tests.nobody();
select tests.denied($$ select public.record_door_payment(tests.kept('order'), gen_random_uuid(), 'cash') $$, 'nor nobody');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.record_door_payment(tests.kept('order'), gen_random_uuid(), 'stripe') $$, 'PT422', 'invalid_payment', 'a partner records no payment of a provider');
select tests.refuses($$ select public.record_door_payment(tests.kept('order'), null, 'cash') $$, 'PT422', 'invalid_payment', 'nor one without a client_id');
select tests.refuses($$ select public.record_door_payment(tests.kept('order'), gen_random_uuid(), 'cash', 3001) $$, 'PT422', 'more_than_due', 'nor more than is due');
select tests.refuses($$ select public.record_door_payment(tests.kept('order'), gen_random_uuid(), 'cash', 0) $$, 'PT422', 'more_than_due', 'nor nothing');
select lives_ok($$ select public.record_door_payment(tests.kept('order'), md5('door')::uuid, 'cash', 1000) $$, 'a partner records cash');
select is(public.record_door_payment(tests.kept('order'), md5('door')::uuid, 'cash', 1000), pg_temp.payment('door'), 'and twice is once');
select is(public.order_balance(tests.kept('order')) ->> 'due_minor', '2000', 'what is left is due');
select results_eq($$ select provider, amount_minor, status::text from public.payments $$, $$ values ('cash', 1000::bigint, 'paid') $$, 'the partner reads what was paid at the door');
select lives_ok($$ select public.record_door_payment(tests.kept('order'), md5('card')::uuid, 'card_at_door') $$, 'and by card the rest');
select tests.refuses($$ select public.record_door_payment(tests.kept('order'), gen_random_uuid(), 'cash') $$, 'PT409', 'nothing_due', 'then nothing is due any more');
select tests.refuses($$ select public.give_refund(pg_temp.payment('door'), gen_random_uuid()) $$, 'PT403', 'not_staff', 'a partner does not undo it');
select is_empty('select number from public.receipts', 'nor reads receipts');
select tests.sign_in_as('grace');
select lives_ok($$ select public.give_refund(pg_temp.payment('door'), md5('undo')::uuid, reason => 'The wrong order') $$, 'staff undo a mistake at the door');
select is((select r.status::text from public.refunds r), 'completed', 'which needs no provider');
select is(public.order_balance(tests.kept('order')) ->> 'due_minor', '1000', 'and the order owes it again');
select is(public.give_refund(pg_temp.payment('door'), md5('undo')::uuid), pg_temp.refund('undo'), 'twice is once');
select tests.refuses($$ select public.give_refund(pg_temp.payment('door'), gen_random_uuid()) $$, 'PT409', 'more_than_paid', 'and not a second time');
select tests.admin();
select is(pg_temp.told('ada'), array['refund.completed'], 'the customer is told that it came back');
select is(pg_temp.said(), array['refund_completed 1000'], 'and the conversation says so');

-- asking
select pg_temp.paid('card one', 2000);
delete from public.notifications;
select tests.sign_in_as('bob');
select tests.refuses($$ select public.request_refund(pg_temp.payment('card one'), gen_random_uuid()) $$, 'PT404', 'payment_not_found', 'another customer asks nothing back');
select tests.admin(); select tests.keep('payment', pg_temp.payment('card one')::text);
select tests.sign_in_as('bob');
select tests.refuses($$ select public.request_refund(tests.kept('payment'), gen_random_uuid()) $$, 'PT404', 'payment_not_found', 'also when he knows the payment');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.request_refund(tests.kept('payment'), gen_random_uuid()) $$, 'PT404', 'payment_not_found', 'nor does the partner');
select tests.nobody();
select tests.denied($$ select public.request_refund(tests.kept('payment'), gen_random_uuid()) $$, 'nor nobody');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.request_refund(tests.kept('payment'), gen_random_uuid(), 2001) $$, 'PT422', 'more_than_paid', 'a customer asks for no more than she paid');
select tests.refuses($$ select public.request_refund(tests.kept('payment'), gen_random_uuid(), reason => repeat('x', 501)) $$, 'PT422', 'reason_too_long', 'and explains it shortly');
select lives_ok($$ select public.request_refund(tests.kept('payment'), md5('asked')::uuid, 1500, ' A shirt is missing. ') $$, 'she asks for a part of it');
select is(public.request_refund(tests.kept('payment'), md5('asked')::uuid), pg_temp.refund('asked'), 'twice is once');
select tests.refuses($$ select public.request_refund(tests.kept('payment'), gen_random_uuid()) $$, 'PT409', 'refund_open', 'one request at a time');
select results_eq($$ select status::text, amount_minor, reason from public.refunds where payment_id = tests.kept('payment') $$, $$ values ('requested', 1500::bigint, 'A shirt is missing.') $$, 'she reads it');
select tests.refuses($$ select public.decide_refund(pg_temp.refund('asked'), true) $$, 'PT403', 'not_staff', 'and does not grant it herself');
select tests.refuses($$ select public.retry_refund(pg_temp.refund('asked')) $$, 'PT403', 'not_staff', 'nor try it');
select tests.refuses($$ select public.close_refund(pg_temp.refund('asked'), true) $$, 'PT403', 'not_staff', 'nor close it');
select tests.denied($$ update public.refunds set status = 'completed' $$, 'nor write it');
select tests.denied($$ select public.settle_refund(pg_temp.refund('asked'), null, 'refunded') $$, 'nor say what the provider said');
select tests.denied($$ select public.claim_refunds(1) $$, 'nor take it up');
select tests.sign_in_as('bob');
select is_empty('select id from public.refunds', 'another customer reads nothing of it');
select tests.sign_in_as('sam');
select is_empty('select id from public.refunds', 'nor does the partner');
select tests.admin();
select is(pg_temp.told('ada'), array['refund.requested'], 'the customer is told that it is being looked into');
select is(pg_temp.told('gus'), array['system.refund_waiting'], 'and staff that somebody asks');

-- deciding
delete from vault.secrets where name in ('functions_url', 'webhook_secret');
select vault.create_secret('http://functions.test', 'functions_url'), vault.create_secret('a-secret', 'webhook_secret');
select tests.sign_in_as('grace');
select tests.refuses($$ select public.decide_refund(pg_temp.refund('asked'), true, 1501) $$, 'PT422', 'more_than_asked', 'staff grant no more than was asked for');
select is(public.decide_refund(pg_temp.refund('asked'), true, 1200)::text, 'processing', 'and may grant less');
select is(public.decide_refund(pg_temp.refund('asked'), true)::text, 'processing', 'a second press changes nothing');
select tests.sign_in_as('gus');
select tests.refuses($$ select public.decide_refund(pg_temp.refund('asked'), false) $$, 'PT409', 'already_decided', 'and another answer comes too late');
select tests.refuses($$ select public.give_refund(tests.kept('payment'), gen_random_uuid(), 801) $$, 'PT409', 'more_than_paid', 'what is on its way counts as given');
select tests.refuses($$ select public.close_refund(pg_temp.refund('asked'), true) $$, 'PT409', 'not_allowed_now', 'what is fresh is not closed by hand');
select tests.admin();
select is((select refunded_minor from public.payments where id = tests.kept('payment')), 0::bigint, 'nothing counts before the provider has said so');
select isnt_empty($$ select from net.http_request_queue where url like '%/payment-refund' $$, 'the function is knocked for');

-- on its way
select tests.service();
select results_eq($$ select tries, attempt, provider, payment_ref, amount_minor from public.claim_refunds(5) $$, $$ values (1, 1, 'stripe', 'ref_card one', 1200::bigint) $$, 'the function takes it up with what it needs');
select is_empty('select id from public.claim_refunds(5)', 'and nobody takes it a second time');
select is(public.settle_refund(pg_temp.refund('asked'), 2, 'refunded', 're_1'), 'stale', 'an answer under another lease counts for nothing');
select is(public.settle_refund(pg_temp.refund('asked'), 1, 'refund_pending', 're_1'), 'applied', 'the provider has it');
select is(pg_temp.event('evt_1', 'refunded', 'card one', 1200, 're_1', 'USD'), 'wrong_currency', 'a callback in another money counts for nothing');
select is(pg_temp.event('evt_2', 'refunded', 'card one', 1300, 're_1'), 'wrong_amount', 'nor one of another sum');
select is(pg_temp.event('evt_3', 'refunded', 'card one', 1200, 're_1'), 'applied', 'the right one does');
select is(pg_temp.event('evt_4', 'refunded', 'card one', 1200, 're_1'), 'stale', 'once');
select is(pg_temp.event('evt_5', 'refund_failed', 'card one', 1200, 're_1'), 'stale', 'and what comes late takes nothing back');
select is(public.settle_refund(pg_temp.refund('asked'), 1, 'refund_failed', 're_1'), 'stale', 'an answer behind its own callback neither');
select tests.admin();
select is(pg_temp.told('ada'), array['refund.completed', 'refund.processed', 'refund.requested'], 'each step is told once');
select is(pg_temp.said(), array['refund_completed 1000', 'refund_requested 1500', 'refund_processed 1200', 'refund_completed 1200'], 'and said once');
select is((select status::text || ' ' || refunded_minor from public.payments where id = tests.kept('payment')), 'partly_refunded 1200', 'the payment knows');

-- made at the provider itself, failed, declined
select tests.service();
select is(pg_temp.event('evt_6', 'refunded', 'card one', 900, 're_2'), 'wrong_amount', 'a refund beyond what was paid is an alarm');
select is(pg_temp.event('evt_7', 'refunded', 'card one', 300, 're_3'), 'applied', 'one that was made at the provider gets its row');
select tests.sign_in_as('grace');
select public.give_refund(tests.kept('payment'), md5('last')::uuid);
select tests.service();
select public.claim_refunds(5);
select is(public.settle_refund(pg_temp.refund('last'), 1, 'refund_failed', 're_4', 'declined'), 'applied', 'a refund fails');
select tests.sign_in_as('grace');
select lives_ok($$ select public.retry_refund(pg_temp.refund('last')) $$, 'staff try again');
select tests.service();
select results_eq('select attempt from public.claim_refunds(5)', array[2], 'which is another refund to the provider');
select is(public.settle_refund(pg_temp.refund('last'), 2, 'refunded', 're_5'), 'applied', 'and this time it works');
select tests.admin();
select is((select status::text || ' ' || refunded_minor from public.payments where id = tests.kept('payment')), 'refunded 2000', 'then all of it is back');
select is((select count(*)::int from unnest(pg_temp.told('gus')) e where e = 'system.refund_failed'), 1, 'staff were told of the failure once');
select pg_temp.paid('old', 500), pg_temp.paid('no', 700);
update public.payments set paid_at = now() - interval '181 days' where id = pg_temp.payment('old');
select tests.keep('old', pg_temp.payment('old')::text), tests.keep('no', pg_temp.payment('no')::text);
select tests.sign_in_as('ada');
select tests.refuses($$ select public.request_refund(tests.kept('old'), gen_random_uuid()) $$, 'PT409', 'not_refundable', 'after half a year a customer writes to support');
select public.request_refund(tests.kept('no'), md5('no')::uuid);
select tests.sign_in_as('grace');
select is(public.decide_refund(pg_temp.refund('no'), false, answer => 'It was worn.')::text, 'declined', 'staff decline');
select tests.admin();
select is((select n.body from public.notifications n where n.user_id = tests.id_of('ada') and n.event_type = 'refund.declined'), 'It was worn.', 'and the customer is told why');
select tests.refuses($$ update public.refunds set status = 'completed' where id = pg_temp.refund('no') $$, 'PT409', 'not_allowed_now', 'an admin does not complete what was declined');
select tests.refuses($$ update public.refunds set amount_minor = 1 where id = pg_temp.refund('last') $$, 'PT409', 'refund_fixed', 'nor change what was given');

-- receipts
select results_eq($$ select right(number, 6)::int from public.receipts where kind = 'receipt' order by number $$, $$ select generate_series(1, (select count(*)::int from public.payments)) $$, 'each payment has a receipt, numbered without gaps');
select is((select count(*)::int from public.receipts where kind = 'credit_note'), 4, 'each refund a credit note');
savepoint gap;
select pg_temp.paid('undone', 100);
rollback to gap;
select pg_temp.paid('next', 100);
select is((select right(r.number, 6)::int from public.receipts r where r.payment_id = pg_temp.payment('next')), (select count(*)::int from public.payments), 'what was rolled back left no gap');
select tests.refuses($$ update public.receipts set number = 'R-2026-999999' $$, 'PT409', 'receipt_fixed', 'a number stands');
select tests.keep('receipt', (select id from public.receipts where payment_id = tests.kept('payment') and kind = 'receipt')::text);
select tests.service();
select results_eq($$ select c ->> 'receipt_number' is not null from public.claim_receipts(50) c where c ->> 'kind' = 'credit_note' $$, array[true, true, true, true], 'a credit note names its receipt');
select is_empty('select * from public.claim_receipts(50)', 'each page is made by one');
select is(public.settle_receipt(tests.kept('receipt'), 1, tests.kept('order') || '/R-2026-000003.pdf'), true, 'the page is there');
select tests.sign_in_as('ada');
select results_eq($$ select path from public.receipts where payment_id = tests.kept('payment') and path is not null $$, array[tests.kept('order') || '/R-2026-000003.pdf'], 'the customer reads where');
select tests.sign_in_as('bob');
select is_empty('select number from public.receipts', 'another customer reads none');

select * from finish();
rollback;
