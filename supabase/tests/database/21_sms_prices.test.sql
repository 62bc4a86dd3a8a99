-- Prices come late: who is asked for when, how often, and what is kept.
begin;
\ir helpers.psql
\ir outbox.psql
select plan(23);

create function pg_temp.sent(name text, provider text default 'twilio') returns void language plpgsql as $$
begin
  perform tests.due(sent.name, 'sms');
  perform tests.claim('sms');
  perform tests.settle(sent.name, 'accepted', jsonb_build_object('provider_message_id', 'SM-' || sent.name, 'segments', 2, 'provider', sent.provider));
end $$;
create function pg_temp.asked() returns text[] language sql as $$ select array_agg(c.provider_message_id order by 1) from public.claim_unpriced(10) c $$;
create function pg_temp.wait(span interval) returns void language sql as $$ update private.deliveries set price_due_at = price_due_at - span $$;
create function pg_temp.price(message text, more jsonb, provider text default 'twilio') returns int language sql as $$
  select public.record_prices(jsonb_build_array(jsonb_build_object('provider', price.provider, 'provider_message_id', price.message) || more))
$$;

select tests.due('unsent', 'sms');
select pg_temp.sent('one'), pg_temp.sent('other', 'vonage');
select is(pg_temp.asked(), null, 'nobody is asked at once');
update private.deliveries set accepted_at = accepted_at - interval '1 minute';
select is(pg_temp.asked(), '{SM-one}', 'Twilio is asked for the price of what it took, and nobody for the rest');
select is(pg_temp.asked(), null, 'not twice at once');
select pg_temp.wait('179 seconds');
select is(pg_temp.asked(), null, 'nor soon again');
select pg_temp.wait('1 second');
select is(pg_temp.asked(), '{SM-one}', 'after three minutes it is');
select pg_temp.wait('3 minutes');
select is(pg_temp.asked(), null, 'then later');
select pg_temp.wait('6 minutes');
select is(pg_temp.asked(), '{SM-one}', 'and later');
create function pg_temp.patience() returns int language plpgsql as $$
declare
  asks int := 0;
begin
  loop
    perform pg_temp.wait('6 hours');
    exit when pg_temp.asked() is null;
    asks := asks + 1;
  end loop;
  return asks;
end $$;
select is(pg_temp.patience(), 9, 'twelve times in all');
update private.deliveries set price_asks = 11;

select is(pg_temp.price('SM-one', '{"price": null, "currency": null}'), 0, 'no price is no news');
select is((tests.delivery('one')).price_final_at, null, 'and is not final');
select is(pg_temp.price('SM-one', '{"price": "-0.08000", "currency": "usd", "segments": 3}'), 1, 'Twilio says what it took');
select results_eq($$ select (d).price, (d).currency, (d).segments::int, (d).price_final_at from tests.delivery('one') d $$, $$ values (0.08, 'USD', 3, now()) $$, 'as a cost, in its currency, with the parts it counted');
select is(pg_temp.price('SM-one', '{"price": "-9", "currency": "USD"}'), 0, 'a final price is final');
select pg_temp.wait('1 day');
select is(pg_temp.asked(), null, 'and asked for no more');
select is(pg_temp.price('SM-nobody', '{"price": "-1", "currency": "USD"}'), 0, 'the price of a stranger''s message changes nothing');
select is(pg_temp.price('SM-other', '{"price": "1", "currency": "usd"}'), 0, 'nor does one provider speak for another');
select is(pg_temp.price('SM-other', '{"price_per_segment": "0.0333", "currency": "EUR"}', 'vonage'), 1, 'a receipt names the price of a part');
select is((tests.delivery('other')).price, 0.0666, 'and all parts are counted');

-- whose message it is
select pg_temp.sent('twin');
select tests.due('twins twin', 'sms');
select public.record_provider_event('twilio', 'early', 'SM-early', md5('twins twin')::uuid, 'sent', '', '{}');
select public.record_provider_event('twilio', 'nobodys', 'SM-nobodys', null, 'sent', '', '{}');
select bag_eq($$ select * from public.message_owners('twilio', '{SM-twin,SM-early,SM-nobodys,SM-unheard}') $$,
  $$ values ('SM-twin', md5('twin')::uuid), ('SM-early', md5('twins twin')::uuid) $$, 'messages are told apart by what was settled and what callbacks named');
select is_empty($$ select * from public.message_owners('vonage', '{SM-twin}') $$, 'within one provider');
select is(private.knock_for_prices()::text, '', 'the minute passes without work') ;
select tests.sign_in_as('ada');
select tests.denied($$ select public.claim_unpriced(1) $$, 'a person asks for no prices');
select tests.denied($$ select public.record_prices('[]') $$, 'and sets none');

select * from finish();
rollback;
