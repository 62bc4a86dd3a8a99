-- Who changed what: every change that staff make, and every edit by hand in the dashboard, written by the change itself. Nobody edits it.

alter table private.settings add column audit_days int not null default 730 check (audit_days between 90 and 3650);
comment on column private.settings.audit_days is 'Days that the audit log is kept. Until then nobody deletes a row of it, an admin neither.';

create table private.audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  transaction_id bigint not null default (pg_current_xact_id()::text)::bigint,
  actor_kind text not null check (actor_kind in ('staff', 'admin')),
  actor_id uuid check ((actor_id is not null) = (actor_kind = 'staff')),
  database_role text not null,
  call text check (length(call) <= 63),
  verb text not null check (verb in ('inserted', 'updated', 'deleted')),
  table_name text not null,
  row_key text not null,
  person_id uuid,
  before jsonb not null default '{}',
  after jsonb not null default '{}'
);
comment on table private.audit_log is 'Changes by staff in the app and by admins in the dashboard. Written by triggers on the tables themselves, never changed, gone after settings.audit_days.';
comment on column private.audit_log.id is 'Newer is greater.';
comment on column private.audit_log.at is 'When.';
comment on column private.audit_log.transaction_id is 'What one step changed in several rows carries one number.';
comment on column private.audit_log.actor_kind is 'staff: signed in to the app. admin: by hand, in the dashboard or over a connection of the database.';
comment on column private.audit_log.actor_id is 'Who of staff. No reference: the entry outlives the account.';
comment on column private.audit_log.database_role is 'Whose connection it was, such as postgres for the dashboard.';
comment on column private.audit_log.call is 'The call that did it, such as mute_member; empty: the row was edited by itself.';
comment on column private.audit_log.verb is 'What became of the row.';
comment on column private.audit_log.table_name is 'Schema and table.';
comment on column private.audit_log.row_key is 'The primary key of the row, its parts joined by /.';
comment on column private.audit_log.person_id is 'Whom the row is about, where it is about somebody.';
comment on column private.audit_log.before is 'The columns that changed, as they were. Words, addresses and names of people are kept as ***.';
comment on column private.audit_log.after is 'The same columns, as they are now.';
create index audit_log_at_idx on private.audit_log using brin (at);
create index audit_log_actor_idx on private.audit_log (actor_id, id) where actor_id is not null;
create index audit_log_person_idx on private.audit_log (person_id, id) where person_id is not null;
create index audit_log_row_idx on private.audit_log (table_name, row_key, id);
alter table private.audit_log enable row level security;
-- no policy and no grant: audit_page and audit_csv

create function private.tg_audit_log__keep() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op = 'DELETE' and old.at < now() - make_interval(days => (select s.audit_days from private.settings s)) then
    return old;
  end if;
  perform private.refuse(409, 'kept_as_evidence', 'The audit log is kept as it was written.');
  return null;
end $$;
create trigger _100_keep before update or delete on private.audit_log for each row execute function private.tg_audit_log__keep();
create trigger _200_keep before truncate on private.audit_log for each statement execute function private.tg_audit_log__keep();

-- A value as it may be kept: long ones are cut.
create function private.audit_value(value jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select case when length(value::text) > 2000 then to_jsonb(left(value::text, 2000) || '…') else value end
$$;

-- The call at the bottom of the stack; null when the row was changed by itself. The stack is PG_CONTEXT.
create function private.outermost_call(stack text) returns text
language sql immutable set search_path = '' as $$
  select coalesce(f.name[1], f.name[2]) from (
    select m.name, m.place from regexp_matches(stack, '^(?:PL/pgSQL function ([a-z_0-9]+\.[a-z_0-9]+)\(|SQL function "([a-z_0-9]+)")', 'gn')
      with ordinality m (name, place)) f
  order by f.place desc limit 1
$$;

create function private.forget_audit() returns int
language sql volatile set search_path = '' as $$
  with gone as (
    delete from private.audit_log a where a.at < now() - make_interval(days => (select s.audit_days from private.settings s)) returning 1)
  select count(*)::int from gone
$$;
select cron.schedule('orderline-audit', '53 3 * * *', 'select private.forget_audit()');
