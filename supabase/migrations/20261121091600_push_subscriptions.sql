-- Browsers that take pushes.

create table public.push_subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  device_id uuid not null,
  endpoint text not null unique check (length(endpoint) <= 2000),
  p256dh text not null check (length(p256dh) <= 200),
  auth text not null check (length(auth) <= 100),
  user_agent text check (length(user_agent) <= 400),
  name text not null default 'Browser' check (length(name) between 1 and 60),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  disabled_at timestamptz,
  disabled_reason text
);
comment on table public.push_subscriptions is 'One live row per person and browser. Endpoints are user input: checked against an allow-list at save and at send.';
comment on column public.push_subscriptions.device_id is 'Made by the browser and kept in it, so that a new subscription replaces the old one.';
comment on column public.push_subscriptions.p256dh is 'The browser''s public key; with auth it encrypts what only this browser can read.';
comment on column public.push_subscriptions.name is 'Read from the browser, such as Chrome on Android, until the person gives another.';
comment on column public.push_subscriptions.last_seen_at is 'When the app was last started there: each start says so, at most once a day.';
comment on column public.push_subscriptions.disabled_at is 'From then on nothing is pushed there.';
comment on column public.push_subscriptions.disabled_reason is
  'gone: the push service said so; replaced: the browser subscribed anew; too_many: 20 newer devices; removed: by the person; unseen: settings.device_expire_days without a start.';
create index push_subscriptions_past_idx on public.push_subscriptions (user_id, disabled_at desc) where disabled_at is not null;
create unique index push_subscriptions_one_live_idx on public.push_subscriptions (user_id, device_id) where disabled_at is null;

alter table public.push_subscriptions enable row level security;
grant select (id, user_id, device_id, name, user_agent, created_at, last_seen_at, disabled_at, disabled_reason) on public.push_subscriptions to authenticated;
-- no keys and no endpoint: who holds them can push to the browser; no write: function push-subscription checks the endpoint
create policy "people see their own devices" on public.push_subscriptions
  for select to authenticated using (user_id = (select auth.uid()));

create table private.known_devices (
  user_id uuid not null references public.profiles on delete cascade,
  device_id uuid not null,
  first_seen_at timestamptz not null default now(),
  primary key (user_id, device_id)
);
comment on table private.known_devices is 'Browsers that a person was once pushed to: any other one that registers is news to them. Kept when pushes are switched off and on again.';
alter table private.known_devices enable row level security;
-- no policy and no grant: admins only

-- tells the person's other devices of a new one, before it is one of them; nobody is told of their first
create function private.meet_device(user_id uuid, device_id uuid, name text) returns void
language plpgsql set search_path = '' as $$
begin
  insert into private.known_devices as k (user_id, device_id) values (meet_device.user_id, meet_device.device_id) on conflict do nothing;
  if found and exists (select from private.known_devices k where k.user_id = meet_device.user_id and k.device_id <> meet_device.device_id)
    and exists (select from public.event_types e where e.key = 'security.new_device')
    -- it also goes out by mail, so nobody makes us write without end
    and (select count(*) from public.notifications n where n.user_id = meet_device.user_id and n.event_type = 'security.new_device'
      and n.created_at > now() - interval '1 day') < 10 then
    perform public.notify(meet_device.user_id, 'security.new_device', action_url => '/settings#devices', data => jsonb_build_object('device',
      jsonb_build_object('name', meet_device.name, 'at', now())));
  end if;
end $$;

-- definer: it tells of new devices. An endpoint belongs to whoever uses the browser now; the person comes from the verified token, never from the body
create function public.save_push_subscription(
  user_id uuid, device_id uuid, endpoint text, p256dh text, auth text, user_agent text default null,
  name text default 'Browser', is_asked boolean default true
) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  saved uuid;
  earlier public.push_subscriptions;
begin
  select s.* into earlier from public.push_subscriptions s
  where s.user_id = save_push_subscription.user_id and s.device_id = save_push_subscription.device_id
  order by s.disabled_at desc nulls first limit 1;
  if earlier.disabled_reason = 'removed' and not save_push_subscription.is_asked then
    perform private.refuse(409, 'device_removed', 'This device was removed. Turn notifications on again to be told here.');
  end if;
  perform private.meet_device(save_push_subscription.user_id, save_push_subscription.device_id, save_push_subscription.name);
  update public.push_subscriptions s set disabled_at = now(), disabled_reason = 'replaced'
  where s.user_id = save_push_subscription.user_id and s.device_id = save_push_subscription.device_id
    and s.endpoint <> save_push_subscription.endpoint and s.disabled_at is null;
  insert into public.push_subscriptions as s (user_id, device_id, endpoint, p256dh, auth, user_agent, name)
  values (save_push_subscription.user_id, save_push_subscription.device_id, save_push_subscription.endpoint,
    save_push_subscription.p256dh, save_push_subscription.auth, left(save_push_subscription.user_agent, 400),
    coalesce(earlier.name, left(save_push_subscription.name, 60)))
  on conflict on constraint push_subscriptions_endpoint_key do update set user_id = excluded.user_id, device_id = excluded.device_id,
    p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent, name = excluded.name,
    last_seen_at = now(), disabled_at = null, disabled_reason = null
  returning s.id into saved;
  -- every event goes to each live device, so one person's devices are bounded: the 20 last seen
  update public.push_subscriptions s set disabled_at = now(), disabled_reason = 'too_many'
  where s.user_id = save_push_subscription.user_id and s.disabled_at is null and s.id not in (
    select kept.id from public.push_subscriptions kept
    where kept.user_id = save_push_subscription.user_id and kept.disabled_at is null
    order by kept.id = saved desc, kept.last_seen_at desc limit 20);
  -- and so is what a script that registers without end leaves behind
  delete from public.push_subscriptions s where s.id in (
    select past.id from public.push_subscriptions past
    where past.user_id = save_push_subscription.user_id and past.disabled_at is not null
    order by past.disabled_at desc, past.id offset 100);
  delete from private.known_devices k where k.user_id = save_push_subscription.user_id and k.device_id in (
    select past.device_id from private.known_devices past
    where past.user_id = save_push_subscription.user_id and past.device_id <> save_push_subscription.device_id
    order by past.first_seen_at desc, past.device_id offset 200);
  return saved;
end $$;
comment on function public.save_push_subscription is
  'Keeps a browser''s push subscription for the person of a verified token; a browser that changed hands moves along. is_asked: the person pressed a button, so a removed device may return. Errors: device_removed.';
grant execute on function public.save_push_subscription to service_role;

create function public.remove_push_subscription(user_id uuid, endpoint text) returns int
language sql set search_path = '' as $$
  with gone as (
    delete from public.push_subscriptions s
    where s.user_id = remove_push_subscription.user_id and s.endpoint = remove_push_subscription.endpoint
    returning 1)
  select count(*)::int from gone
$$;
comment on function public.remove_push_subscription is 'Forgets a subscription of this person. Returns how many there were.';
grant execute on function public.remove_push_subscription to service_role;
grant select, insert, update, delete on public.push_subscriptions to service_role;
