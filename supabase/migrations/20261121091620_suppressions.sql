-- Addresses that must not be written to, whatever anybody chose.

create table private.suppressions (
  channel public.notification_channel not null,
  address text not null check (length(address) between 3 and 320),
  reason text not null check (reason in ('stop', 'bounce', 'complaint', 'invalid', 'admin')),
  detail text check (length(detail) <= 500),
  created_at timestamptz not null default now(),
  primary key (channel, address)
);
comment on table private.suppressions is 'Numbers and addresses that nothing is sent to: they said STOP, bounced, complained. Delete a row to lift it.';
comment on column private.suppressions.address is 'E.164 for sms, the address in lower case for email.';
comment on column private.suppressions.reason is 'stop: keyword; bounce, complaint: the mail provider said so; invalid: the provider cannot reach it; admin: by hand.';
alter table private.suppressions enable row level security;
-- no policy and no grant: admins, and the definer calls of the functions

-- why nothing may go to this address, or null
create function private.suppression_of(channel public.notification_channel, address text) returns text
language sql stable set search_path = '' as $$
  select s.reason from private.suppressions s where s.channel = suppression_of.channel and s.address = lower(suppression_of.address)
$$;
