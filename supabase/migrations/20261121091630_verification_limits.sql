-- How often a code may be sent. Whoever earns from premium routes asks for many; each limit is a row, and the tightest wins.

create table private.verification_limits (
  scope text not null check (scope in ('person', 'number', 'prefix', 'address', 'project')),
  span interval not null check (span > interval '0' and span <= interval '1 day'),
  most int not null check (most > 0),
  primary key (scope, span)
);
comment on table private.verification_limits is
  'Codes that may be sent within a span of time. An edit counts at once; a row with most 1 and a short span is a cool-down.';
comment on column private.verification_limits.scope is
  'What is counted: those of one person, one number, one block of 10,000 numbers (prefix), one internet address, or all together (project).';
comment on column private.verification_limits.span is 'How far it looks back, at most a day.';
comment on column private.verification_limits.most is 'How many within the span; the next is refused with the time to wait.';
alter table private.verification_limits enable row level security;
-- no policy and no grant: admins only
insert into private.verification_limits (scope, span, most) values
  ('person', '30 seconds', 1), ('person', '1 hour', 5), ('person', '1 day', 10),
  ('number', '30 seconds', 1), ('number', '1 hour', 5), ('number', '1 day', 10),
  ('prefix', '1 hour', 30), ('prefix', '1 day', 100),
  ('address', '1 hour', 10), ('address', '1 day', 30),
  ('project', '1 hour', 500);

create table private.phone_verifications (
  id uuid primary key default gen_random_uuid(),
  user_id uuid references public.profiles on delete set null,
  e164 text not null check (e164 ~ '^\+[1-9][0-9]{6,14}$'),
  address_hash text not null check (length(address_hash) <= 64),
  state text not null default 'started' check (state in ('started', 'sent', 'refused', 'failed', 'approved')),
  provider_sid text,
  line_type text,
  reason text,
  checks smallint not null default 0,
  created_at timestamptz not null default clock_timestamp(),
  sent_at timestamptz,
  finished_at timestamptz
);
comment on table private.phone_verifications is 'Each code that was asked for, kept two days: what the limits count, and why a code was refused.';
comment on column private.phone_verifications.user_id is 'Empty when the account is gone: the row still counts for number and address.';
comment on column private.phone_verifications.address_hash is 'Keyed hash of the internet address; the address itself is not kept.';
comment on column private.phone_verifications.state is
  'started: counted, the provider not asked yet; sent; refused: this number cannot be proven; failed: the provider did not answer; approved.';
comment on column private.phone_verifications.provider_sid is 'Twilio''s id of the verification (VE…).';
comment on column private.phone_verifications.line_type is 'As Lookup named it: mobile, landline, nonFixedVoip, …';
comment on column private.phone_verifications.reason is 'Code word, or the provider''s code, of what was refused or failed.';
comment on column private.phone_verifications.checks is 'Codes tried against it; five at most.';
create index phone_verifications_created_at_idx on private.phone_verifications (created_at);
create index phone_verifications_user_id_idx on private.phone_verifications (user_id, created_at desc);
create index phone_verifications_e164_idx on private.phone_verifications (e164, created_at desc);
alter table private.phone_verifications enable row level security;
-- no policy and no grant: admins, and the definer calls of the function

-- the limit that is full and the seconds until it has room again; no row while all have room
create function private.verification_wait(user_id uuid, e164 text, address_hash text, at timestamptz)
returns table (scope text, retry_after_s int)
language sql stable set search_path = '' as $$
  select l.scope, ceil(extract(epoch from earliest.created_at + l.span - verification_wait.at))::int
  from private.verification_limits l cross join lateral (
    select v.created_at from private.phone_verifications v
    where v.created_at > verification_wait.at - l.span
      and (l.scope = 'project'
        or (l.scope = 'person' and v.user_id = verification_wait.user_id)
        or (l.scope = 'number' and v.e164 = verification_wait.e164)
        or (l.scope = 'prefix' and left(v.e164, -4) = left(verification_wait.e164, -4))
        or (l.scope = 'address' and v.address_hash = verification_wait.address_hash))
    order by v.created_at desc offset l.most - 1 limit 1) earliest
  order by 2 desc limit 1
$$;

alter table private.settings add column sms_line_types text[] not null default '{mobile,nonFixedVoip,fixedVoip}';
comment on column private.settings.sms_line_types is
  'Kinds of lines a person may prove, as Twilio Lookup names them; landline, tollFree, premium, pager, unknown and others are refused.';

select cron.schedule('orderline-forget-verifications', '23 * * * *',
  $$delete from private.phone_verifications where created_at < now() - interval '2 days'$$);
