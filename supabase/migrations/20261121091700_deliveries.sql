-- The outbox: one row per notification, channel and target, written in the transaction of what happened.

create type public.delivery_state as enum (
  'pending', 'sending', 'retry_wait', 'ambiguous',   -- ours to work on
  'accepted', 'sent',                                -- the provider has it; a receipt may follow
  'delivered', 'undelivered', 'failed',              -- the provider's last word
  'suppressed', 'expired', 'cancelled', 'dead');     -- our last word; last_code says why

create table private.deliveries (
  id uuid primary key default gen_random_uuid(),
  notification_id uuid not null references public.notifications on delete cascade,
  user_id uuid not null,
  channel public.notification_channel not null,
  target_id uuid not null,
  rendered jsonb not null,
  state public.delivery_state not null default 'pending',
  priority public.notification_priority not null,
  next_attempt_at timestamptz not null default now(),
  expires_at timestamptz,
  attempts int not null default 0,
  lease_token uuid,
  claimed_at timestamptz,
  in_doubt_since timestamptz,
  provider text,
  provider_message_id text,
  provider_rank smallint not null default 0,
  segments smallint,
  encoding text,
  price numeric(12, 5),
  currency text check (currency ~ '^[A-Z]{3}$'),
  price_final_at timestamptz,
  fallback_of uuid unique references private.deliveries on delete cascade,
  last_code text,
  last_error text,
  created_at timestamptz not null default now(),
  accepted_at timestamptz,
  delivered_at timestamptz,
  shown_at timestamptz,
  clicked_at timestamptz,
  clicked_action text check (length(clicked_action) <= 40),
  finished_at timestamptz,
  unique (notification_id, channel, target_id)
);
comment on table private.deliveries is 'What has to leave the house, and how it fared. Claimed by claim_deliveries, written back by settle_deliveries.';
comment on column private.deliveries.target_id is 'The push subscription or phone; the person where there was none to send to.';
comment on column private.deliveries.rendered is 'The words as they will be sent: {title, body, action_url, …}.';
comment on column private.deliveries.next_attempt_at is 'When it may be claimed. While state is sending, this is when the lease ends.';
comment on column private.deliveries.lease_token is 'Proves the claim: who lost the lease can no longer write.';
comment on column private.deliveries.in_doubt_since is 'An SMS whose answer was lost: when that try began. It is looked up before it is sent again.';
comment on column private.deliveries.provider_rank is 'How far the provider''s callbacks have come; it only grows, so their order does not matter.';
comment on column private.deliveries.price is 'What the provider took, in currency; estimated until price_final_at is set.';
comment on column private.deliveries.fallback_of is 'The delivery that failed for good and that this one stands in for: at most one each.';
comment on column private.deliveries.shown_at is 'When the service worker said that it showed the push.';
comment on column private.deliveries.clicked_action is 'The button pressed; empty when the notification itself was.';
comment on column private.deliveries.last_code is 'Provider code of the last try, or our reason: no_consent, no_target, target_gone, expired, attempts_used_up.';
create index deliveries_due_idx on private.deliveries (channel, priority desc, next_attempt_at)
  where state in ('pending', 'sending', 'retry_wait', 'ambiguous');
create unique index deliveries_provider_message_idx on private.deliveries (provider, provider_message_id)
  where provider_message_id is not null;
create index deliveries_user_id_idx on private.deliveries (user_id, created_at desc);
alter table private.deliveries enable row level security;
-- no policy and no grant: admins, and the definer calls of the functions

create table private.delivery_attempts (
  delivery_id uuid not null references private.deliveries on delete cascade,
  attempt int not null,
  lease_token uuid not null,
  started_at timestamptz not null,
  finished_at timestamptz not null default now(),
  outcome text not null check (outcome in ('accepted', 'permanent', 'retry', 'ambiguous', 'gone', 'lease_lost')),
  http_status int,
  code text,
  error text,
  primary key (delivery_id, lease_token)
);
comment on table private.delivery_attempts is 'One row per try, written when it ended or when its lease ran out.';
alter table private.delivery_attempts enable row level security;
-- no policy and no grant: admins only

create table private.error_classes (
  provider text not null,
  code text not null,
  outcome text not null check (outcome in ('permanent', 'retry', 'gone')),
  meaning text not null,
  primary key (provider, code)
);
comment on table private.error_classes is 'How to read a provider''s code, where it differs from what the HTTP status says. Edit here, no release needed.';
alter table private.error_classes enable row level security;
-- no policy and no grant: admins only
insert into private.error_classes (provider, code, outcome, meaning) values
  ('twilio', '20003', 'retry', 'Wrong credentials: ours to mend, so nothing is thrown away'),
  ('twilio', '20429', 'retry', 'Too many requests: never processed, safe to send again'),
  ('twilio', '21211', 'permanent', 'Not a phone number'),
  ('twilio', '21408', 'permanent', 'Sending to this country is switched off'),
  ('twilio', '21610', 'permanent', 'The recipient said STOP'),
  ('twilio', '21612', 'permanent', 'No route from our sender to this number'),
  ('twilio', '21614', 'permanent', 'Not a mobile number'),
  ('web_push', '404', 'gone', 'The subscription has expired'),
  ('web_push', '410', 'gone', 'The subscription was removed'),
  ('web_push', 'vapid_refused', 'retry', 'Our VAPID key was refused: ours to mend, the device is kept');
