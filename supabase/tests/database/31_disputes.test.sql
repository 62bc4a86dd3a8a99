-- Disputes: beside the payment, which goes on; closed once, told once, and a lost one is money that went back.
begin;
\ir helpers.psql
select plan(37);
select tests.person('ada'), tests.person('bob'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
update public.orders set total_minor = 100000, currency = 'EUR' where id = tests.kept('order');
create function pg_temp.begun(tag text, amount bigint default 1250) returns uuid language sql as $$
  insert into public.payments (order_id, payer_id, provider, client_id, provider_ref, amount_minor, currency)
  values (tests.kept('order'), tests.id_of('ada'), 'stripe', md5(tag)::uuid, 'ref_' || tag, begun.amount, 'EUR') returning id
$$;
create function pg_temp.payment(tag text) returns public.payments language sql security definer as $$ select p from public.payments p where p.client_id = md5(tag)::uuid $$;
-- an event as a function would take and apply it; of a dispute by the name of that dispute, by which it does not know the payment
create function pg_temp.event(tag text, kind text, ref text default null, amount bigint default 1250, again text default '') returns text language sql security definer as $$
  select public.apply_payment_event((public.take_payment_event('stripe', concat_ws(':', tag, kind, event.ref, event.again), event.kind,
    case when event.ref is null then 'ref_' || tag end, (pg_temp.payment(tag)).id, event.amount, 'EUR',
    payload => case when event.kind ~ 'refund' then jsonb_build_object('refund', jsonb_build_object('ref', event.ref))
      else jsonb_build_object('dispute', jsonb_build_object('ref', event.ref)) end) ->> 'id')::bigint)
$$;
-- the payment, its disputes and what went back, in one line
create function pg_temp.books(tag text) returns text language sql security definer as $$
  select concat_ws(' ', p.status, p.refunded_minor,
    (select string_agg(d.status::text, ',' order by d.provider_ref) from public.payment_disputes d where d.payment_id = p.id),
    (select 'notes ' || sum(r.amount_minor) from public.receipts r where r.payment_id = p.id and r.kind = 'credit_note'))
  from public.payments p where p.client_id = md5(tag)::uuid
$$;
create function pg_temp.told(name text) returns text[] language sql security definer as $$
  select coalesce(array_agg(substr(n.event_type, 16) order by n.event_type, n.id), '{}') from public.notifications n
  where n.user_id = tests.id_of(told.name) and n.event_type ~ 'payment_dispute'
$$;
create function pg_temp.heard(event text) returns int language sql security definer as $$
  select count(*)::int from public.notifications n where n.user_id = tests.id_of('ada') and n.event_type = heard.event
$$;
grant execute on all functions in schema pg_temp to authenticated, service_role;

-- won
select pg_temp.begun('won');
select tests.service();
select pg_temp.event('won', 'paid');
select is(pg_temp.event('won', 'disputed', 'dp_1'), 'applied', 'a bank disputes what was paid');
select is(pg_temp.books('won'), 'paid 0 open', 'the payment stands as it did, and has an open dispute');
select is(pg_temp.event('won', 'disputed', 'dp_1', again => '2'), 'stale', 'the same by another event is nothing new');
select is(pg_temp.event('won', 'dispute_won', 'dp_1'), 'applied', 'the dispute is won');
select is(pg_temp.books('won'), 'paid 0 won', 'and the payment is paid, as it was');
select is(pg_temp.event('won', 'dispute_won', 'dp_1'), 'duplicate', 'said twice it is nothing');
select is(pg_temp.event('won', 'dispute_won', 'dp_1', again => '2'), 'stale', 'nor by another event');
select is(pg_temp.event('won', 'disputed', 'dp_1', again => 'late'), 'stale', 'what began it comes too late');
select is(pg_temp.told('grace'), array['dispute_won', 'disputed'], 'staff were told of each once');
select is(pg_temp.told('ada') || pg_temp.told('sam'), '{}', 'and nobody else of either');
select is(pg_temp.event('won', 'disputed', 'dp_2'), 'applied', 'a second dispute of the same payment is one of its own');
select is(pg_temp.books('won'), 'paid 0 won,open', 'beside the first');

-- partly given back, disputed, won
select tests.admin();
select pg_temp.begun('part');
select tests.service();
select pg_temp.event('part', 'paid'), pg_temp.event('part', 'refunded', 're_1', 250), pg_temp.event('part', 'disputed', 'dp_3', 1000);
select is(pg_temp.books('part'), 'partly_refunded 250 open notes 250', 'what went back before a dispute stays in the books while it is open');
select pg_temp.event('part', 'dispute_won', 'dp_3');
select is(pg_temp.books('part'), 'partly_refunded 250 won notes 250', 'and after it is won');
select is(pg_temp.event('part', 'refunded', 're_2', 1000), 'applied', 'and the rest may still go back');

-- lost
select tests.admin();
select pg_temp.begun('lost'), pg_temp.begun('share'), pg_temp.begun('gone'), pg_temp.begun('more');
select tests.service();
select pg_temp.event('lost', 'paid'), pg_temp.event('lost', 'refunded', 're_3', 250), pg_temp.event('lost', 'disputed', 'dp_4');
select is(pg_temp.event('lost', 'dispute_lost', 'dp_4'), 'applied', 'a dispute is lost');
select is(pg_temp.books('lost'), 'refunded 1250 lost notes 1250', 'what was left went back, with a credit note, and not what had gone before');
select is(pg_temp.event('lost', 'dispute_lost', 'dp_4', again => '2'), 'stale', 'said twice it went back once');
select is(pg_temp.event('lost', 'dispute_won', 'dp_4'), 'stale', 'and what was lost is not won by a late word');
select pg_temp.event('share', 'paid'), pg_temp.event('share', 'dispute_lost', 'dp_5', 400);
select is(pg_temp.books('share'), 'partly_refunded 400 lost notes 400', 'of a dispute about a share that share went back, though nobody told of its beginning');
select pg_temp.event('gone', 'paid'), pg_temp.event('gone', 'refunded', 're_4'), pg_temp.event('gone', 'dispute_lost', 'dp_6');
select is(pg_temp.books('gone'), 'refunded 1250 lost notes 1250', 'of what had gone back whole nothing goes back in the books twice');
select pg_temp.event('more', 'paid'), pg_temp.event('more', 'dispute_lost', 'dp_7', 1300);
select is(pg_temp.books('more'), 'refunded 1250 lost notes 1250', 'nor more than was paid, when rates have moved');
select is(pg_temp.told('grace'), array_fill('dispute_lost'::text, array[4]) || array['dispute_won', 'dispute_won'] || array_fill('disputed'::text, array[4]),
  'staff were told of every beginning they could still do something about, and of every end');
select tests.admin();
select is((select array_agg(d.refund_minor::int order by d.provider_ref) from public.payment_disputes d where d.status = 'lost'), array[1000, 400, 0, 1250],
  'the dispute says what went back by it');

-- whatever order they come in: each order of each set, and every event twice
create function pg_temp.orders(rest text[], so_far text[] default '{}') returns setof text[] language plpgsql as $$
begin
  if cardinality(rest) = 0 then return next so_far; end if;
  for n in 1 .. cardinality(rest) loop
    return query select * from pg_temp.orders(rest[:n - 1] || rest[n + 1:], so_far || rest[n]);
  end loop;
end $$;
create function pg_temp.ends(kinds text[]) returns setof text language plpgsql security definer as $$
declare
  course text[];
  kind text;
begin
  for course in select * from pg_temp.orders(kinds) loop
    perform pg_temp.begun(course::text);
    foreach kind in array course loop
      perform pg_temp.event(course::text, kind, case when kind like 'disp%' then 'dp_' || md5(course::text) end);
      perform pg_temp.event(course::text, kind, case when kind like 'disp%' then 'dp_' || md5(course::text) end, again => 'again');
    end loop;
    return next pg_temp.books(course::text);
  end loop;
end $$;
select tests.admin();
select set_eq($$ select pg_temp.ends('{pending,failed,paid,disputed,dispute_won}') $$, array['paid 0 won'],
  'a dispute that is won ends the same in all 120 orders, each said twice');
select set_eq($$ select pg_temp.ends('{failed,paid,disputed,dispute_lost}') $$, array['refunded 1250 lost notes 1250'], 'and so does one that is lost');
select set_eq($$ select pg_temp.ends('{paid,disputed,dispute_won,dispute_lost}') $$, array['refunded 1250 lost notes 1250'],
  'one that was won and then lost after all is lost, whichever is heard first');
select is((select count(*)::int from (select n.user_id, n.event_type, n.dedupe_key from public.notifications n
  where n.event_type ~ 'payment_dispute' group by 1, 2, 3 having count(*) > 1) x), 0, 'nobody was told of any of them twice');
select is(pg_temp.heard('payment.received'), (select count(*)::int from public.payments p where p.status <> 'created'), 'and each payer heard once that it was paid');

-- by hand, and who reads
select tests.refuses($$ update public.payment_disputes set status = 'open' where provider_ref = 'dp_1' $$, 'PT409', 'not_allowed_now', 'nobody opens a dispute that was won, not even by hand');
select tests.refuses($$ update public.payment_disputes set payment_id = (pg_temp.payment('won')).id where provider_ref = 'dp_5' $$, 'PT409', 'payment_fixed', 'nor makes it one of another payment');
update public.payment_disputes set status = 'lost' where provider_ref = 'dp_2';
select is(pg_temp.books('won'), 'refunded 1250 won,lost notes 1250', 'an admin who says that it was lost says all of it');
select tests.sign_in_as('ada');
select isnt_empty('select status, refund_minor from public.payment_disputes', 'the payer reads how her payments stand with her bank');
select tests.denied($$ update public.payment_disputes set status = 'won' $$, 'and changes none of it');
select tests.sign_in_as('bob');
select is_empty('select id from public.payment_disputes', 'another customer reads none');
select tests.sign_in_as('sam');
select is_empty('select id from public.payment_disputes', 'nor does the partner');
select tests.nobody();
select tests.denied('select id from public.payment_disputes', 'nor nobody');

select * from finish();
rollback;
