-- The days of the trail: made ahead, dropped whole past retention; a day nobody made loses nothing.
begin;
\ir helpers.psql
select plan(13);

create function pg_temp.days() returns setof int language sql as $$
  select to_date(right(c.relname, 8), 'YYYYMMDD') - (now() at time zone 'utc')::date from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where i.inhparent = 'public.locations'::regclass and c.relname <> 'locations_default' order by 1
$$;
create function pg_temp.day_name(days int) returns text language sql as $$ select 'private.locations_' || to_char((now() at time zone 'utc')::date + days, 'YYYYMMDD') $$;
create function pg_temp.store(days int, at text default '12:00') returns void language sql as $$
  insert into public.locations (order_id, partner_id, recorded_at, client_id, lat, lng)
  values (gen_random_uuid(), gen_random_uuid(), (now() at time zone 'utc')::date + days + at::time at time zone 'utc', gen_random_uuid(), 51.5, -0.1)
$$;
create function pg_temp.stored() returns setof int language sql as $$
  select (recorded_at at time zone 'utc')::date - (now() at time zone 'utc')::date from public.locations order by 1
$$;

select results_eq('select pg_temp.days()', 'select generate_series(-1, 7)', 'there is a day for yesterday, today and a week ahead');
select is_empty($$ select from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'public.locations'::regclass and not c.relrowsecurity $$,
  'each has row-level security');
select is((select count(*)::int from cron.job where command like '%keep_location_partitions%' and schedule = '17 * * * *'), 1, 'an hourly job keeps them');

-- the job stood still for a month
select pg_temp.store(-31), pg_temp.store(-30), pg_temp.store(-7), pg_temp.store(-6), pg_temp.store(0), pg_temp.store(30, '00:00'), pg_temp.store(30, '23:59:59.999999');
select is((select count(*)::int from private.locations_default), 6, 'points of days nobody made are kept aside');
select results_eq('select pg_temp.stored()', 'values (-31), (-30), (-7), (-6), (0), (30), (30)', 'in the trail as all others');
update private.settings set location_retention_days = 7;
select private.keep_location_partitions();
select is_empty('select from private.locations_default', 'the job moves each to its day');
select results_eq('select pg_temp.stored()', 'values (-7), (-6), (0), (30), (30)', 'and drops what is past retention');
select is(to_regclass(pg_temp.day_name(-30)), null, 'with the table that held it');
select is_empty($$ select from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'public.locations'::regclass and not c.relrowsecurity $$,
  'a day made later has row-level security too');
select is((select count(*)::int from pg_index where indrelid = pg_temp.day_name(30)::regclass), 2, 'and the indexes');
select results_eq($$ select tableoid::regclass::text from public.locations where recorded_at > now() + interval '20 days' group by 1 $$, $$ select pg_temp.day_name(30) $$,
  'a day ends where the next begins');
select lives_ok('select private.keep_location_partitions()', 'running it again changes nothing');
update private.settings set location_retention_days = 1;
select private.keep_location_partitions();
select results_eq('select pg_temp.stored()', 'values (0), (30), (30)', 'a shorter retention holds from the next hour on');

select * from finish();
rollback;
