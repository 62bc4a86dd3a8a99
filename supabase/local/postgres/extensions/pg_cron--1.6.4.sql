-- Names, arguments and tables as in pg_cron 1.6; its background worker is supabase/local/workers/cron.ts.
create schema cron;
create sequence cron.jobid_seq;
create sequence cron.runid_seq;

create table cron.job (
  jobid bigint primary key default nextval('cron.jobid_seq'),
  schedule text not null,
  command text not null,
  nodename text not null default 'localhost',
  nodeport int not null default inet_server_port(),
  database text not null default current_database(),
  username text not null default current_user,
  active boolean not null default true,
  jobname text,
  constraint jobname_username_uniq unique (jobname, username)
);
alter table cron.job enable row level security;
create policy cron_job_policy on cron.job using (username = current_user);

create table cron.job_run_details (
  jobid bigint,
  runid bigint primary key default nextval('cron.runid_seq'),
  job_pid integer,
  database text,
  username text,
  command text,
  status text,
  return_message text,
  start_time timestamptz,
  end_time timestamptz
);
alter table cron.job_run_details enable row level security;
create policy cron_job_run_details_policy on cron.job_run_details using (username = current_user);

create function cron._tell() returns trigger
language plpgsql as $$
begin
  perform pg_notify('pg_cron_jobs', '');
  return null;
end $$;
create trigger cron_job_cache_invalidate after insert or update or delete or truncate on cron.job
for each statement execute function cron._tell();

-- One field of a cron line: lists of *, n or n-m, each with an optional /step.
create function cron._is_field(field text, lowest int, highest int) returns boolean
language sql immutable as $$
  select bool_and(
    item ~ '^(\*|\d{1,2}(-\d{1,2})?)(/[1-9]\d?)?$'
    and coalesce((select bool_and(n[1]::int between lowest and highest)
                  from regexp_matches(split_part(item, '/', 1), '\d+', 'g') n), true)
    and coalesce(split_part(split_part(item, '/', 1), '-', 1)::text ~ '\*'
                 or split_part(split_part(item, '/', 1), '-', 2) = ''
                 or split_part(split_part(item, '/', 1), '-', 1)::int <= split_part(split_part(item, '/', 1), '-', 2)::int, false))
  from string_to_table(field, ',') item
$$;

create function cron._names_to_numbers(field text, names text[], first int) returns text
language plpgsql immutable as $$
begin
  for i in 1 .. cardinality(names) loop
    field := replace(field, names[i], (i - 1 + first)::text);
  end loop;
  return field;
end $$;

create function cron._is_schedule(schedule text) returns boolean
language plpgsql immutable as $$
declare
  line text := lower(trim(schedule));
  f text[] := regexp_split_to_array(line, '\s+');
begin
  if line ~ '^([1-9]|[1-5]\d)\s+seconds?$' or line in ('@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly') then
    return true;
  end if;
  return cardinality(f) = 5
    and cron._is_field(f[1], 0, 59)
    and cron._is_field(f[2], 0, 23)
    and (f[3] = '$' or cron._is_field(f[3], 1, 31))
    and cron._is_field(cron._names_to_numbers(f[4], '{jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec}', 1), 1, 12)
    and cron._is_field(cron._names_to_numbers(f[5], '{sun,mon,tue,wed,thu,fri,sat}', 0), 0, 7);
end $$;

create function cron._check_schedule(schedule text) returns void
language plpgsql as $$
begin
  if not coalesce(cron._is_schedule(schedule), false) then
    raise exception using
      errcode = 'invalid_parameter_value',
      message = format('invalid schedule: %s', schedule),
      hint = 'Use cron format (e.g. 5 4 * * *), or interval format ''[1-59] seconds''';
  end if;
end $$;

-- The table is read-only for its users, as on hosted Supabase; the callers below say who asks.
create function cron._store(
  job_name text, schedule text, command text, database text, username text, active boolean
) returns bigint
language plpgsql security definer set search_path = '' as $$
declare
  stored bigint;
begin
  perform cron._check_schedule(schedule);
  insert into cron.job as j (jobname, schedule, command, database, username, active)
  values (job_name, _store.schedule, _store.command, coalesce(_store.database, current_database()), _store.username, coalesce(_store.active, true))
  on conflict on constraint jobname_username_uniq do update
    set schedule = excluded.schedule, command = excluded.command, database = excluded.database, active = excluded.active
  returning j.jobid into stored;
  return stored;
end $$;

create function cron._change(
  job_id bigint, schedule text, command text, database text, new_username text, active boolean, asker text
) returns void
language plpgsql security definer set search_path = '' as $$
begin
  if schedule is not null then
    perform cron._check_schedule(schedule);
  end if;
  update cron.job j set
    schedule = coalesce(_change.schedule, j.schedule), command = coalesce(_change.command, j.command),
    database = coalesce(_change.database, j.database), username = coalesce(new_username, j.username),
    active = coalesce(_change.active, j.active)
  where j.jobid = job_id and (j.username = asker or (select r.rolsuper from pg_catalog.pg_roles r where r.rolname = asker));
  if not found then
    raise exception 'Job % does not exist or you don''t own it', job_id;
  end if;
end $$;

create function cron._drop(job_id bigint, asker text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from cron.job j
  where j.jobid = job_id and (j.username = asker or (select r.rolsuper from pg_catalog.pg_roles r where r.rolname = asker));
  if not found then
    raise exception 'could not find valid entry for job ''%''', job_id;
  end if;
  return true;
end $$;

create function cron.schedule(schedule text, command text) returns bigint
language sql as $$ select cron._store(null, schedule, command, null, current_user, true) $$;

create function cron.schedule(job_name text, schedule text, command text) returns bigint
language sql as $$ select cron._store(job_name, schedule, command, null, current_user, true) $$;

create function cron.schedule_in_database(
  job_name text, schedule text, command text, database text, username text default null, active boolean default true
) returns bigint
language sql as $$ select cron._store(job_name, schedule, command, database, coalesce(username, current_user), active) $$;

create function cron.alter_job(
  job_id bigint, schedule text default null, command text default null, database text default null,
  username text default null, active boolean default null
) returns void
language sql as $$ select cron._change(job_id, schedule, command, database, username, active, current_user) $$;

create function cron.unschedule(job_id bigint) returns boolean
language sql as $$ select cron._drop(job_id, current_user) $$;

create function cron.unschedule(job_name text) returns boolean
language plpgsql as $$
declare
  found_id bigint := (select j.jobid from cron.job j where j.jobname = unschedule.job_name and j.username = current_user);
begin
  if found_id is null then
    raise exception 'could not find valid entry for job ''%''', job_name;
  end if;
  return cron._drop(found_id, current_user);
end $$;

-- what hosted Supabase grants after create extension
revoke execute on all functions in schema cron from public;
grant usage on schema cron to postgres with grant option;
grant execute on all functions in schema cron to postgres with grant option;
grant select on cron.job to postgres with grant option;
grant select, insert, update, delete, truncate, references on cron.job_run_details to postgres with grant option;
grant all on all sequences in schema cron to postgres with grant option;
