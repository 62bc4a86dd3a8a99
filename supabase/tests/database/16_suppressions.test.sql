-- Addresses that are not written to: one row per reason, each lifted alone.
begin;
\ir helpers.psql
select plan(18);
select is(private.suppression_of('email', 'a@b.example'), null, 'an address is free until something is known of it');
select is(private.suppress('email', ' A@B.example ', 'bounce', '550 no such box'), true, 'a bounce suppresses');
select is(private.suppression_of('email', 'a@b.EXAMPLE'), 'bounce', 'however it is written');
select is(private.suppress('email', 'a@b.example', 'bounce'), false, 'the same again changes nothing');
select is(private.suppression_of('sms', 'a@b.example'), null, 'another channel does not know of it');
select private.suppress('email', 'a@b.example', 'complaint');
select is(private.suppression_of('email', 'a@b.example'), 'complaint', 'what the person said comes before what the post said');
select is(private.lift_suppression('email', 'A@b.example', 'complaint'), true, 'a reason is lifted');
select is(private.suppression_of('email', 'a@b.example'), 'bounce', 'and no other');
select is(private.lift_suppression('email', 'a@b.example', 'complaint'), false, 'once');

select private.suppress('sms', '+447700900901', 'stop'), private.suppress('sms', '+447700900901', 'invalid');
select is(private.suppression_of('sms', '+447700900901'), 'stop', 'STOP is named first');
select private.lift_suppression('sms', '+447700900901', 'stop');
select is(private.suppression_of('sms', '+447700900901'), 'invalid', 'START does not make a dead number live');

select is(private.suppress('web_push', 'https://push.example/x', 'invalid'), false, 'a push endpoint is forgotten, not suppressed');
select is(private.suppress('sms', null, 'stop'), false, 'no address, no row');
select is(private.suppress('sms', '', 'stop'), false, 'nor for an empty one');
select lives_ok($$ select private.suppress('email', 'c@d.example', 'bounce', repeat('x', 2000)) $$, 'a long-winded provider does no harm');
select tests.refuses($$ select private.suppress('email', 'c@d.example', 'mood') $$, '23514', null, 'a reason is one of the five');
select tests.service();
select tests.denied('select from private.suppressions', 'the functions do not read the table');
select tests.sign_in_as('ada');
select tests.denied('select private.suppress(''sms'', ''+447700900901'', ''stop'')', 'people suppress nobody');

select * from finish();
rollback;
