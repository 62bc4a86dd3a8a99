-- What is shipped: every event, in every language, on every channel, from real rows; and the linter sees each fault there can be.
begin;
\ir helpers.psql
select plan(44);
select tests.person('ada'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
update public.profiles set time_zone = 'Europe/Madrid' where id = tests.id_of('ada');

-- what there is
select cmp_ok((select count(*)::int from public.event_types), '>=', 36, 'there are at least 36 events');
select is_empty($$ select g.category, g.least from (values ('order', 8), ('payment', 4), ('refund', 3), ('partner', 3), ('account', 2), ('security', 1), ('verification', 1), ('support', 1), ('chat', 1), ('booking', 3),
    ('call', 1), ('location', 4), ('system', 1), ('promotion', 1), ('announcement', 1), ('digest', 1)) g (category, least)
  where (select count(*) from public.event_types e where e.category = g.category) < g.least $$, 'each category has its events');
select is_empty($$ select s from unnest(enum_range(null::public.order_status)) s where not exists (select from public.event_types e where e.key = 'order.' || s) $$, 'each status of an order is an event');
select results_eq($$ select key from public.notification_categories where is_critical order by 1 $$, $$ values ('security'), ('verification') $$, 'security and verification are critical, and nothing else');
select is_empty($$ select v.key, v.variable from (values ('announcement.news', 'announcement.title'), ('announcement.news', 'announcement.body'), ('announcement.offer', 'announcement.title'), ('announcement.offer', 'announcement.body'),
    ('system.sms_budget', 'budget.spent'), ('system.sms_budget', 'budget.limit'), ('system.sms_budget', 'budget.currency'), ('system.sms_budget', 'budget.percent'), ('account.phone_verified', 'phone.e164_masked'),
    ('security.new_device', 'device.name'), ('security.new_device', 'device.at'), ('chat.message', 'room.title'), ('chat.message', 'sender.name'), ('chat.message', 'message.excerpt'),
    ('digest.summary', 'digest.count'), ('digest.summary', 'digest.items'), ('digest.summary', 'digest.category')) v (key, variable)
  where not exists (select from public.event_types e where e.key = v.key and v.variable = any (e.variables)) $$, 'the events that other chapters tell have the variables they give');
select is((select category from public.event_types where key = 'announcement.offer'), 'promotion', 'an offer is promotion: off until asked for');
select is_empty($$ select key from public.event_types where priority = 'urgent' and digest_window is not null $$, 'nothing urgent is gathered');
select is_empty($$ select key from public.event_types where escalate_after is not null and (priority <> 'urgent' or not 'web_push' = any (channels) or 'sms' = any (channels)) $$, 'what escalates is urgent, and has a push to miss');
select is_empty($$ select e.key, l.tag from public.event_types e, private.locales l where e.escalate_after is not null and l.is_complete
  and (select t.locale from private.active_template(e.key, 'sms', l.tag) t) is distinct from l.tag $$, 'and words for the SMS that follows');
select is_empty('select * from public.lint_templates()', 'the linter finds nothing');

-- all of it, from real rows where Orderline has them, else from the sample
select tests.keep('order', tests.order_between('ada', 'sam')::text);
create temporary table told as
select e.key, c.channel, l.tag as locale, p.* from public.event_types e cross join unnest(private.worded_channels(e)) c (channel)
cross join (select tag, direction from private.locales where is_complete) l,
lateral public.preview_template(e.key, c.channel, l.tag, order_id => case when e.category in ('order', 'location', 'partner') then tests.kept('order') end) p;
select is((select count(*) from told), (select sum(cardinality(private.worded_channels(e))) * 3 from public.event_types e), 'every event has words on each channel it may come to use, in three languages');
select is_empty($$ select * from told where template_locale <> locale $$, 'none falls back to another');
select is_empty($$ select key, channel, locale, title, body from told where coalesce(title, '') || body || coalesce(action_label, '') ~ '[{}]|\|' $$, 'no tag is left');
select is_empty($$ select key, channel, locale, title, body from told where btrim(body) = '' or (channel <> 'sms' and coalesce(btrim(title), '') = '') $$, 'no text is empty');
select is_empty($$ select key, channel, locale, title, body from told where body ~ '  | [.,]|[(]\s*[)]|:\s*$' and body !~ 'status_note' $$, 'no text has a hole');
select is_empty($$ select key, channel, locale, body from told where locale = 'ar' and key not in ('announcement.news', 'announcement.offer') and key not like 'chat%' and concat(title, body) !~ '[\u0600-\u06ff]' $$, 'Arabic is written in Arabic letters');
select is_empty($$ select a.key, a.channel, a.locale from told a join told en using (key, channel) where a.locale <> 'en' and en.locale = 'en' and concat(a.title, a.body) = concat(en.title, en.body) and a.key not in ('announcement.news', 'announcement.offer', 'chat.message', 'chat.mention', 'digest.summary') $$, 'nothing is left in English');
select is_empty($$ select key, locale, body from told where channel = 'sms' and segments <> 1 $$, 'each SMS is one segment');
select is_empty($$ select key, locale, body from told where channel = 'sms' and encoding <> (select sms_encoding from private.locales where tag = locale) $$, 'in the encoding that its language should have');
select cmp_ok((select count(*)::int from told where made_from = 'order'), '>', 100, 'those on orders are made from an order');
select is_empty($$ select key, locale, channel, body from told where key like 'order.%' and concat_ws(' ', title, body) !~ '\mA[0-9]+\M' $$, 'and name its number');
select is_empty($$ select t.event_type, t.channel, t.locale from private.templates t where t.is_active and private.render(t.body, '{}', t.locale) is null $$, 'without any values they are texts still');

-- each fault there can be
create function pg_temp.finds(change text, finding text, description text) returns text language plpgsql as $$
declare
  found text;
begin
  begin
    execute change;
    found := (select string_agg(distinct f.finding, ' ') from public.lint_templates() f);
    raise exception using errcode = 'RTUND';
  exception when sqlstate 'RTUND' then null;
  end;
  return is(found, finding, description);
end $$;
select pg_temp.finds($$ update private.templates set is_active = false where event_type = 'order.ready' and channel = 'web_push' and locale = 'es' $$, 'missing_template', 'words that are missing in a language are found');
select pg_temp.finds($$ delete from private.templates where event_type = 'order.ready' and channel = 'email' and locale = 'en' $$, 'missing_template', 'and those that an SMS falls back to');
select pg_temp.finds($$ update public.event_types set channels = '{in_app,web_push,sms,email}' where key = 'chat.message' $$, 'missing_template', 'and those of a new channel');
select pg_temp.finds($$ update public.event_types set channels = '{in_app,email}' where key = 'support.reply' $$, 'unused_template', 'words for a channel that the event does not use are found');
select pg_temp.finds($$ delete from private.templates where event_type = 'partner.order_offered' and channel = 'sms' and locale = 'es' $$, 'missing_template', 'and those of the SMS that follows an unseen push');
select pg_temp.finds($$ update public.event_types set priority = 'high' where key = 'partner.order_offered' $$, 'no_effect', 'an event that is not urgent and never escalates is found');
select pg_temp.finds($$ update public.event_types set priority = 'urgent', digest_window = '10 seconds' where key = 'chat.message' $$, 'no_effect', 'and an urgent one that is never gathered');
select pg_temp.finds($$ insert into private.templates (event_type, channel, locale, is_active, title, body) values ('chat.message', 'in_app', 'fr', true, '{{sender.name}}', '{{message.excerpt}}') $$, 'unknown_locale', 'a language that has no row is found');
select pg_temp.finds($$ update public.event_types set variables = variables || '{room.colour}', sample = sample || '{"room": {"colour": "red", "title": "x"}}' where key = 'chat.message' $$, 'unused_variable', 'a variable that no words use is found');
select pg_temp.finds($$ update public.event_types set sample = sample - 'sender' where key = 'chat.message' $$, 'no_sample', 'a variable without a sample is found');
select pg_temp.finds($$ update private.templates set body = 'Hola' where event_type = 'chat.message' and channel = 'in_app' and locale = 'es' $$, 'other_variables', 'a translation that says less is found');
select pg_temp.finds($$ update private.templates set title = title || repeat('x', 50) where event_type = 'order.ready' and channel = 'web_push' and locale = 'en' $$, 'title_too_long', 'a title too long for a phone is found');
select pg_temp.finds($$ update private.templates set title = title || repeat('x', 78) where event_type = 'order.ready' and channel = 'email' and locale = 'en' $$, 'title_too_long', 'and a subject too long for a list of mails');
select pg_temp.finds($$ update private.templates set body = body || repeat('x', 160) where event_type = 'order.ready' and channel = 'sms' and locale = 'en' $$, 'several_segments', 'an SMS that costs twice is found');
select pg_temp.finds($$ update private.templates set body = 'Está {{order.number}}' where event_type = 'order.ready' and channel = 'sms' and locale = 'es' $$, 'costly_letters', 'a letter that makes it dearer is found');
select pg_temp.finds($$ update private.templates set body = replace(body, 'STOP', 'no') where event_type = 'promotion.coupon' and channel = 'sms' and locale = 'ar' $$, 'no_opt_out', 'an offer by SMS that does not say how to stop it is found');
select pg_temp.finds($$ insert into private.locales (tag, label, is_complete, months) select 'fr', 'Français', true, months from private.locales where tag = 'en' $$, 'missing_template', 'a new language begins with all that is missing');

-- rights
select tests.sign_in_as('grace');
select is_empty('select * from public.lint_templates()', 'staff ask the linter');
select tests.sign_in_as('ada');
select tests.refuses('select * from public.lint_templates()', 'PT403', 'not_staff', 'a customer does not');
select tests.service();
select is_empty('select * from public.lint_templates()', 'a program does');
select tests.nobody();
select tests.denied('select * from public.lint_templates()', 'nobody does not');
select tests.denied($$ select * from public.preview_template('order.ready', 'sms') $$, 'nor look at words');

select * from finish();
rollback;
