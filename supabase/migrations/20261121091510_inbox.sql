-- Reading the inbox: pages by key, through a filter that the marks of the next chapter understand too.

-- a filter as a condition on notifications n: every value is cast and quoted here, and nothing else of it becomes SQL
create function private.inbox_where(filter jsonb) returns text
language plpgsql stable set search_path = '' as $$
declare
  f jsonb := jsonb_strip_nulls(filter);
  box text := coalesce(f ->> 'box', 'inbox');
begin
  if jsonb_typeof(f) is distinct from 'object' or box <> all ('{inbox,archived,snoozed}')
    or jsonb_typeof(coalesce(f -> 'unread', 'true')) <> 'boolean' or exists (
      select from jsonb_object_keys(f) k where k <> all ('{box,category,priority,unread,from,to,text}')) then
    perform private.refuse(422, 'invalid_filter', 'A filter has box, category, priority, unread, from, to and text, and nothing else.');
  end if;
  return concat_ws(' and ',
    case box when 'inbox' then 'n.inbox_at <= now() and n.archived_at is null'
      when 'archived' then 'n.inbox_at <= now() and n.archived_at is not null'
      -- only what the person put off: what is merely scheduled is not theirs to know yet
      else 'n.inbox_at > now() and n.archived_at is null and n.snoozed_until > now() and n.deliver_after <= now()' end,
    case when f ? 'category' then
      format('n.category = any (%L::text[])', array(select jsonb_array_elements_text(f -> 'category'))) end,
    case when f ? 'priority' then format('n.priority = any (%L::public.notification_priority[])',
      array(select jsonb_array_elements_text(f -> 'priority'))::public.notification_priority[]) end,
    case f ->> 'unread' when 'true' then 'n.read_at is null' when 'false' then 'n.read_at is not null' end,
    case when f ? 'from' then format('n.inbox_at >= %L::timestamptz', (f ->> 'from')::timestamptz) end,
    case when f ? 'to' then format('n.inbox_at < %L::timestamptz', (f ->> 'to')::timestamptz) end,
    case when f ? 'text' then format('strpos(lower(n.title || %L || n.body), lower(%L)) > 0', ' ', f ->> 'text') end);
exception when data_exception then
  perform private.refuse(422, 'invalid_filter', 'Category and priority are lists; from and to are times.');
  return null;
end $$;

-- written out for each filter, so that each is planned for what it asks and walks one index; the test asks for its plan
create function private.inbox_query(filter jsonb, is_first boolean) returns text
language sql stable set search_path = '' as $$
  select format('select n.id, n.event_type, n.category, n.priority, n.title, n.body, n.action_url, n.action_label, n.image_url,
      n.subject_type, n.subject_id, n.created_at, n.inbox_at, n.seen_at, n.read_at, n.archived_at, n.snoozed_until
    from public.notifications n where n.user_id = $1 and %s %s order by n.inbox_at desc, n.id desc limit $4',
    private.inbox_where(filter), case when not is_first then 'and (n.inbox_at, n.id) < ($2, $3)' end)
$$;

-- definer: what is snoozed lies outside the policy, and is shown to nobody but through this call
create function public.inbox_page(
  filter jsonb default '{}', before_at timestamptz default null, before_id uuid default null, page_size int default 30
) returns table (
  id uuid, event_type text, category text, priority public.notification_priority, title text, body text,
  action_url text, action_label text, image_url text, subject_type text, subject_id uuid,
  created_at timestamptz, inbox_at timestamptz, seen_at timestamptz, read_at timestamptz, archived_at timestamptz, snoozed_until timestamptz
)
language plpgsql stable security definer set search_path = '' as $$
begin
  return query execute private.inbox_query(inbox_page.filter, before_at is null)
  using (select auth.uid()), before_at, coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
    least(greatest(coalesce(page_size, 30), 1), 100);
end $$;
comment on function public.inbox_page is
  'A page of the caller''s inbox, newest first, at most 100. filter: {"box": "inbox" | "archived" | "snoozed", "category": […], "priority": […], "unread": true | false, "from": time, "to": time, "text": words}. For the next page pass inbox_at and id of the last row as before_at and before_id. Errors: invalid_filter.';
grant execute on function public.inbox_page to authenticated;

create function public.inbox_statistics() returns table (category text, label text, unread int, total int, last_7_days int)
language sql stable set search_path = '' as $$
  select c.key, c.label,
    count(*) filter (where n.read_at is null and n.archived_at is null)::int,
    count(*)::int,
    count(*) filter (where n.inbox_at > now() - interval '7 days')::int
  from public.notifications n join public.notification_categories c on c.key = n.category
  where n.user_id = (select auth.uid()) and n.inbox_at <= now()
  group by c.key, c.label, c.position order by c.position, c.key
$$;
comment on function public.inbox_statistics is
  'The caller''s inbox by category: unread, all (archived too) and those of the last 7 days. Categories without any are left out.';
grant execute on function public.inbox_statistics to authenticated;
