-- Addresses that must not be written to, whatever anybody chose.

create table private.suppressions (
  channel public.notification_channel not null check (channel in ('sms', 'email')),
  address text not null check (length(address) between 3 and 320 and address = lower(address)),
  reason text not null check (reason in ('stop', 'bounce', 'complaint', 'invalid', 'admin')),
  detail text check (length(detail) <= 500),
  created_at timestamptz not null default now(),
  primary key (channel, address, reason)
);
comment on table private.suppressions is 'Numbers and addresses that nothing is sent to: they said STOP, bounced, complained. One row per reason; delete the row to lift it.';
comment on column private.suppressions.address is 'E.164 for sms, the address in lower case for email.';
comment on column private.suppressions.reason is 'stop: keyword; bounce, complaint: the mail provider said so; invalid: the provider cannot reach it; admin: by hand.';
comment on column private.suppressions.detail is 'What the provider said, such as its code.';
comment on column private.suppressions.created_at is 'When it was first said.';
alter table private.suppressions enable row level security;
-- no policy and no grant: admins, and the definer calls of the functions

-- why nothing may go to this address, or null; of several reasons the one that only the person or an admin can lift
create function private.suppression_of(channel public.notification_channel, address text) returns text
language sql stable set search_path = '' as $$
  select s.reason from private.suppressions s
  where s.channel = suppression_of.channel and s.address = lower(btrim(suppression_of.address))
  order by array_position('{stop,complaint,admin,invalid,bounce}', s.reason) limit 1
$$;

-- Nothing more goes to this address for this reason. Saying it again changes nothing; false then, and for a channel without addresses.
create function private.suppress(channel public.notification_channel, address text, reason text, detail text default null) returns boolean
language plpgsql volatile set search_path = '' as $$
begin
  if suppress.channel not in ('sms', 'email') or coalesce(length(btrim(suppress.address)), 0) < 3 then
    return false;
  end if;
  insert into private.suppressions (channel, address, reason, detail)
  values (suppress.channel, lower(btrim(suppress.address)), suppress.reason, left(suppress.detail, 500))
  on conflict on constraint suppressions_pkey do nothing;
  return found;
end $$;

-- Lifts this reason and no other: START lifts a STOP, not a bounce. False when it did not stand.
create function private.lift_suppression(channel public.notification_channel, address text, reason text) returns boolean
language plpgsql volatile set search_path = '' as $$
begin
  delete from private.suppressions s
  where s.channel = lift_suppression.channel and s.address = lower(btrim(lift_suppression.address)) and s.reason = lift_suppression.reason;
  return found;
end $$;
