-- Each try, and how a provider's code is read.

create table private.delivery_attempts (
  -- no reference: it would be looked up once per try. Only what has just been locked is logged, and the trigger below takes it along
  delivery_id uuid not null,
  attempt int not null,
  lease_token uuid not null,
  started_at timestamptz not null,
  finished_at timestamptz not null default now(),
  outcome text not null check (outcome in ('accepted', 'permanent', 'retry', 'ambiguous', 'gone', 'lease_lost', 'redelivered')),
  provider text,
  provider_message_id text,
  http_status int,
  code text,
  error text,
  primary key (delivery_id, lease_token)
);
comment on table private.delivery_attempts is 'One row per try, written when it ended, when its lease ran out, or when the delivery was begun anew.';
comment on column private.delivery_attempts.provider_message_id is 'The message this try made; what is said of it later does not speak for a newer one.';
alter table private.delivery_attempts enable row level security;
-- no policy and no grant: admins only

-- definer: whoever deletes a person, as the auth service does, has no grant here
create function private.tg_deliveries__forget_attempts() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.delivery_attempts a where a.delivery_id = old.id;
  return null;
end $$;
create trigger _500_forget_attempts after delete on private.deliveries
  for each row execute function private.tg_deliveries__forget_attempts();

create table private.error_classes (
  provider text not null,
  code text not null,
  outcome text not null check (outcome in ('permanent', 'retry', 'gone')),
  meaning text not null,
  may_fall_back boolean not null default true,
  suppress text check (suppress in ('stop', 'bounce', 'complaint', 'invalid')),
  primary key (provider, code)
);
comment on table private.error_classes is 'How to read a provider''s code, where it differs from what the HTTP status says. Edit here, no release needed.';
comment on column private.error_classes.may_fall_back is 'Whether an SMS that ends with this code is followed by an e-mail.';
comment on column private.error_classes.suppress is 'The address is added to private.suppressions for this reason; empty: it is not.';
alter table private.error_classes enable row level security;
-- no policy and no grant: admins only
insert into private.error_classes (provider, code, outcome, meaning, suppress, may_fall_back) values
  ('twilio', '20003', 'retry', 'Wrong credentials: ours to mend, so nothing is thrown away', null, true),
  ('twilio', '20429', 'retry', 'Too many requests: never processed, safe to send again', null, true),
  ('twilio', '21211', 'permanent', 'Not a phone number', 'invalid', true),
  ('twilio', '21408', 'permanent', 'Sending to this country is switched off', null, true),
  ('twilio', '21610', 'permanent', 'The recipient said STOP', 'stop', true),
  ('twilio', '21612', 'permanent', 'No route from our sender to this number', null, true),
  ('twilio', '21614', 'permanent', 'Not a mobile number', 'invalid', true),
  ('twilio', '30001', 'retry', 'Too many messages waiting at the provider', null, true),
  ('twilio', '30003', 'permanent', 'The phone is off or has no signal', null, true),
  ('twilio', '30005', 'permanent', 'The number does not exist any more', 'invalid', true),
  ('twilio', '30006', 'permanent', 'A landline, or a carrier that takes no SMS', 'invalid', true),
  ('twilio', '30007', 'permanent', 'Filtered as spam: the same words must not be sent again', null, true),
  ('web_push', '404', 'gone', 'The subscription has expired', null, true),
  ('web_push', '410', 'gone', 'The subscription was removed', null, true),
  ('web_push', 'vapid_refused', 'retry', 'Our VAPID key was refused: ours to mend, the device is kept', null, true);
