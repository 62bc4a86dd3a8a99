-- Two providers for a channel: the second takes over by what the first one's answers were, and nothing is ever sent by both.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(29);
update private.providers set is_enabled = true;
create function pg_temp.health() returns setof text language sql as $$
  select concat_ws(' ', name, failures_in_row, case when down_until > now() then 'down' when down_until is not null then 'on trial' else 'up' end) from private.providers where channel = 'sms' order by position
$$;
-- claims these texts and says who was to send each
create function pg_temp.senders(names text[]) returns setof text language plpgsql as $$
declare
  name text;
begin
  foreach name in array names loop
    perform tests.due(name, 'sms');
  end loop;
  return query select c.provider from public.claim_deliveries('sms', 'test', 50) c order by 1;
end $$;
create function pg_temp.answer(name text, outcome text, more jsonb default '{}') returns int language sql as $$
  select tests.settle(answer.name, answer.outcome, jsonb_build_object('provider', (tests.delivery(answer.name)).provider) || more)
$$;
create function pg_temp.fails(name text, times int) returns void language plpgsql as $$
begin
  for i in 1..times loop
    perform tests.due(fails.name || i, 'sms'), tests.claim('sms');
    perform pg_temp.answer(fails.name || i, 'retry', '{"http_status": 503, "code": "503"}');
    update private.deliveries set state = 'dead' where id = md5(fails.name || i)::uuid;
  end loop;
end $$;

select results_eq($$ select pg_temp.senders('{a,b}') $$, $$ values ('twilio'), ('twilio') $$, 'the first provider sends');
select is((tests.delivery('a')).provider, 'twilio', 'which the row knows before it is sent');
select pg_temp.answer('a', 'accepted', '{"provider_message_id": "SM1"}'), pg_temp.answer('b', 'permanent', '{"code": "21612"}');

-- down
select pg_temp.fails('fail', 4);
select results_eq('select pg_temp.health()', $$ values ('twilio 4 up'), ('vonage 0 up') $$, 'four failures in a row are only counted');
select pg_temp.senders('{good}'), pg_temp.answer('good', 'accepted', '{"provider_message_id": "SM2"}');
select results_eq('select pg_temp.health()', $$ values ('twilio 0 up'), ('vonage 0 up') $$, 'a good answer begins the count anew');
select pg_temp.senders('{refused}'), pg_temp.answer('refused', 'retry', '{"http_status": 429}');
select results_eq('select pg_temp.health()', $$ values ('twilio 0 up'), ('vonage 0 up') $$, 'too many requests are nobody''s failure');
update private.deliveries set state = 'dead' where id = md5('refused')::uuid;
select pg_temp.senders('{in doubt}');
select pg_temp.answer('in doubt', 'ambiguous', '{"code": "timeout"}');
select pg_temp.fails('worse', 4);
select results_eq('select pg_temp.health()', $$ values ('twilio 5 down'), ('vonage 0 up') $$, 'the fifth, lost answers among them, takes it down');
select is((select down_until from private.providers where name = 'twilio'), now() + interval '60 seconds', 'for a minute');
select results_eq($$ select pg_temp.senders('{c,d}') $$, $$ values ('vonage'), ('vonage') $$, 'the second sends');
select pg_temp.answer('c', 'accepted', '{"provider_message_id": "V1"}'), pg_temp.answer('d', 'accepted', '{"provider_message_id": "V2"}');

-- in doubt
select tests.pass_time('in doubt');
select results_eq($$ select provider, in_doubt_since is not null from public.claim_deliveries('sms', 'test', 50) $$, $$ values ('twilio', true) $$, 'but what the first may have sent is looked up there, though it is down');
select pg_temp.answer('in doubt', 'retry', '{"http_status": 503}'), tests.pass_time('in doubt');
select results_eq($$ select provider, in_doubt_since is not null from public.claim_deliveries('sms', 'test', 50) $$, $$ values ('twilio', true) $$, 'until somebody there answers');
select tests.pass_time('in doubt');
select results_eq($$ select provider, in_doubt_since is not null from public.claim_deliveries('sms', 'test', 50) $$, $$ values ('twilio', true) $$, 'even when the one who asks dies');
select pg_temp.answer('in doubt', 'accepted', '{"provider_message_id": "SM3"}');
select is((tests.delivery('in doubt')).state::text, 'accepted', 'so it was sent once');
update private.providers set failures_in_row = 5, down_until = now() + interval '60 seconds' where name = 'twilio';

-- a refusal for certain may be sent by the other
select pg_temp.senders('{sure}');
select pg_temp.answer('sure', 'retry', '{"http_status": 503}'), tests.pass_time('sure');
update private.providers set failures_in_row = 0, down_until = null where name = 'twilio';
select results_eq($$ select provider from public.claim_deliveries('sms', 'test', 50) $$, $$ values ('twilio') $$, 'what a provider surely did not take is sent by whoever is healthy');
select pg_temp.answer('sure', 'accepted', '{"provider_message_id": "SM4"}');

-- the trial
update private.providers set failures_in_row = 0 where name = 'vonage';
update private.providers set failures_in_row = 5, down_until = now() - interval '1 second' where name = 'twilio';
select results_eq($$ select pg_temp.senders('{e,f,g}') $$, $$ values ('twilio'), ('vonage'), ('vonage') $$, 'after its rest one delivery tries the first');
select results_eq($$ select pg_temp.senders('{h,i}') $$, $$ values ('vonage'), ('vonage') $$, 'and no second while that one is out');
create function pg_temp.trial() returns text language sql as $$ select (array['e','f','g','h','i','j','k'])[i] from generate_series(1, 7) i where (tests.delivery((array['e','f','g','h','i','j','k'])[i])).provider = 'twilio' and (tests.delivery((array['e','f','g','h','i','j','k'])[i])).state = 'sending' $$;
select pg_temp.answer(pg_temp.trial(), 'retry', '{"http_status": 503}');
select results_eq('select pg_temp.health()', $$ values ('twilio 6 down'), ('vonage 0 up') $$, 'a trial that fails is one more minute');
update private.deliveries set state = 'dead';
update private.providers set down_until = now() where name = 'twilio';
select results_eq($$ select pg_temp.senders('{j,k}') $$, $$ values ('twilio'), ('vonage') $$, 'then the next tries');
select pg_temp.answer(pg_temp.trial(), 'accepted', '{"provider_message_id": "SM5"}');
select results_eq('select pg_temp.health()', $$ values ('twilio 0 up'), ('vonage 0 up') $$, 'and when it is taken the first is back');
select results_eq($$ select pg_temp.senders('{l}') $$, $$ values ('twilio') $$, 'for all');
update private.providers set down_until = now() - interval '1 minute', probe_until = now() where name = 'twilio';
select results_eq($$ select pg_temp.senders('{m}') $$, $$ values ('twilio') $$, 'a trial whose worker died is tried anew');

-- both, none, one
update private.deliveries set state = 'dead';
update private.providers set down_until = now() + interval '1 minute', probe_until = null where channel = 'sms';
select results_eq($$ select pg_temp.senders('{n}') $$, $$ values ('twilio') $$, 'when both are down the first goes on, each delivery at its own pace');
update private.providers set is_enabled = false where name = 'twilio';
select results_eq($$ select pg_temp.senders('{o}') $$, $$ values ('vonage') $$, 'a provider that is switched off sends nothing');
update private.providers set is_enabled = true, down_until = null;

-- several answers in one call
update private.deliveries set state = 'dead';
select pg_temp.senders(array(select 'batch' || i from generate_series(1, 8) i));
create function pg_temp.answers(outcomes text[]) returns int language sql as $$
  select public.settle_deliveries(jsonb_agg(jsonb_build_object('id', md5('batch' || place)::uuid, 'lease_token', (tests.delivery('batch' || place)).lease_token, 'outcome', o, 'provider', 'twilio', 'http_status', 503) order by place))
  from unnest(outcomes) with ordinality x (o, place)
$$;
select is(pg_temp.answers('{retry,retry,retry,accepted,retry,ambiguous,retry,retry}'), 8, 'a worker settles eight');
select results_eq('select pg_temp.health()', $$ values ('twilio 4 up'), ('vonage 0 up') $$, 'those after the last good answer count');

-- push has one provider, whatever one push service does
select pg_temp.fails('x', 0);
update private.providers set failures_in_row = 50, down_until = now() + interval '1 minute' where name = 'web_push';
select tests.due('push', 'web_push');
select results_eq($$ select provider from public.claim_deliveries('web_push', 'test', 5) $$, $$ values ('web_push') $$, 'a channel with one provider goes on');
update private.providers set is_enabled = false where channel = 'web_push';
select tests.pass_time('push');
select is_empty($$ select from public.claim_deliveries('web_push', 'test', 5) $$, 'one whose providers are all switched off rests');
update private.providers set is_enabled = true where channel = 'web_push';
select results_eq($$ select provider from public.claim_deliveries('web_push', 'test', 5) $$, $$ values ('web_push') $$, 'and goes on when one is switched on');

-- rights
select tests.sign_in_as('ada');
select tests.denied('select from private.providers', 'people do not read how providers fare');
select tests.service();
select tests.denied('select from private.providers', 'nor do the functions');

select * from finish();
rollback;
