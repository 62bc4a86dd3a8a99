-- The grid of the settings page: what holds for the caller, and why it cannot be changed where it cannot.
begin;
\ir helpers.psql
select plan(26);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
update auth.users set email_confirmed_at = now() where id = tests.id_of('ada');
insert into public.notification_categories (key, label, is_critical, is_opt_in, audience) values ('grid_safety', 'Safety', true, false, null),
  ('grid_offers', 'Offers', false, true, null), ('grid_partner', 'Work', false, false, '{partner,staff}'), ('grid_mail', 'Letters', false, false, null);
insert into public.event_types (key, category, label, channels) values ('grid.safety', 'grid_safety', 'x', '{in_app,web_push,sms,email}'),
  ('grid.mail', 'grid_mail', 'x', '{in_app,email}');

create function pg_temp.cell(category text, channel public.notification_channel) returns text language sql as $$
  select concat_ws(' ', case when g.is_enabled then 'on' else 'off' end, case when g.is_locked then 'locked' end, g.reason, g.wording_version)
  from public.preference_grid() g where g.category = cell.category and g.channel = cell.channel
$$;
grant execute on function pg_temp.cell to authenticated;

select tests.sign_in_as('ada');
select is((select count(*)::int from public.preference_grid() g where g.category in ('order', 'grid_safety', 'grid_offers', 'grid_partner', 'grid_mail')), 16,
  'a customer sees four cells for each category, without the partners''');
select is(pg_temp.cell('order', 'in_app'), 'on', 'news in the app is on');
select is(pg_temp.cell('order', 'email'), 'on', 'so is mail, to a confirmed address');
select is(pg_temp.cell('order', 'web_push'), 'on no_target', 'and push, which can be set before there is a device');
select is(pg_temp.cell('order', 'sms'), 'off no_target sms-1', 'SMS is off, and says what one agrees to');
select is(pg_temp.cell('grid_offers', 'email'), 'off offers-1', 'offers are off, with a wording of their own');
select is(pg_temp.cell('grid_offers', 'sms'), 'off no_target offers-sms-1', 'and another for SMS');
select is(pg_temp.cell('grid_safety', 'in_app'), 'on locked critical', 'critical news cannot be switched off in the app');
select is(pg_temp.cell('grid_safety', 'email'), 'on locked critical', 'nor by mail');
select is(pg_temp.cell('grid_safety', 'sms'), 'off no_target sms-1', 'by SMS they need consent like all others');
select is(pg_temp.cell('grid_mail', 'sms'), 'off locked not_used', 'a channel that no event of the category takes has no switch');
select is(pg_temp.cell('grid_mail', 'in_app'), 'on', 'the others have');

select public.set_preference('order', 'sms', true), public.set_preference('order', 'email', false), public.set_preference('grid_safety', 'sms', true);
select is(pg_temp.cell('order', 'sms') || ' / ' || pg_temp.cell('order', 'email'), 'on no_target sms-1 / off', 'the grid shows what was chosen');
select tests.admin();
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('ada'), '+447700900901', now());
select tests.sign_in_as('ada');
select is(pg_temp.cell('order', 'sms'), 'on sms-1', 'with a proven number nothing is in the way');
select tests.admin();
select private.suppress('sms', '+447700900901', 'stop');
select tests.sign_in_as('ada');
select is(pg_temp.cell('order', 'sms'), 'off locked stopped sms-1', 'after STOP the switch is off and locked');
select is(pg_temp.cell('grid_safety', 'sms'), 'off locked stopped sms-1', 'for critical news as well');
select tests.admin();
select private.lift_suppression('sms', '+447700900901', 'stop'), private.suppress('sms', '+447700900901', 'invalid'),
  private.suppress('email', 'ADA@test.example', 'bounce');
select tests.sign_in_as('ada');
select is(pg_temp.cell('order', 'sms'), 'off locked unreachable sms-1', 'a number that cannot be reached says so');
select is(pg_temp.cell('order', 'email'), 'off locked unreachable', 'so does an address that bounced');
select is(pg_temp.cell('grid_safety', 'email'), 'off locked unreachable', 'and critical mail does not claim to arrive there');
select is(pg_temp.cell('grid_safety', 'in_app'), 'on locked critical', 'in the app it does');

select tests.sign_in_as('sam');
select isnt_empty($$ select from public.preference_grid() where category = 'grid_partner' $$, 'a partner sees the partners'' category');
select is(pg_temp.cell('order', 'email'), 'on no_target', 'an address that was never confirmed is no target');
select is(pg_temp.cell('order', 'sms'), 'off no_target sms-1', 'the STOP of another person is not theirs');
select tests.sign_in_as('ada');
select alike((select wording from public.preference_grid('es') where category = 'order' and channel = 'sms'), 'Al activar SMS%', 'a reader of Spanish agrees to Spanish words');
select is((select wording_version from public.preference_grid('fr') where category = 'order' and channel = 'sms'), 'sms-1', 'whose language has none, to English ones');
select tests.nobody();
select tests.denied('select public.preference_grid()', 'nobody has no grid');

select * from finish();
rollback;
