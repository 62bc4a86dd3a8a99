-- Tokens for apps in the background: one live per order, hashed, ended with the share, the order or the partner; and the two pauses.
begin;
\ir helpers.psql
select plan(64);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text), tests.keep('other', tests.order_between('eve', 'sam')::text);

create function pg_temp.begin(name text, the_order text default 'order') returns text language sql as $$
  select tests.keep(name, public.start_background_tracking(tests.kept(the_order), 'v1') ->> 'token')::text
$$;
create function pg_temp.point(at timestamptz default clock_timestamp()) returns jsonb language sql as $$
  select jsonb_build_array(jsonb_build_object('client_id', gen_random_uuid(), 'recorded_at', at,
    'lat', 51.5, 'lng', -0.1, 'accuracy_m', 5, 'battery_pct', 80, 'source', 'owntracks'))
$$;
-- as the function `track` calls it
create function pg_temp.send(name text, points jsonb default pg_temp.point()) returns jsonb language sql as $$
  select public.ingest_by_token(current_setting('tests.' || name), points, 'owntracks')
$$;

grant execute on function pg_temp.begin, pg_temp.point, pg_temp.send to authenticated, service_role;

-- who gets a token
select tests.sign_in_as('sam');
select ok(not public.stop_background_tracking(tests.kept('order')), 'a partner without a token has none to stop');
select is((select length(public.start_background_tracking(tests.kept('order'), 'v1') ->> 'token')), 32, 'the partner is given a token');
select is((select status::text || ' ' || consent_version from public.location_shares where order_id = tests.kept('order')), 'sharing v1', 'and has consented with it');
select tests.refuses($$ select public.start_background_tracking(tests.kept('order'), '') $$, 'PT422', 'invalid_consent', 'no token without saying which wording');
select tests.refuses($$ select public.start_background_tracking(gen_random_uuid(), 'v1') $$, 'PT403', 'not_the_partner', 'nor for an order that is not there');
select tests.sign_in_as('pia');
select tests.refuses($$ select public.start_background_tracking(tests.kept('order'), 'v1') $$, 'PT403', 'not_the_partner', 'another partner gets no token');
select ok(not public.stop_background_tracking(tests.kept('order')), 'nor stops one');
select is_empty('select id from public.tracking_tokens', 'nor sees one');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.start_background_tracking(tests.kept('order'), 'v1') $$, 'PT403', 'not_the_partner', 'the customer gets no token');
select is_empty('select id from public.tracking_tokens', 'nor sees one');
select tests.sign_in_as('grace');
select is_empty('select id from public.tracking_tokens', 'staff see no token');
select tests.refuses($$ select public.start_background_tracking(tests.kept('order'), 'v1') $$, 'PT403', 'not_the_partner', 'nor get one');
select tests.nobody();
select tests.denied('select id from public.tracking_tokens', 'nobody sees a token');
select tests.denied($$ select public.start_background_tracking(tests.kept('order'), 'v1') $$, 'nobody gets a token');
select tests.denied($$ select public.stop_background_tracking(tests.kept('order')) $$, 'nobody stops one');
select tests.denied($$ select public.ingest_by_token('x', '[]', 'owntracks') $$, 'nobody sends with a token past the function');
select tests.sign_in_as('sam');
select tests.denied($$ select public.ingest_by_token('x', '[]', 'owntracks') $$, 'nor does the partner');
select isnt_empty('select id, created_at, last_used_at, used_by, revoked_at from public.tracking_tokens', 'the partner sees that there is a token');
select tests.denied('select token_hash from public.tracking_tokens', 'but not its hash');
select tests.denied('update public.tracking_tokens set revoked_at = null', 'nor brings one back');
select tests.denied('delete from public.tracking_tokens', 'nor deletes one');

-- rotating
select pg_temp.begin('first'), pg_temp.begin('second');
select is((select count(*)::int from public.tracking_tokens where revoked_at is null), 1, 'one token of an order is good');
select tests.service();
select is(pg_temp.send('first') ->> 'outcome', 'revoked', 'the one before is not');
select is(pg_temp.send('second') ->> 'accepted', '1', 'a position comes in by the new one');
select is(public.ingest_by_token('00000000000000000000000000000000', pg_temp.point(), 'owntracks') ->> 'outcome', 'unknown', 'and by a guess none');
select is(public.ingest_by_token('', '[]', 'owntracks') ->> 'outcome', 'unknown', 'nor by an empty one');
select tests.admin();
select is((select source || ' ' || battery_pct from public.locations where order_id = tests.kept('order')), 'owntracks 80', 'it is in the trail with where it came from');
select isnt_empty($$ select from public.last_locations where order_id = tests.kept('order') and lat = 51.5 $$, 'and moves the marker');
select is((select used_by from public.tracking_tokens where revoked_at is null and last_used_at is not null), 'owntracks', 'the token remembers when it was used, and by what');
select ok(not exists (select from public.tracking_tokens t where position(convert_to(current_setting('tests.second'), 'UTF8') in t.token_hash) > 0
  or t::text like '%' || current_setting('tests.second') || '%'), 'the token itself stands nowhere in its row');
select tests.sign_in_as('sam');
select pg_temp.begin('turn' || i) from generate_series(1, 9) i;
select tests.admin();
select is((select count(*)::int from public.tracking_tokens where order_id = tests.kept('order')), 6, 'a partner who rotates all day leaves a handful of rows');

-- the same rules as from the page
select tests.sign_in_as('sam');
select pg_temp.begin('live');
select tests.service();
select is(pg_temp.send('live', pg_temp.point(now() + interval '2 minutes')) #>> '{refused,0,reason}', 'in_the_future', 'a position from the future is refused');
select is(pg_temp.send('live', pg_temp.point(now() - interval '1 hour')) #>> '{refused,0,reason}', 'before_sharing', 'one from before the consent, perhaps from home, too');
select is(pg_temp.send('live', pg_temp.point(now() - interval '1 hour') || pg_temp.point(clock_timestamp() + interval '5 seconds')) ->> 'accepted', '1', 'and those after it are taken');
select is(pg_temp.send('live', '[]') ->> 'outcome', 'taken', 'a message without a position only shows the token');
select tests.refuses($$ select pg_temp.send('live', '{"lat": 51.5}') $$, 'PT422', 'invalid_batch', 'a batch that is none is refused');
select tests.admin();
select is((select count(*)::int from public.locations where recorded_at < (select started_at - interval '1 minute' from public.location_shares where order_id = tests.kept('order'))), 0,
  'nothing from before the consent is stored');

-- pauses
select tests.sign_in_as('sam');
select is((public.pause_sharing(tests.kept('order'), true)).status::text, 'sharing', 'a hidden page pauses nothing while an app sends in the background');
select is((public.pause_sharing(tests.kept('order'))).status::text, 'paused', 'the partner does');
select tests.service();
select is(pg_temp.send('live', pg_temp.point(clock_timestamp() + interval '20 seconds')) #>> '{refused,0,reason}', 'paused', 'then the app sends for nothing');
select tests.sign_in_as('sam');
select is((public.resume_sharing(tests.kept('order'))).status::text, 'paused', 'a page that comes back into view does not end the partner''s own pause');
select is((public.pause_sharing(tests.kept('order'), true)).is_held, true, 'nor does one that is hidden turn it into one that ends by itself');
select is((public.start_sharing(tests.kept('order'), 'v1')).status::text, 'sharing', 'the partner ends it');
select ok(public.stop_background_tracking(tests.kept('order')), 'the partner locks the app out');
select tests.service();
select is(pg_temp.send('live') ->> 'outcome', 'revoked', 'and it is');
select tests.sign_in_as('sam');
select is((select status::text from public.location_shares where order_id = tests.kept('order') and stopped_at is null), 'sharing', 'while the page goes on sharing');
select is((public.pause_sharing(tests.kept('order'), true)).status::text, 'paused', 'and pauses when it is hidden');
select is((public.resume_sharing(tests.kept('order'))).status::text, 'sharing', 'and goes on when it is seen');
select tests.sign_in_as('pia');
select tests.refuses($$ select public.resume_sharing(tests.kept('order')) $$, 'PT403', 'not_the_partner', 'nobody else makes it go on');
select tests.refuses($$ select public.pause_sharing(tests.kept('order'), true) $$, 'PT409', 'not_sharing', 'or pauses it');
select tests.sign_in_as('ada');
select tests.refuses($$ select public.resume_sharing(tests.kept('order')) $$, 'PT403', 'not_the_partner', 'the customer neither');
select tests.nobody();
select tests.denied($$ select public.resume_sharing(tests.kept('order')) $$, 'nor nobody');

-- who begins to look is told to the phone, which then sends more often
create function pg_temp.told() returns int language sql as $$
  select count(*)::int from realtime.messages where topic = 'user:' || tests.id_of('sam') and event = 'tracking_watched'
    and payload ->> 'order_id' = tests.kept('order')::text
$$;
select tests.sign_in_as('sam');
select public.open_tracking(tests.kept('order'));
select tests.sign_in_as('ada');
select public.open_tracking(tests.kept('order')), public.open_tracking(tests.kept('order')), public.keep_watching(tests.kept('order'));
select tests.admin();
select is(pg_temp.told(), 1, 'the partner''s phone is told once that the customer looks, and not that the partner does');
update public.location_views set first_at = now() - interval '1 hour', last_at = now() - interval '46 seconds' where order_id = tests.kept('order');
select tests.sign_in_as('sam');
select public.keep_watching(tests.kept('order'));
select tests.admin();
select is(pg_temp.told(), 1, 'a partner who looks at the own position is told nothing');
select tests.sign_in_as('ada');
select public.keep_watching(tests.kept('order'));
select tests.admin();
select is(pg_temp.told(), 2, 'and again when the customer comes back after a while');

-- revoked with the share, the partner and the order
select tests.sign_in_as('sam');
select pg_temp.begin('of_the_share');
select public.stop_sharing(tests.kept('order'));
select tests.refuses($$ select public.resume_sharing(tests.kept('order')) $$, 'PT409', 'not_sharing', 'what was stopped does not go on by itself');
select tests.service();
select is(pg_temp.send('of_the_share') ->> 'outcome', 'revoked', 'consent taken back takes the token with it');
select tests.sign_in_as('sam');
select pg_temp.begin('of_the_partner'), pg_temp.begin('of_the_order', 'other');
select tests.admin();
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select tests.service();
select is(pg_temp.send('of_the_partner') ->> 'outcome', 'revoked', 'with another partner the token of the former is gone');
select is(pg_temp.send('of_the_order') ->> 'accepted', '1', 'the token of another order is not');
select tests.sign_in_as('sam');
select tests.refuses($$ select public.start_background_tracking(tests.kept('order'), 'v1') $$, 'PT403', 'not_the_partner', 'the former partner gets no new one');
select tests.admin();
update public.orders set status = 'cancelled' where id = tests.kept('other');
select tests.service();
select is(pg_temp.send('of_the_order') ->> 'outcome', 'revoked', 'an order that closes takes its token with it');
select tests.admin();
select is_empty('select from public.tracking_tokens where revoked_at is null', 'and none is left good');
update public.tracking_tokens set revoked_at = null where token_hash = sha256(convert_to(current_setting('tests.of_the_order'), 'UTF8'));
select tests.service();
select is(pg_temp.send('of_the_order') ->> 'outcome', 'revoked', 'one that an admin brings back by hand opens nothing, because the share is over');
select tests.admin();
select ok(not exists (select from public.locations where order_id = tests.kept('other') and recorded_at > now() + interval '1 minute'), 'and nothing of it was stored');

select * from finish();
rollback;
