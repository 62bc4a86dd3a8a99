-- The status machine: every step of every part, legal and not, and the same rules for a hand in the dashboard.
begin;
\ir helpers.psql
select plan(30);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('grace', 'staff');

create temporary table legal (from_status public.order_status, to_status public.order_status, part text);
insert into legal values
  ('accepted', 'picked_up', 'sam'), ('picked_up', 'out_for_delivery', 'sam'), ('picked_up', 'in_progress', 'sam'),
  ('in_progress', 'ready', 'sam'), ('ready', 'out_for_delivery', 'sam'), ('out_for_delivery', 'delivered', 'sam'),
  ('placed', 'cancelled', 'ada'), ('accepted', 'cancelled', 'ada'),
  ('placed', 'cancelled', 'grace'), ('accepted', 'cancelled', 'grace'), ('picked_up', 'cancelled', 'grace'),
  ('in_progress', 'cancelled', 'grace'), ('ready', 'cancelled', 'grace'), ('out_for_delivery', 'cancelled', 'grace');

-- brings a new order to a status along the legal way, then tries one step as somebody; undoes it all
create function pg_temp.try_step(from_status public.order_status, to_status public.order_status, who text) returns text language plpgsql as $$
declare
  tried uuid;
  step public.order_status;
  outcome text;
  way constant public.order_status[] := case from_status
    when 'placed' then '{}' when 'accepted' then '{accepted}' when 'picked_up' then '{accepted,picked_up}'
    when 'in_progress' then '{accepted,picked_up,in_progress}' when 'ready' then '{accepted,picked_up,in_progress,ready}'
    when 'out_for_delivery' then '{accepted,picked_up,out_for_delivery}'
    when 'delivered' then '{accepted,picked_up,out_for_delivery,delivered}' when 'cancelled' then '{cancelled}' end;
begin
  tried := tests.order_of('ada', 'steps');
  foreach step in array way loop
    update public.orders set status = step, partner_id = case when step <> 'cancelled' then tests.id_of('sam') end where id = tried;
  end loop;
  begin
    if who = 'admin' then
      update public.orders set status = to_status where id = tried;
    else
      perform tests.sign_in_as(who);
      perform public.advance_order(tried, to_status);
    end if;
    outcome := 'ok';
  exception when others then
    get stacked diagnostics outcome = pg_exception_hint;
    outcome := sqlstate || ' ' || outcome;
  end;
  raise exception using errcode = 'RTUND', message = outcome;
exception when sqlstate 'RTUND' then
  return sqlerrm;
end $$;

create temporary table tried as
  select f.status as from_status, t.status as to_status, who, pg_temp.try_step(f.status, t.status, who) as outcome
  from unnest(enum_range(null::public.order_status)) f (status), unnest(enum_range(null::public.order_status)) t (status),
    unnest('{ada,sam,grace,admin}'::text[]) who;

select is((select count(*)::int from tried), 256, 'every step of every part was tried');
select is_empty($$ select * from tried natural join (select from_status, to_status, part as who from legal) l where outcome <> 'ok' $$,
  'customers, partners and staff take every step that is theirs');
select is_empty($$ select * from tried t where who <> 'admin' and from_status <> to_status and outcome = 'ok'
  and not exists (select from legal l where l.from_status = t.from_status and l.to_status = t.to_status and l.part = t.who) $$,
  'and no other');
select is_empty($$ select * from tried t where who in ('ada', 'grace') and from_status <> to_status and outcome not in ('ok', 'PT409 not_allowed_now') $$,
  'a step that is not theirs is refused as not allowed now');
select is_empty($$ select * from tried where who in ('ada', 'grace') and from_status = to_status and outcome <> 'ok' $$,
  'a step taken twice changes nothing and is no error');
select is_empty($$ select * from tried where who = 'sam' and from_status in ('placed', 'cancelled') and outcome <> 'PT404 order_not_found' $$,
  'a partner moves no order that nobody took');
select is_empty($$ select * from tried t where who = 'admin' and from_status <> to_status and outcome <> case when exists (
    select from public.order_transitions l where l.from_status = t.from_status and l.to_status = t.to_status) then 'ok' else 'PT409 not_allowed_now' end $$,
  'a hand in the dashboard is held to the same steps');
select is_empty($$ select * from tried where from_status in ('delivered', 'cancelled') and from_status <> to_status and outcome = 'ok' $$,
  'a closed order stays closed');

-- what a step leaves behind
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.sign_in_as('sam');
select is((select status_note from public.advance_order(tests.kept('order'), 'picked_up', '  at the back door ')), 'at the back door', 'a partner says a note with a step');
select results_eq($$ select from_status::text, to_status::text, actor_id, note from public.order_events order by id desc limit 1 $$,
  $$ values ('accepted', 'picked_up', tests.id_of('sam'), 'at the back door') $$, 'the history keeps step, person and note');
select lives_ok($$ select public.advance_order(tests.kept('order'), 'picked_up') $$, 'a partner who is asked twice may repeat the step');
select is((select count(*)::int from public.order_events where order_id = tests.kept('order')), 3, 'which leaves no second line');
select tests.refuses($$ select public.advance_order(tests.kept('order'), 'out_for_delivery', repeat('x', 501)) $$, 'PT422', 'note_too_long', 'a note of 501 characters is refused');
select tests.refuses($$ select public.advance_order(tests.kept('order'), 'cancelled') $$, 'PT409', 'not_allowed_now', 'a partner cannot cancel');
select tests.refuses($$ select public.advance_order(tests.kept('order'), null) $$, 'PT409', 'not_allowed_now', 'a step to nowhere is refused');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.advance_order(tests.kept('order'), 'cancelled') $$, 'PT409', 'not_allowed_now', 'a customer cannot cancel what was picked up');
select tests.refuses($$ select public.advance_order(tests.kept('order'), 'delivered') $$, 'PT409', 'not_allowed_now', 'a customer cannot say it was delivered');
select tests.sign_in_as('grace');
select is((select status::text from public.advance_order(tests.kept('order'), 'cancelled', 'shop closed')), 'cancelled', 'staff cancel an order under way');
select is((select closed_at from public.orders where id = tests.kept('order')), now(), 'which closes it');
select is((select count(*)::int from public.order_events where order_id = tests.kept('order') and actor_id = tests.id_of('grace')), 1, 'and says who did it');

-- by hand
select tests.admin();
select tests.keep('hand', tests.order_between('ada', 'sam', 'hand')::text);
update public.orders set status = 'picked_up' where id = tests.kept('hand');
select results_eq($$ select to_status::text, actor_id from public.order_events where order_id = tests.kept('hand') order by id desc limit 1 $$,
  $$ values ('picked_up', null::uuid) $$, 'a step by hand leaves its line, by nobody in particular');
update public.orders set closed_at = now(), updated_at = '2000-01-01', location_epoch = 99 where id = tests.kept('hand');
select is((select closed_at from public.orders where id = tests.kept('hand')), null, 'a hand cannot close an order without a status');
select is((select updated_at from public.orders where id = tests.kept('hand')), now(), 'nor make it look old');
update public.orders set pickup_address = '9 New Street' where id = tests.kept('hand');
select is((select count(*)::int from public.order_events where order_id = tests.kept('hand')), 3, 'an edit that is no step leaves no line');
insert into public.order_transitions values ('picked_up', 'delivered', 'partner');
select tests.sign_in_as('sam');
select is((select status::text from public.advance_order(tests.kept('hand'), 'delivered')), 'delivered', 'a row in order_transitions allows a step');

-- the table of steps
select is((select count(*)::int from public.order_transitions), 16, 'people read the steps');
select tests.denied($$ insert into public.order_transitions values ('placed', 'delivered', 'partner') $$, 'a partner cannot add a step');
select tests.denied('delete from public.order_transitions', 'a partner cannot remove a step');
select tests.nobody();
select tests.denied('select from public.order_transitions', 'nobody reads the steps');
select tests.denied('select from public.order_events', 'nobody reads history');

select * from finish();
rollback;
