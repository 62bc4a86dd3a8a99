-- Proving a number: what is counted, what is refused, and whose the number is in the end.
begin;
\ir helpers.psql
select plan(39);
select tests.person('ada'), tests.person('eve'), tests.person('bob');
select tests.admin();

create function pg_temp.start(name text, e164 text, address text default 'home') returns jsonb language sql as $$
  select public.start_phone_verification(tests.id_of(start.name), start.e164, md5(start.address))
$$;
create function pg_temp.said(answer jsonb) returns text language sql as $$ select concat_ws(' ', answer ->> 'refused', answer ->> 'scope', case when answer ? 'id' then 'started' end) $$;
-- so much later
create function pg_temp.wait(span interval) returns void language sql as $$
  update private.phone_verifications set created_at = created_at - span, sent_at = sent_at - span
$$;
create function pg_temp.sent(name text, e164 text, address text default 'home') returns uuid language plpgsql as $$
declare
  made uuid;
begin
  made := (pg_temp.start(sent.name, sent.e164, sent.address) ->> 'id')::uuid;
  perform public.note_phone_verification(made, 'sent', 'VE' || md5(made::text), 'mobile');
  perform pg_temp.wait('1 minute');
  return made;
end $$;

-- limits
select is(pg_temp.start('ada', '+447700900901') - 'id', '{"resend_after_s": 30, "line_types": ["mobile", "nonFixedVoip", "fixedVoip"]}', 'a person asks for a code');
select is(pg_temp.said(pg_temp.start('ada', '+447700900901')), 'too_many_codes person', 'the next must wait');
select cmp_ok((pg_temp.start('ada', '+447700900901') ->> 'retry_after_s')::int, '<=', 30, 'at most as long as the cool-down');
select cmp_ok((pg_temp.start('ada', '+447700900901') ->> 'retry_after_s')::int, '>=', 29, 'and hardly less');
select is(pg_temp.said(pg_temp.start('eve', '+447700900901', 'cafe')), 'too_many_codes number', 'another person cannot have a second code sent there meanwhile');
select is(pg_temp.said(pg_temp.start('eve', '+447700900902', 'cafe')), 'started', 'but to a number of their own');
select is((select count(*)::int from private.phone_verifications), 2, 'what was refused is not counted');
select pg_temp.wait('31 seconds');
select is(pg_temp.said(pg_temp.start('ada', '+447700900901')), 'started', 'after the cool-down the code is sent again');
select pg_temp.wait('31 seconds'), pg_temp.start('ada', '+447700900901'), pg_temp.wait('31 seconds'), pg_temp.start('ada', '+447700900901'), pg_temp.wait('31 seconds'), pg_temp.start('ada', '+447700900901'), pg_temp.wait('31 seconds');
select is(pg_temp.said(pg_temp.start('ada', '+447700900901')), 'too_many_codes person', 'five within the hour are enough');
select ok((pg_temp.start('ada', '+447700900901') ->> 'retry_after_s')::int between 3400 and 3500, 'and it says when the first of them will be an hour ago');
select is(pg_temp.said(pg_temp.start('eve', '+447700900901', 'cafe')), 'too_many_codes number', 'that number has had enough from anybody');

delete from private.phone_verifications;
insert into private.phone_verifications (e164, address_hash, created_at)
  select '+88213' || (7000000 + n), md5(n::text), clock_timestamp() - interval '10 minutes' from generate_series(1, 30) n;
select is(pg_temp.said(pg_temp.start('ada', '+882137000099')), 'too_many_codes prefix', 'numbers one after another of one block are one limit');
select is(pg_temp.said(pg_temp.start('ada', '+882137010099')), 'started', 'and the next block another');
delete from private.phone_verifications;
insert into private.phone_verifications (e164, address_hash, created_at)
  select '+4477' || (10000000 + n * 10000), md5('botnet'), clock_timestamp() - interval '10 minutes' from generate_series(1, 10) n;
select is(pg_temp.said(pg_temp.start('ada', '+447700900901', 'botnet')), 'too_many_codes address', 'one address has ten in an hour, whoever signs in there');
update private.phone_verifications set address_hash = md5(id::text);
update private.verification_limits set most = 10 where scope = 'project';
select is(pg_temp.said(pg_temp.start('ada', '+447700900901', 'elsewhere')), 'too_many_codes project', 'and all together have a limit too, which an admin sets');
update private.verification_limits set most = 500 where scope = 'project';
delete from private.phone_verifications;

-- checks
select is(public.take_phone_check(tests.id_of('ada')) ->> 'refused', 'code_expired', 'a person without a code checks nothing');
select tests.keep('first', pg_temp.sent('ada', '+447700900901')::text);
select is(public.take_phone_check(tests.id_of('ada')), jsonb_build_object('id', tests.kept('first'), 'e164', '+447700900901', 'checks_left', 4), 'a person checks the code they were sent');
select is(public.take_phone_check(tests.id_of('eve')) ->> 'refused', 'code_expired', 'nobody else does');
select is((select array_agg(public.take_phone_check(tests.id_of('ada')) ->> 'checks_left') from generate_series(1, 4)), '{3,2,1,0}', 'five times');
select is(public.take_phone_check(tests.id_of('ada')) ->> 'refused', 'too_many_checks', 'and no sixth time');
select tests.keep('second', pg_temp.sent('ada', '+447700900901')::text);
select is(public.take_phone_check(tests.id_of('ada')) ->> 'id', tests.kept('second')::text, 'a new code has checks of its own');
select pg_temp.wait('10 minutes');
select is(public.take_phone_check(tests.id_of('ada')) ->> 'refused', 'code_expired', 'after ten minutes it is dead');

-- whose it is
select tests.keep('third', pg_temp.sent('ada', '+447700900901')::text);
insert into public.phones (user_id, e164, verified_at) values (tests.id_of('eve'), '+447700900901', now()), (tests.id_of('ada'), '+447700900999', now());
insert into private.suppressions (channel, address, reason) values ('sms', '+447700900901', 'invalid');
select is(public.finish_phone_verification(tests.kept('third')), '+44***901', 'the right code makes it theirs');
select results_eq($$ select user_id, e164 from public.phones where verified_at is not null and e164 like '+4477009009%' $$, $$ values (tests.id_of('ada'), '+447700900901') $$, 'it is nobody else''s, and their only one');
select is(private.suppression_of('sms', '+447700900901'), null, 'a number that has just received a text is not unreachable');
select is(public.finish_phone_verification(tests.kept('third')), null, 'and is finished once');
select is(public.take_phone_check(tests.id_of('ada')) ->> 'refused', 'code_expired', 'the code is used up');
select results_eq($$ select p.name from public.notifications n join public.profiles p on p.id = n.user_id where n.event_type = 'security.phone_moved' $$, $$ values ('Eve') $$, 'who had it before is told');
select results_eq($$ select data from public.notifications n where n.event_type = 'account.phone_verified' $$, $$ values ('{"phone": {"e164_masked": "+44***901"}}'::jsonb) $$, 'and who has it now, without the number in full');
select is(pg_temp.said(pg_temp.start('ada', '+447700900901')), 'phone_already_verified', 'a proven number needs no second proof');
select tests.keep('fourth', pg_temp.sent('eve', '+447700900901', 'cafe')::text);
select public.finish_phone_verification(tests.kept('fourth'));
select results_eq($$ select user_id from public.phones where e164 = '+447700900901' $$, $$ values (tests.id_of('eve')) $$, 'a number goes where it is proven last');
insert into private.suppressions (channel, address, reason) values ('sms', '+447700900901', 'stop');
select is(pg_temp.said(pg_temp.start('bob', '+447700900901', 'office')), 'started', 'a number that said STOP may still be proven');
select is(private.suppression_of('sms', '+447700900901'), 'stop', 'and stays silent until it says START');
insert into private.suppressions (channel, address, reason) values ('sms', '+447700900901', 'admin');
select is(pg_temp.said(pg_temp.start('ada', '+447700900901')), 'phone_cannot_receive_sms', 'a number that an admin barred is not asked');

-- a person
select tests.sign_in_as('eve');
select results_eq('select masked, stopped_at is not null from public.my_phones()', $$ values ('+44***901', true) $$, 'a person sees their number masked, and that it said STOP');
select tests.denied($$ select public.start_phone_verification(tests.id_of('eve'), '+447700900901', 'x') $$, 'cannot start a proof past the function');
select tests.denied($$ select public.finish_phone_verification(tests.kept('fourth')) $$, 'or end one');
select is((select public.remove_phone(p.id) from public.my_phones() p), true, 'a person forgets their number');
select tests.admin();
select is_empty($$ select from public.phones where e164 = '+447700900901' $$, 'and then it is nobody''s');

select * from finish();
rollback;
