-- What hosted Supabase has before anybody's first migration: realtime.messages, the functions that write it, two publications.
-- Run by a superuser; running it again changes nothing. Roles come from the stack.

create schema if not exists realtime authorization supabase_realtime_admin;
grant usage on schema realtime to postgres, anon, authenticated, service_role;

create table if not exists realtime.messages (
  topic text not null,
  extension text not null,
  payload jsonb,
  event text,
  private boolean default false,
  updated_at timestamp not null default now(),
  inserted_at timestamp not null default now(),
  id uuid not null default gen_random_uuid(),
  binary_payload bytea,
  primary key (id, inserted_at),
  constraint messages_one_payload check (payload is null or binary_payload is null)
) partition by range (inserted_at);
create index if not exists messages_inserted_at_topic_index on realtime.messages (inserted_at desc, topic)
  where extension = 'broadcast' and private;
alter table realtime.messages owner to supabase_realtime_admin;
alter table realtime.messages enable row level security;
grant select, insert, update on realtime.messages to postgres, anon, authenticated, service_role;

create or replace function realtime.topic() returns text
language sql stable as $$
  select nullif(current_setting('realtime.topic', true), '');
$$;

-- Security invoker as upstream: the caller's own insert policy decides, and a refusal is only a warning.
create or replace function realtime.send(payload jsonb, event text, topic text, private boolean default true) returns void
language plpgsql as $$
declare
  message_id uuid := gen_random_uuid();
begin
  perform set_config('realtime.topic', send.topic, true);
  insert into realtime.messages (id, payload, event, topic, private, extension)
  values (
    message_id,
    case when send.payload ? 'id' then send.payload else send.payload || jsonb_build_object('id', message_id) end,
    send.event, send.topic, send.private, 'broadcast'
  );
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

create or replace function realtime.send_binary(payload bytea, event text, topic text, private boolean default true)
returns void
language plpgsql as $$
begin
  perform set_config('realtime.topic', send_binary.topic, true);
  insert into realtime.messages (binary_payload, event, topic, private, extension)
  values (send_binary.payload, send_binary.event, send_binary.topic, send_binary.private, 'broadcast');
exception when others then
  raise warning 'WarnSendingBroadcastMessage: %', sqlerrm;
end
$$;

create or replace function realtime.broadcast_changes(
  topic_name text, event_name text, operation text, table_name text, table_schema text,
  new record, old record, level text default 'ROW'
) returns void
language plpgsql as $$
begin
  if level = 'STATEMENT' then
    raise exception 'function can only be triggered for each row, not for each statement';
  end if;
  if operation not in ('INSERT', 'UPDATE', 'DELETE') then
    raise exception 'Unexpected operation type: %', operation;
  end if;
  perform realtime.send(
    jsonb_build_object(
      'old_record', old, 'record', new, 'operation', operation, 'table', table_name, 'schema', table_schema
    ),
    event_name, topic_name
  );
exception when others then
  raise exception 'Failed to process the row: %', sqlerrm;
end
$$;

do $$
begin
  if not exists (select from pg_publication where pubname = 'supabase_realtime_messages_publication') then
    create publication supabase_realtime_messages_publication for table realtime.messages;
  end if;
  if not exists (select from pg_publication where pubname = 'supabase_realtime') then
    create publication supabase_realtime;
  end if;
  -- Migrations run as postgres and add their tables to it.
  alter publication supabase_realtime owner to postgres;
end
$$;

-- From here on: helpers of this server alone. Hosted Supabase has no such schema, so no migration may name it.
create schema if not exists local_realtime;
revoke all on schema local_realtime from public;

-- Daily partitions from yesterday to three days ahead; what is older than three days goes, as upstream's janitor does.
create or replace function local_realtime.maintain_partitions() returns void
language plpgsql as $$
declare
  day date;
  name text;
begin
  for day in select generate_series(current_date - 1, current_date + 3, interval '1 day')::date loop
    name := 'messages_' || to_char(day, 'YYYY_MM_DD');
    if to_regclass(format('realtime.%I', name)) is null then
      execute format('create table realtime.%I partition of realtime.messages for values from (%L) to (%L)', name, day, day + 1);
      execute format('alter table realtime.%I owner to supabase_realtime_admin', name);
    end if;
  end loop;
  for name in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'realtime.messages'::regclass
      and c.relname ~ '^messages_\d{4}_\d{2}_\d{2}$'
      and to_date(right(c.relname, 10), 'YYYY_MM_DD') < current_date - 3
  loop
    execute format('drop table realtime.%I', name);
  end loop;
end
$$;

create or replace function local_realtime.act_as(role text, claims text, topic text, headers text) returns void
language sql as $$
  select
    set_config('realtime.topic', act_as.topic, true),
    set_config('request.jwt.claims', act_as.claims, true),
    set_config('request.jwt.claim.sub', coalesce(act_as.claims::jsonb ->> 'sub', ''), true),
    set_config('request.jwt.claim.role', act_as.role, true),
    set_config('request.headers', act_as.headers, true),
    set_config('role', act_as.role, true);
$$;

-- The upstream read check: probe rows are inserted as the server, looked for as the person, and undone. The exception
-- undoes rows and settings without a second round trip; plpgsql variables survive it.
create or replace function local_realtime.read_policies(
  topic text, role text, claims text, headers text, presence boolean, out can_broadcast boolean, out can_presence boolean
)
language plpgsql as $$
declare
  broadcast_probe uuid := gen_random_uuid();
  presence_probe uuid := gen_random_uuid();
  seen uuid[];
begin
  insert into realtime.messages (id, topic, extension)
  select broadcast_probe, read_policies.topic, 'broadcast'
  union all
  select presence_probe, read_policies.topic, 'presence' where read_policies.presence;
  perform local_realtime.act_as(role, claims, topic, headers);
  seen := array(select m.id from realtime.messages m where m.id in (broadcast_probe, presence_probe));
  raise exception using errcode = 'RTUND';
exception when sqlstate 'RTUND' then
  can_broadcast := broadcast_probe = any(seen);
  can_presence := case when presence then presence_probe = any(seen) end;
end
$$;

-- The upstream write check: insert as the person; 42501 means no.
create or replace function local_realtime.write_policy(topic text, role text, claims text, headers text, extension text)
returns boolean
language plpgsql as $$
begin
  perform local_realtime.act_as(role, claims, topic, headers);
  insert into realtime.messages (topic, extension) values (write_policy.topic, write_policy.extension);
  raise exception using errcode = 'RTUND';
exception
  when sqlstate 'RTUND' then return true;
  when insufficient_privilege then return false;
end
$$;

-- For postgres_changes: which of these rows (by primary key) does each viewer see? One probe per viewer, not per row.
create or replace function local_realtime.visible(
  relation regclass, keys jsonb, key_columns text[], roles text[], claims text[]
) returns table (seen int[], error text)
language plpgsql as $$
declare
  probe text := format(
    'select array_agg(k.place::int - 1) from jsonb_array_elements($1) with ordinality as k(key, place)
     cross join lateral jsonb_populate_record(null::%1$s, k.key) r where exists (select from %1$s t where %2$s)',
    relation, (select string_agg(format('t.%1$I = r.%1$I', c), ' and ') from unnest(key_columns) as c));
begin
  for viewer in 1 .. cardinality(roles) loop
    error := null;
    begin
      perform set_config('request.jwt.claims', claims[viewer], true), set_config('role', roles[viewer], true);
      execute probe into seen using keys;
      perform set_config('role', 'none', true);
    exception when others then
      seen := '{}';
      error := sqlerrm;
    end;
    return next;
  end loop;
end
$$;

-- One row as JSON text: only columns that came with the change and that this viewer may read; `is_large` drops long values.
create or replace function local_realtime.pick(contents jsonb, given jsonb, columns text[], is_large boolean) returns text
language sql immutable as $$
  select coalesce(jsonb_object_agg(f.key, f.value), '{}')::text
  from jsonb_each(contents) f
  where given ? f.key and f.key = any(columns) and not (is_large and octet_length(f.value::text) > 64);
$$;
