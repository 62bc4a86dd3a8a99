-- Tells staff when sending is in trouble: each trouble once while it lasts, and never about the telling itself.

alter table private.settings
  add column late_after_seconds int not null default 300 check (late_after_seconds between 60 and 86400);
comment on column private.settings.late_after_seconds is 'Staff are told when a due delivery waits longer for a worker.';

create table private.alarms (
  key text primary key,
  began_at timestamptz not null default now(),
  seen_at timestamptz not null default now()
);
comment on table private.alarms is 'Troubles of sending that staff know of. A row goes ten minutes after its trouble did, so that one that flickers is one.';
comment on column private.alarms.key is 'provider:<name>, late:<channel> or dead:<channel>:<day>.';
comment on column private.alarms.began_at is 'Since when.';
comment on column private.alarms.seen_at is 'When it was last so.';
alter table private.alarms enable row level security;
-- no policy and no grant: admins only

create index deliveries_dead_idx on private.deliveries (finished_at) where state = 'dead';

create function private.troubles() returns table (key text, event_type text, began_at timestamptz, data jsonb)
language sql stable set search_path = '' as $$
  select 'provider:' || p.name, 'system.provider_down', p.down_since,
    jsonb_build_object('provider', jsonb_build_object('name', p.name, 'channel', p.channel, 'since', p.down_since))
  from private.providers p where p.is_enabled and p.down_since is not null
  union all
  select 'late:' || o.channel, 'system.deliveries_late', o.due_since,
    jsonb_build_object('late', jsonb_build_object('channel', o.channel, 'since', o.due_since))
  -- a channel that was switched off rests by somebody's will
  from private.oldest_due() o where private.provider_of(o.channel) is not null
    and o.due_since < now() - make_interval(secs => (select s.late_after_seconds from private.settings s))
  union all
  -- what tells of trouble may fail itself: that is no news
  select concat_ws(':', 'dead', d.channel, (now() at time zone 'UTC')::date), 'system.dead_letters', min(d.finished_at),
    jsonb_build_object('dead', jsonb_build_object('channel', d.channel, 'count', count(*), 'code', mode() within group (order by d.last_code)))
  from private.deliveries d join public.notifications n on n.id = d.notification_id
  where d.state = 'dead' and d.finished_at > now() - interval '1 hour' and n.category <> 'system'
  group by d.channel
$$;

create function private.tell_staff(event_type text, dedupe_key text, data jsonb, action_url text default '/notifications') returns void
language sql volatile set search_path = '' as $$
  select public.notify(p.id, tell_staff.event_type, dedupe_key => tell_staff.dedupe_key, data => tell_staff.data, action_url => tell_staff.action_url)
  from public.profiles p
  where p.role = 'staff' and exists (select from public.event_types e where e.key = tell_staff.event_type)
$$;

create function private.watch_delivery() returns void
language plpgsql security definer set search_path = '' as $$
declare
  trouble record;
begin
  for trouble in
    with seen as (
      insert into private.alarms as a (key, began_at) select t.key, t.began_at from private.troubles() t
      on conflict on constraint alarms_pkey do update set seen_at = now()
      returning a.key, a.began_at, xmax = 0 as is_new)
    select t.event_type, t.data, s.key, s.began_at from seen s join private.troubles() t on t.key = s.key where s.is_new
  loop
    perform private.tell_staff(trouble.event_type, concat_ws(':', 'alarm', trouble.key, extract(epoch from trouble.began_at)), trouble.data);
  end loop;
  for trouble in delete from private.alarms a where a.seen_at < now() - interval '10 minutes' returning a.* loop
    perform private.tell_staff('system.provider_up', concat_ws(':', 'alarm over', trouble.key, extract(epoch from trouble.began_at)),
      jsonb_build_object('provider', jsonb_build_object('name', p.name, 'channel', p.channel, 'since', trouble.began_at, 'until', trouble.seen_at)))
    from private.providers p where 'provider:' || p.name = trouble.key and p.is_enabled;
  end loop;
end $$;
comment on function private.watch_delivery is
  'Every minute by pg_cron: tells staff of a provider that is down and of its return, of deliveries that nobody takes, and of dead letters; each once while it lasts.';
select cron.schedule('orderline-watch', '* * * * *', 'select private.watch_delivery()');
