-- What SMS may cost. A message is taken out of four allowances at once, or out of none; periods begin at midnight UTC.

create table private.sms_limits (
  scope text not null check (scope in ('project', 'person')),
  period text not null check (period in ('day', 'month')),
  messages int check (messages >= 0),
  amount numeric(12, 5) check (amount >= 0),
  primary key (scope, period)
);
comment on table private.sms_limits is 'Caps on SMS for the whole project and for each person; empty: no cap. An edit counts from the next message.';
comment on column private.sms_limits.period is 'day and month of the calendar in UTC.';
comment on column private.sms_limits.messages is 'How many messages, whatever their length.';
comment on column private.sms_limits.amount is 'How much money, in settings.sms_currency; estimates until the provider named the price.';
alter table private.sms_limits enable row level security;
-- no policy and no grant: admins only
insert into private.sms_limits (scope, period, messages, amount) values
  ('project', 'day', null, 50), ('project', 'month', null, 500), ('person', 'day', 30, null), ('person', 'month', 200, 20);

create table private.sms_usage (
  user_id uuid references public.profiles on delete cascade,
  period text not null check (period in ('day', 'month')),
  starts_on date not null,
  messages int not null default 0,
  segments int not null default 0,
  amount numeric(12, 5) not null default 0,
  wanted numeric(12, 5) not null default 0,
  unique nulls not distinct (user_id, period, starts_on)
);
comment on table private.sms_usage is 'What was taken out of the allowances. Written by take_sms and what follows it; an edit by hand gives or takes room.';
comment on column private.sms_usage.user_id is 'Empty: the whole project.';
comment on column private.sms_usage.amount is 'In settings.sms_currency: final prices where they are known, estimates for the rest.';
comment on column private.sms_usage.wanted is 'What the amount would have come to with the message that was refused for the budget.';
alter table private.sms_usage enable row level security;
-- no policy and no grant: admins only

create table private.sms_charges (
  delivery_id uuid primary key references private.deliveries on delete cascade,
  taken_on date not null,
  segments int not null,
  estimate numeric(12, 5) not null,
  charged numeric(12, 5) not null,
  given_back_at timestamptz,
  settled_at timestamptz
);
comment on table private.sms_charges is 'What each SMS took out of the allowances, so that it takes once, is given back once and is put right once.';
comment on column private.sms_charges.charged is 'What it counts for now: the estimate, then the final price, or 0 once given back.';
alter table private.sms_charges enable row level security;
-- no policy and no grant: admins only

-- which cap has no room for one more message of that cost, or null; a person's own caps are named before the project's
create function private.full_sms_cap(user_id uuid, cost numeric) returns text
language sql stable set search_path = '' as $$
  select case when l.scope = 'project' then 'cap_project'
    when coalesce(u.messages, 0) + 1 > l.messages then 'cap_person_' || l.period else 'cap_person_money' end
  from private.sms_limits l
  left join private.sms_usage u on u.period = l.period
    and u.starts_on = date_trunc(l.period, now() at time zone 'UTC')::date
    and u.user_id is not distinct from case l.scope when 'person' then full_sms_cap.user_id end
  where coalesce(u.messages, 0) + 1 > l.messages or coalesce(u.amount, 0) + full_sms_cap.cost > l.amount
  order by l.scope, l.period limit 1
$$;

-- adds to the person's and the project's day and month; the lock makes one after the other of all who count
create function private.count_sms(user_id uuid, day date, messages int, segments int, amount numeric) returns void
language sql volatile set search_path = '' as $$
  select pg_advisory_xact_lock(hashtextextended('orderline.sms_usage', 0));
  insert into private.sms_usage as u (user_id, period, starts_on, messages, segments, amount)
  select who.id, p.period, date_trunc(p.period, count_sms.day::timestamp)::date, count_sms.messages, count_sms.segments, count_sms.amount
  from (select null::uuid as id union select count_sms.user_id) who, (values ('day'), ('month')) p (period)
  on conflict (user_id, period, starts_on) do update set messages = u.messages + excluded.messages,
    segments = u.segments + excluded.segments, amount = u.amount + excluded.amount
$$;

-- Takes one SMS out of the person's and the project's allowance; null when there was room (or this delivery has taken already),
-- else which cap is full. Called by the claim, whose transaction is short: whoever counts next waits for its end.
create function private.take_sms(user_id uuid, segments int, delivery_id uuid default null) returns text
language plpgsql volatile set search_path = '' as $$
declare
  today date := (now() at time zone 'UTC')::date;
  number text := coalesce(
    (select p.e164 from private.deliveries d join public.phones p on p.id = d.target_id where d.id = take_sms.delivery_id),
    (select p.e164 from public.phones p where p.user_id = take_sms.user_id and p.verified_at is not null limit 1));
  cost numeric := private.sms_estimate(number, take_sms.segments);
  -- a look without the lock turns a flood away and makes nobody wait
  refused text := private.full_sms_cap(take_sms.user_id, cost);
begin
  if exists (select from private.sms_charges c where c.delivery_id = take_sms.delivery_id and c.given_back_at is null) then
    return null;
  elsif refused is null then
    perform pg_advisory_xact_lock(hashtextextended('orderline.sms_usage', 0));
    refused := private.full_sms_cap(take_sms.user_id, cost);
  end if;
  if refused = 'cap_project' then
    perform private.note_refused_sms(cost);
  end if;
  if refused is not null then
    return refused;
  end if;
  perform private.count_sms(take_sms.user_id, today, 1, greatest(take_sms.segments, 1), cost);
  insert into private.sms_charges as c (delivery_id, taken_on, segments, estimate, charged)
  select d.id, today, greatest(take_sms.segments, 1), cost, cost from private.deliveries d where d.id = take_sms.delivery_id
  on conflict on constraint sms_charges_pkey do update set taken_on = excluded.taken_on, segments = excluded.segments,
    estimate = excluded.estimate, charged = excluded.charged, given_back_at = null, settled_at = null;
  return null;
end $$;
