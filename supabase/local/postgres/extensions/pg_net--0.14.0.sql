-- Names, arguments, defaults and grants as in pg_net; what C and libcurl do there, supabase/local/workers/net.ts does here.
create schema net;

create domain net.http_method as text check (value ilike 'get' or value ilike 'post' or value ilike 'delete');

-- unlogged as upstream: a crash of Postgres empties both tables
create unlogged table net.http_request_queue (
  id bigserial,
  method net.http_method not null,
  url text not null,
  headers jsonb,
  body bytea,
  timeout_milliseconds int not null
);

create unlogged table net._http_response (
  id bigint,
  status_code integer,
  content_type text,
  headers jsonb,
  content text,
  timed_out bool,
  error_msg text,
  created timestamptz not null default now()
);
create index on net._http_response (created);

-- Ours: is the worker polling anyway? NOTIFY takes a lock that serialises commits, so it is only sent to a worker that sleeps.
create unlogged table net._worker (is_awake boolean not null);

create function net.wake() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from net._worker where is_awake) then
    perform pg_notify('pg_net_wake', '');
  end if;
end $$;

create function net.check_worker_is_up() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from pg_stat_activity where application_name = 'pg_net worker' and datname = current_database()) then
    raise exception using
      message = 'the pg_net background worker is not up',
      hint = 'start the embedded stack: its supervisor runs the worker';
  end if;
end $$;

create function net.wait_until_running() returns void
language plpgsql security definer set search_path = '' as $$
begin
  while not exists (select from pg_stat_activity where application_name = 'pg_net worker' and datname = current_database()) loop
    perform pg_sleep(0.05), pg_stat_clear_snapshot();
  end loop;
end $$;

create function net._urlencode_string(string varchar) returns text
language sql immutable strict as $$
  select coalesce(string_agg(
    case when c ~ '^[A-Za-z0-9_.~-]$' then c
    else regexp_replace(upper(encode(convert_to(c, 'UTF8'), 'hex')), '(..)', '%\1', 'g') end, '' order by place), '')
  from regexp_split_to_table(string, '') with ordinality as t(c, place) where c <> ''
$$;

create function net._encode_url_with_params_array(url text, params_array text[]) returns text
language sql immutable as $$
  select case
    when coalesce(cardinality(params_array), 0) = 0 then url
    else url || case when position('?' in url) > 0 then '&' else '?' end || array_to_string(params_array, '&')
  end
$$;

create function net._with_params(url text, params jsonb) returns text
language sql immutable as $$
  select net._encode_url_with_params_array(url, array(
    select net._urlencode_string(key) || '=' || net._urlencode_string(value) from jsonb_each_text(params)))
$$;

create function net.http_get(
  url text,
  params jsonb default '{}',
  headers jsonb default '{}',
  timeout_milliseconds int default 5000
) returns bigint
language plpgsql as $$
declare
  request_id bigint;
begin
  insert into net.http_request_queue (method, url, headers, timeout_milliseconds)
  values ('GET', net._with_params(http_get.url, params), http_get.headers, http_get.timeout_milliseconds)
  returning id into request_id;
  perform net.wake();
  return request_id;
end $$;

create function net.http_post(
  url text,
  body jsonb default '{}',
  params jsonb default '{}',
  headers jsonb default '{"Content-Type": "application/json"}',
  timeout_milliseconds int default 5000
) returns bigint
language plpgsql as $$
declare
  request_id bigint;
  content_type text := (
    select h.value from jsonb_each_text(coalesce(http_post.headers, '{}')) h where lower(h.key) = 'content-type' limit 1);
begin
  if content_type <> 'application/json' then
    raise exception 'Content-Type header must be "application/json"';
  end if;
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  values (
    'POST', net._with_params(http_post.url, params),
    case when content_type is null then http_post.headers || '{"Content-Type": "application/json"}' else http_post.headers end,
    convert_to(http_post.body::text, 'UTF8'), http_post.timeout_milliseconds)
  returning id into request_id;
  perform net.wake();
  return request_id;
end $$;

create function net.http_delete(
  url text,
  params jsonb default '{}',
  headers jsonb default '{}',
  timeout_milliseconds int default 5000,
  body jsonb default null
) returns bigint
language plpgsql as $$
declare
  request_id bigint;
begin
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  values ('DELETE', net._with_params(http_delete.url, params), http_delete.headers,
    convert_to(http_delete.body::text, 'UTF8'), http_delete.timeout_milliseconds)
  returning id into request_id;
  perform net.wake();
  return request_id;
end $$;

create type net.request_status as enum ('PENDING', 'SUCCESS', 'ERROR');
create type net.http_response as (status_code integer, headers jsonb, body text);
create type net.http_response_result as (status net.request_status, message text, response net.http_response);

create function net._await_response(request_id bigint) returns bool
language plpgsql as $$
begin
  while not exists (select from net._http_response where id = request_id) loop
    perform pg_sleep(0.05);
  end loop;
  return true;
end $$;

create function net._http_collect_response(request_id bigint, async bool default true) returns net.http_response_result
language plpgsql as $$
declare
  answer net._http_response;
begin
  if not async then
    perform net._await_response(request_id);
  end if;
  select * into answer from net._http_response where id = request_id;
  if not found or answer.error_msg is not null then
    return row('ERROR', coalesce(answer.error_msg, 'request matching request_id not found'), null)::net.http_response_result;
  end if;
  return row('SUCCESS', 'ok', row(answer.status_code, answer.headers, answer.content))::net.http_response_result;
end $$;

create function net.http_collect_response(request_id bigint, async bool default true) returns net.http_response_result
language sql as $$ select net._http_collect_response(request_id, async) $$;

-- upstream's own grants: the schema is not exposed to the API, inside the database it is open
grant usage on schema net to public;
grant all on all sequences in schema net to public;
grant all on net.http_request_queue, net._http_response to public;
