-- The audit log for staff: page by page with filters, and as CSV.

-- what both calls read; asks nothing, so it is called by them alone
create function private.audit_rows(filter jsonb, before bigint, page int) returns table (
  id bigint, at timestamptz, transaction_id bigint, actor_kind text, actor_id uuid, actor_name text, database_role text, call text, verb text,
  table_name text, row_key text, person_id uuid, person_name text, before jsonb, after jsonb
)
language sql stable set search_path = '' as $$
  select a.id, a.at, a.transaction_id, a.actor_kind, a.actor_id, who.name, a.database_role, a.call, a.verb,
    a.table_name, a.row_key, a.person_id, whom.name, a.before, a.after
  from private.audit_log a
  left join public.profiles who on who.id = a.actor_id
  left join public.profiles whom on whom.id = a.person_id
  where (audit_rows.before is null or a.id < audit_rows.before)
    and (filter ->> 'actor_kind' is null or a.actor_kind = filter ->> 'actor_kind')
    and (filter ->> 'actor' is null or a.actor_id = (filter ->> 'actor')::uuid)
    and (filter ->> 'person' is null or a.person_id = (filter ->> 'person')::uuid)
    and (filter ->> 'table' is null or a.table_name = filter ->> 'table')
    and (filter ->> 'since' is null or a.at >= (filter ->> 'since')::timestamptz)
    and (filter ->> 'until' is null or a.at < (filter ->> 'until')::timestamptz)
    -- what is looked for is text, not a pattern
    and (filter ->> 'search' is null or position(lower(filter ->> 'search') in
      lower(concat_ws(' ', a.call, a.table_name, a.row_key, who.name, whom.name, a.before::text, a.after::text))) > 0)
  order by a.id desc limit audit_rows.page
$$;

create function private.check_audit_filter(filter jsonb) returns void
language plpgsql stable set search_path = '' as $$
begin
  perform private.require_staff();
  if jsonb_typeof(filter) is distinct from 'object' or exists (select from jsonb_each(filter) e where jsonb_typeof(e.value) <> 'string'
      or e.key <> all ('{actor_kind,actor,person,table,since,until,search}'::text[]) or length(e.value #>> '{}') > 200) then
    perform private.refuse(422, 'invalid_filter', 'There is no such filter.');
  end if;
  perform (filter ->> 'actor')::uuid, (filter ->> 'person')::uuid, (filter ->> 'since')::timestamptz, (filter ->> 'until')::timestamptz;
exception when invalid_text_representation or invalid_datetime_format or datetime_field_overflow then
  perform private.refuse(422, 'invalid_filter', 'There is no such filter.');
end $$;

-- definer: private has no grants
create function public.audit_page(filter jsonb default '{}', before bigint default null, page int default 50) returns table (
  id bigint, at timestamptz, transaction_id bigint, actor_kind text, actor_id uuid, actor_name text, database_role text, call text, verb text,
  table_name text, row_key text, person_id uuid, person_name text, was jsonb, became jsonb
)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.check_audit_filter(audit_page.filter);
  return query select * from private.audit_rows(audit_page.filter, audit_page.before, least(greatest(coalesce(audit_page.page, 50), 1), 100));
end $$;
comment on function public.audit_page is
  'For staff: what staff and admins changed, newest first; before is the id of the last entry seen. filter: any of {actor_kind, actor, person, table, since, until, search}, all texts. Errors: not_staff, invalid_filter.';
grant execute on function public.audit_page to authenticated;

-- definer: as above
create function public.audit_csv(filter jsonb default '{}') returns text
language plpgsql stable security definer set search_path = '' as $$
declare
  body text;
begin
  perform private.check_audit_filter(audit_csv.filter);
  select string_agg(line.fields || e'\r\n', '' order by line.id desc) into body from (
    select r.id, (select string_agg(private.csv_field(f.value), ',' order by f.place)
      from json_each_text(row_to_json(r)) with ordinality f (key, value, place)) as fields
    from private.audit_rows(audit_csv.filter, null, 10000) r) line;
  return 'id,at,transaction_id,actor_kind,actor_id,actor_name,database_role,call,verb,table_name,row_key,person_id,person_name,before,after'
    || e'\r\n' || coalesce(body, '');
end $$;
comment on function public.audit_csv is
  'For staff: what audit_page gives for the same filter, as CSV (RFC 4180, UTF-8, the newest 10000 entries), safe to open in a spreadsheet. Errors: not_staff, invalid_filter.';
grant execute on function public.audit_csv to authenticated;

-- definer: as above; the tables there are entries of, for a list to choose from
create function public.audit_tables() returns setof text
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_staff();
  return query select t.tgrelid::regclass::text from pg_catalog.pg_trigger t
    where t.tgname = '_800_audit' and t.tgfoid = 'private.tg__audit()'::regprocedure order by 1;
end $$;
comment on function public.audit_tables is 'For staff: the tables that are under the audit. Errors: not_staff.';
grant execute on function public.audit_tables to authenticated;
