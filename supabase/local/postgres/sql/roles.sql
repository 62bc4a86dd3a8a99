-- The roles of a hosted project, once per cluster. `postgres` is not a superuser: what it may not do there fails here too.
create role anon nologin inherit;
create role authenticated nologin inherit;
create role service_role nologin inherit bypassrls;
create role authenticator login noinherit;
create role postgres login createdb createrole replication bypassrls;
create role supabase_auth_admin login noinherit createrole;
create role supabase_storage_admin login noinherit createrole;
create role supabase_realtime_admin nologin noinherit;
create role supabase_functions_admin login noinherit createrole;
create role supabase_replication_admin login replication;
create role supabase_read_only_user login bypassrls;
create role dashboard_user createdb createrole replication;

grant anon, authenticated, service_role to authenticator;
grant anon, authenticated, service_role to postgres with admin option;
grant pg_monitor, pg_read_all_data, pg_signal_backend, pg_create_subscription to postgres;
grant supabase_functions_admin to postgres;
grant pg_read_all_data to supabase_read_only_user;
-- hosted lets postgres write policies on these roles' tables through supautils; here it inherits their ownership
grant supabase_storage_admin, supabase_realtime_admin to postgres with inherit true, set false;

alter role supabase_admin set search_path to "$user", public, extensions;
alter role postgres set search_path to "$user", public, extensions;
alter role supabase_functions_admin set search_path to supabase_functions;
alter role anon set statement_timeout to '3s';
alter role authenticated set statement_timeout to '8s';
alter role authenticator set statement_timeout to '8s';
alter role authenticator set lock_timeout to '8s';
