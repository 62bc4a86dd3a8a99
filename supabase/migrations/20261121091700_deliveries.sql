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
  sent_to text,
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
  fallback_of uuid references private.deliveries on delete cascade,
  digest_key text,
  digest_of uuid references private.deliveries on delete cascade,
  escalate_at timestamptz,
  allowance_taken_at timestamptz,
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
comment on column private.deliveries.target_id is 'The push subscription or phone; for e-mail, or where there was none to send to, the person.';
comment on column private.deliveries.sent_to is 'The number or address at the last claim: what a later report is about, though the person may have another by then.';
comment on column private.deliveries.rendered is 'The words as they will be sent: {title, body, action_url, …}.';
comment on column private.deliveries.next_attempt_at is 'When it may be claimed. While state is sending, this is when the lease ends.';
comment on column private.deliveries.lease_token is 'Proves the claim: who lost the lease can no longer write.';
comment on column private.deliveries.in_doubt_since is 'An SMS or e-mail whose answer was lost: when that try began. It is looked up before it is sent again, and only at the same provider.';
comment on column private.deliveries.provider is 'Who sends it, chosen at the claim by health (private.providers).';
comment on column private.deliveries.provider_rank is 'How far the provider''s callbacks have come; it only grows, so their order does not matter.';
comment on column private.deliveries.price is 'What the provider took, in currency; estimated until price_final_at is set.';
comment on column private.deliveries.fallback_of is 'The delivery that failed for good, or was shown to nobody, and that this one stands in for: at most one each.';
comment on column private.deliveries.digest_key is 'Waiting pushes and mails to one target with the same key leave as one when the first is due.';
comment on column private.deliveries.digest_of is 'The delivery whose digest carried this one.';
comment on column private.deliveries.escalate_at is 'When an SMS follows an urgent push unless some device showed it; empty once settled.';
comment on column private.deliveries.allowance_taken_at is 'When the SMS was taken out of the allowances: once, however often it is tried.';
comment on column private.deliveries.shown_at is 'When the service worker said that it showed the push.';
comment on column private.deliveries.clicked_action is 'The button pressed; empty when the notification itself was.';
comment on column private.deliveries.last_code is 'Provider code of the last try, or our reason; docs/delivery.md lists them.';
create index deliveries_due_idx on private.deliveries (channel, priority desc, next_attempt_at)
  where state in ('pending', 'sending', 'retry_wait', 'ambiguous');
create unique index deliveries_provider_message_idx on private.deliveries (provider, provider_message_id)
  where provider_message_id is not null;
create unique index deliveries_fallback_of_idx on private.deliveries (fallback_of) where fallback_of is not null;
create index deliveries_digest_idx on private.deliveries (digest_key, target_id) where digest_key is not null and state = 'pending';
create index deliveries_digest_of_idx on private.deliveries (digest_of) where digest_of is not null;
create index deliveries_escalate_idx on private.deliveries (escalate_at) where escalate_at is not null;
create index deliveries_receipt_idx on private.deliveries (accepted_at) where channel = 'sms' and state in ('accepted', 'sent');
create index deliveries_waiting_idx on private.deliveries (user_id) where state = 'pending';
alter table private.deliveries enable row level security;
-- no policy and no grant: admins, and the definer calls of the functions
