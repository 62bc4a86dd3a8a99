-- Browsers that take pushes.

create table public.push_subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  device_id uuid not null,
  endpoint text not null unique check (length(endpoint) <= 2000),
  p256dh text not null check (length(p256dh) <= 200),
  auth text not null check (length(auth) <= 100),
  user_agent text check (length(user_agent) <= 400),
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  disabled_at timestamptz,
  disabled_reason text
);
comment on table public.push_subscriptions is 'One live row per person and browser. Endpoints are user input: checked against an allow-list at save and at send.';
comment on column public.push_subscriptions.device_id is 'Made by the browser and kept in it, so that a new subscription replaces the old one.';
comment on column public.push_subscriptions.p256dh is 'The browser''s public key; with auth it encrypts what only this browser can read.';
comment on column public.push_subscriptions.disabled_at is 'Set when the push service says the subscription is gone.';
comment on column public.push_subscriptions.disabled_reason is 'gone: the push service said so; replaced: the browser subscribed anew; too_many: 20 newer devices.';
create unique index push_subscriptions_one_live_idx on public.push_subscriptions (user_id, device_id) where disabled_at is null;

alter table public.push_subscriptions enable row level security;
grant select (id, user_id, device_id, user_agent, created_at, last_seen_at, disabled_at) on public.push_subscriptions to authenticated;
-- no keys and no endpoint: who holds them can push to the browser; no write: function push-subscription checks the endpoint
create policy "people see their own devices" on public.push_subscriptions
  for select to authenticated using (user_id = (select auth.uid()));

-- an endpoint belongs to whoever uses the browser now; the person comes from the verified token, never from the body
create function public.save_push_subscription(
  user_id uuid, device_id uuid, endpoint text, p256dh text, auth text, user_agent text default null
) returns uuid
language plpgsql set search_path = '' as $$
declare
  saved uuid;
begin
  update public.push_subscriptions s set disabled_at = now(), disabled_reason = 'replaced'
  where s.user_id = save_push_subscription.user_id and s.device_id = save_push_subscription.device_id
    and s.endpoint <> save_push_subscription.endpoint and s.disabled_at is null;
  insert into public.push_subscriptions as s (user_id, device_id, endpoint, p256dh, auth, user_agent)
  values (save_push_subscription.user_id, save_push_subscription.device_id, save_push_subscription.endpoint,
    save_push_subscription.p256dh, save_push_subscription.auth, left(save_push_subscription.user_agent, 400))
  on conflict on constraint push_subscriptions_endpoint_key do update set user_id = excluded.user_id, device_id = excluded.device_id,
    p256dh = excluded.p256dh, auth = excluded.auth, user_agent = excluded.user_agent,
    last_seen_at = now(), disabled_at = null, disabled_reason = null
  returning s.id into saved;
  -- every event goes to each live device, so one person's devices are bounded: the 20 last seen
  update public.push_subscriptions s set disabled_at = now(), disabled_reason = 'too_many'
  where s.user_id = save_push_subscription.user_id and s.disabled_at is null and s.id not in (
    select kept.id from public.push_subscriptions kept
    where kept.user_id = save_push_subscription.user_id and kept.disabled_at is null
    order by kept.id = saved desc, kept.last_seen_at desc limit 20);
  return saved;
end $$;
comment on function public.save_push_subscription is 'Keeps a browser''s push subscription for the person of a verified token; a browser that changed hands moves along.';
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
