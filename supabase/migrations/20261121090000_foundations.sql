-- What every later chapter stands on: extensions, the private schema, and a world that is closed until a grant opens it.

create extension if not exists pgcrypto with schema extensions;
create extension if not exists pg_net with schema extensions;
create extension if not exists pg_cron with schema pg_catalog;
create extension if not exists supabase_vault with schema vault;

create schema private;
comment on schema private is 'Helpers, trigger functions, templates and the outbox. Never exposed to the API; admins see it in the dashboard.';
grant usage on schema private to authenticated, service_role;

-- Supabase grants everything in public to the API roles by default; here a table or function is closed until its chapter opens it
alter default privileges in schema public revoke all on tables from anon, authenticated, service_role;
alter default privileges in schema public revoke all on sequences from anon, authenticated, service_role;
alter default privileges in schema public revoke execute on functions from anon, authenticated, service_role;
-- execute for everyone is a global default of Postgres, so it can only be revoked without naming a schema
alter default privileges revoke execute on functions from public;

-- Refuses a call: HTTP status for the API, a code word for programs (docs/errors.md), a sentence for people.
create function private.refuse(status int, code text, message text) returns void
language plpgsql set search_path = '' as $$
begin
  raise exception using errcode = 'PT' || status, hint = code, message = message;
end $$;

create function private.tg__touch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := now();
  return new;
end $$;
comment on function private.tg__touch() is 'Keeps updated_at true, whoever edits the row.';

-- a number of seconds or days that an operator may change without a release
create table private.settings (
  is_only boolean primary key default true check (is_only),
  lease_seconds int not null default 60 check (lease_seconds between 1 and 600),
  ambiguous_after_seconds int not null default 120 check (ambiguous_after_seconds between 0 and 3600),
  max_attempts int not null default 8 check (max_attempts between 1 and 50),
  location_retention_days int not null default 7 check (location_retention_days between 1 and 90)
);
comment on table private.settings is 'One row of operational limits, read at every use: an edit counts from the next claim or sweep.';
comment on column private.settings.is_only is 'Always true: it keeps this table at one row.';
comment on column private.settings.lease_seconds is 'How long a worker may hold a claimed delivery before another may take it.';
comment on column private.settings.ambiguous_after_seconds is 'How long an SMS whose answer was lost waits for its callback before it is looked up at the provider.';
comment on column private.settings.max_attempts is 'Tries before a delivery is given up as dead; a 429 does not count.';
comment on column private.settings.location_retention_days is 'Days that raw positions are kept; older partitions are dropped.';
alter table private.settings enable row level security;
-- no policy and no grant: admins only
insert into private.settings default values;

-- The only place that calls a function. What is said is the shape of a database webhook, and means no more than "there is work".
-- definer: the address and the secret come from Vault; without them nothing is called, and nothing fails
create function private.call_function(function_name text, table_name text, record jsonb default '{}') returns void
language plpgsql security definer set search_path = '' as $$
declare
  base text := (select decrypted_secret from vault.decrypted_secrets where name = 'functions_url');
  secret text := (select decrypted_secret from vault.decrypted_secrets where name = 'webhook_secret');
begin
  if base is null or secret is null then
    return;
  end if;
  perform net.http_post(
    url := base || '/' || call_function.function_name,
    body := jsonb_build_object('type', 'INSERT', 'table', call_function.table_name, 'schema', 'private', 'record', call_function.record, 'old_record', null),
    headers := jsonb_build_object('content-type', 'application/json', 'authorization', 'Bearer ' || secret),
    timeout_milliseconds := 5000);
end $$;
comment on function private.call_function is 'Knocks at an edge function through pg_net, which may lose it: whoever calls this has a sweep as well.';
