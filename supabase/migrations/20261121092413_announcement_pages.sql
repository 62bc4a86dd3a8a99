-- What an announcement is for a page of people: the rows that notify() would make of each.

alter table private.settings
  add column announcement_failures int not null default 5 check (announcement_failures between 1 and 100),
  add column announcement_page int not null default 500 check (announcement_page between 1 and 5000),
  add column announcement_people_per_s int not null default 10000 check (announcement_people_per_s between 1 and 100000);
comment on column private.settings.announcement_failures is 'Tries of one page, over some two minutes, after which an announcement is failed and staff are told.';
comment on column private.settings.announcement_page is 'People told in one transaction of an announcement.';
comment on column private.settings.announcement_people_per_s is
  'How fast an announcement is told, in people per second. Each is one Realtime message at most: keep it below your plan''s messages per second.';

-- what notify() would make of an announcement for somebody of this locale, not yet anybody's: no word of it depends on the person
create function private.announcement_specimen(a public.announcements, locale text) returns public.notifications
language plpgsql stable set search_path = '' as $$
declare
  event public.event_types;
  template private.templates := private.active_template(a.event_type, 'in_app', announcement_specimen.locale);
  said public.notifications;
begin
  select e.* into event from public.event_types e where e.key = a.event_type;
  said.event_type := event.key;
  said.category := event.category;
  said.priority := a.priority;
  said.dedupe_key := 'announcement:' || a.id;
  said.subject_type := 'announcement';
  said.subject_id := a.id;
  said.data := private.announcement_data(a.words, a.default_locale, announcement_specimen.locale);
  said.title := coalesce(private.render(template.title, said.data, announcement_specimen.locale), event.label);
  said.body := coalesce(private.render(template.body, said.data, announcement_specimen.locale), '');
  said.action_label := private.render(template.action_label, said.data, announcement_specimen.locale);
  said.action_url := a.action_url;
  said.image_url := a.image_url;
  said.deliver_after := now();
  said.expires_at := now() + event.ttl;
  return said;
end $$;

-- Tells a page of people: the rows notify() would make of each, in one statement, because one call per person is ten times slower.
-- Whoever chose nothing is judged alike, and whoever has no device has no target: only the others are asked about one by one.
create function private.tell_page(a public.announcements, page uuid[]) returns void
language sql set search_path = '' as $$
  with used as materialized (
    select e.category, e.digest_window, private.is_wanted(null, e.category, 'in_app') as is_presumed, array(select c from unnest(e.channels) c where a.channels is null or c = any (a.channels)) as channels
    from public.event_types e where e.key = a.event_type
  ), people as materialized (
    select p.id, p.locale, q.user_id is not null as has_quiet_hours,
      exists (select from public.preferences f where f.user_id = p.id and f.category = u.category) as has_chosen,
      array_remove(array[case when not exists (select from public.push_subscriptions s where s.user_id = p.id) then 'web_push' end,
        case when not exists (select from public.phones f where f.user_id = p.id) then 'sms' end]::public.notification_channel[], null) as without
    from used u cross join public.profiles p left join public.quiet_hours q on q.user_id = p.id where p.id = any (page)
  ), said as materialized (
    select l.locale, private.announcement_specimen(a, l.locale) as n from (select distinct p.locale from people p) l
  ), words as materialized (
    select s.locale, c.channel, private.is_wanted(null, u.category, c.channel) as is_presumed, private.digest_key_of(s.n, c.channel) as digest_key,
      private.words_of(s.n, c.channel, jsonb_populate_record(null::public.profiles, jsonb_build_object('locale', s.locale, 'time_zone', 'UTC'))) as rendered
    from used u cross join unnest(array_remove(u.channels, 'in_app')) c (channel) cross join said s
  ), told as (
    insert into public.notifications as n (user_id, event_type, category, priority, dedupe_key, in_inbox, title, body,
      action_url, action_label, image_url, subject_type, subject_id, data, deliver_after, expires_at)
    select p.id, (s.n).event_type, (s.n).category, (s.n).priority, (s.n).dedupe_key,
      'in_app' = any (u.channels) and case when p.has_chosen then private.is_wanted(p.id, u.category, 'in_app') else u.is_presumed end, (s.n).title, (s.n).body,
      (s.n).action_url, (s.n).action_label, (s.n).image_url, (s.n).subject_type, (s.n).subject_id, (s.n).data, (s.n).deliver_after, (s.n).expires_at
    from used u cross join people p join said s on s.locale = p.locale
    on conflict on constraint notifications_user_id_dedupe_key_key do nothing
    returning n.id, n.user_id, n.category, n.priority, n.expires_at
  )
  insert into private.deliveries (notification_id, user_id, channel, target_id, rendered, priority, state, last_code,
    next_attempt_at, expires_at, finished_at, digest_key)
  select n.id, n.user_id, w.channel, t.target_id, w.rendered, n.priority,
    case when t.reason is null then 'pending' else 'suppressed' end::public.delivery_state, t.reason,
    awake.at, n.expires_at + (awake.at - d.due_at), case when t.reason is not null then now() end, w.digest_key
  from used u cross join told n join people p on p.id = n.user_id join words w on w.locale = p.locale
  cross join lateral (select not p.has_chosen and not w.is_presumed as is_refused,
    not p.has_chosen and w.is_presumed and w.channel = any (p.without) as is_missing) known
  cross join lateral (
    select n.user_id as target_id, case when known.is_refused then 'no_consent' else 'no_target' end as reason where known.is_refused or known.is_missing
    union all
    select * from private.delivery_targets(n.user_id, n.category, w.channel) where not (known.is_refused or known.is_missing)) t
  cross join lateral (select now() + case when w.digest_key is not null then u.digest_window else '0' end as due_at) d
  cross join lateral (select case when p.has_quiet_hours then private.quiet_until(n.user_id, n.priority, d.due_at) else d.due_at end as at) awake
  where w.rendered is not null
$$;
