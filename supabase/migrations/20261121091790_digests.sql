-- Many things of one kind become one push or mail. There is no list to keep: each is a waiting delivery of its own, and
-- when the first is due the claim takes all that wait with it. What commits later simply waits for the next one.

alter table public.event_types
  add column digest_by text not null default 'subject' check (digest_by in ('subject', 'event', 'category')),
  -- else the first would expire while it waits
  add check (digest_window < ttl);
comment on column public.event_types.digest_by is
  'What is gathered within digest_window: news of one subject (a room), of one event type, or of the whole category. A category by mail with a window of 1 day is a daily summary.';

-- what this is gathered with, or null: urgent news never is
create function private.digest_key_of(told public.notifications, channel public.notification_channel) returns text
language sql stable set search_path = '' as $$
  select digest_key_of.channel || ':' || case e.digest_by when 'category' then told.category when 'event' then e.key
    else concat_ws(':', e.key, told.subject_type, told.subject_id) end
  from public.event_types e
  where e.key = told.event_type and e.digest_window is not null and told.priority <> 'urgent' and digest_key_of.channel in ('web_push', 'email')
$$;

-- the words of several at once: those of digest.summary, and where nobody wrote any the first one's title over a list
create function private.digest_words(items uuid[], channel public.notification_channel) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  first private.deliveries;
  person public.profiles;
  template private.templates;
  variables jsonb;
  lines jsonb;
  urls text[];
  events text[];
  -- a push has 3 KB in all; nobody reads a mail of more
  most int := case digest_words.channel when 'web_push' then 5 else 50 end;
begin
  select d.* into first from private.deliveries d where d.id = items[1];
  select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('title', d.rendered ->> 'title', 'body', d.rendered ->> 'body',
      'action_url', d.rendered ->> 'action_url')) order by listed.place) filter (where listed.place <= most),
    array_agg(distinct d.rendered ->> 'action_url'), array_agg(distinct d.rendered ->> 'event_type')
    into lines, urls, events
  from unnest(items) with ordinality listed (id, place) join private.deliveries d on d.id = listed.id;
  select p.* into person from public.profiles p where p.id = first.user_id;
  variables := jsonb_build_object('digest', jsonb_build_object('count', cardinality(items),
    'items', (select jsonb_agg(left(concat_ws(': ', line ->> 'title', line ->> 'body'), 160) order by place)
      from jsonb_array_elements(lines) with ordinality l (line, place)) || case when cardinality(items) > most then '["…"]' else '[]' end::jsonb,
    'category', (select c.label from public.notifications n join public.notification_categories c on c.key = n.category where n.id = first.notification_id)));
  template := private.active_template('digest.summary', digest_words.channel, person.locale);
  return jsonb_strip_nulls((first.rendered - 'image_url' - 'action_label') || jsonb_build_object(
    'title', coalesce(private.render(template.title, variables, person.locale, person.time_zone), first.rendered ->> 'title'),
    'body', coalesce(private.render(template.body, variables, person.locale, person.time_zone),
      private.template_value(variables #> '{digest,items}', e'\n')),
    'action_label', private.render(template.action_label, variables, person.locale, person.time_zone),
    'action_url', case when cardinality(urls) = 1 then urls[1] else '/notifications' end,
    'event_type', case when cardinality(events) = 1 then events[1] else 'digest.summary' end,
    'items', case when digest_words.channel = 'email' then lines end,
    'tag', 'digest:' || md5(first.digest_key)));
end $$;

-- of the locked rows of a claim, those that go on: what waits for the same digest is put into the first of its kind
create function private.gather_digests(ids uuid[], channel public.notification_channel) returns uuid[]
language plpgsql volatile set search_path = '' as $$
declare
  due uuid[];
  digest record;
begin
  -- most claims have none: answered by an index that holds only these
  if not exists (select from private.deliveries d where d.digest_key is not null and d.state = 'pending' and d.channel = gather_digests.channel) then
    return ids;
  end if;
  due := array(select d.id from private.deliveries d where d.id = any (ids) and d.digest_key is not null and d.state = 'pending');
  if cardinality(due) = 0 then
    return ids;
  end if;
  -- another claim's rows are skipped: they are in its digest
  due := due || array(
    select d.id from private.deliveries d
    where d.state = 'pending' and d.digest_key is not null and d.id <> all (due)
      and (d.digest_key, d.target_id) in (select x.digest_key, x.target_id from private.deliveries x where x.id = any (due))
    for update of d skip locked);
  for digest in
    select array_agg(d.id order by d.id = any (ids) desc, d.created_at, d.id) as items, max(d.expires_at) as expires_at
    from private.judge_deliveries(due) j join private.deliveries d on d.id = j.id join public.notifications n on n.id = d.notification_id
    where j.fault is null and j.awake_at <= now() and n.deliver_after <= now()
    group by d.digest_key, d.target_id
    having count(*) > 1 and bool_or(d.id = any (ids))
  loop
    update private.deliveries d set rendered = private.digest_words(digest.items, gather_digests.channel), expires_at = digest.expires_at
    where d.id = digest.items[1];
    update private.deliveries d set state = 'suppressed', last_code = 'in_digest', digest_of = digest.items[1], finished_at = now()
    where d.id = any (digest.items[2:]);
    ids := array(select kept from unnest(ids) kept where kept <> all (digest.items[2:]));
  end loop;
  return ids;
end $$;
