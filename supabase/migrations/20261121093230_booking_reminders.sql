-- Reminders: notifications for later. They follow a move, die with a cancel, and are never sent once it has begun.

create table private.booking_reminders (
  notification_id uuid primary key references public.notifications on delete cascade,
  booking_id uuid not null references public.bookings on delete cascade,
  before_min int not null,
  ended_at timestamptz
);
comment on table private.booking_reminders is 'Which notifications remind of which booking.';
comment on column private.booking_reminders.notification_id is 'The reminder; it waits in notifications until deliver_after.';
comment on column private.booking_reminders.booking_id is 'What it reminds of.';
comment on column private.booking_reminders.before_min is 'Minutes before its beginning, as the service said then.';
comment on column private.booking_reminders.ended_at is 'When it was taken back: moved, cancelled, or made anew in other words.';
create index booking_reminders_booking_id_idx on private.booking_reminders (booking_id) where ended_at is null;
alter table private.booking_reminders enable row level security;
-- no policy and no grant: made and taken back by triggers

-- When to remind this person so long before; null: not at all. A reminder that quiet hours would hold until it has begun comes before they begin.
create function private.reminder_moment(user_id uuid, starts_at timestamptz, before_min int) returns timestamptz
language plpgsql stable set search_path = '' as $$
declare
  at timestamptz := starts_at - make_interval(mins => before_min);
begin
  if private.quiet_until(reminder_moment.user_id, 'high', at) >= starts_at then
    for quarter in 1..96 loop
      at := at - interval '15 minutes';
      exit when private.quiet_until(reminder_moment.user_id, 'high', at) = at;
    end loop;
    if private.quiet_until(reminder_moment.user_id, 'high', at) >= starts_at then
      return null;
    end if;
  end if;
  return case when at > now() then at end;
end $$;

-- what the words of a booking are made from
create function private.booking_variables(b public.bookings) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object('booking', jsonb_strip_nulls(jsonb_build_object('number', b.number, 'service', s.label, 'place', s.place,
    'starts_at', to_char(b.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'))))
  from public.services s where s.key = b.service_key
$$;

-- Takes back what is not out yet and makes those that are still to come.
create function private.renew_reminders(b public.bookings) returns void
language plpgsql volatile set search_path = '' as $$
declare
  before int;
  at timestamptz;
  told uuid;
  made int := (select count(*) from private.booking_reminders r where r.booking_id = b.id);
  planned timestamptz[] := '{}';
begin
  perform private.take_back(r.notification_id) from private.booking_reminders r where r.booking_id = b.id and r.ended_at is null;
  update private.booking_reminders r set ended_at = now() where r.booking_id = b.id and r.ended_at is null;
  if b.status <> 'confirmed' or b.customer_id is null then
    return;
  end if;
  for before in select m from public.services s, unnest(s.remind_before_min) m where s.key = b.service_key order by m desc loop
    at := private.reminder_moment(b.customer_id, b.starts_at, before);
    continue when at is null or at = any (planned);
    planned := planned || at;
    made := made + 1;
    told := public.notify(b.customer_id, 'booking.reminder', 'booking', b.id, private.booking_variables(b),
      dedupe_key => format('booking:%s:reminder:%s:%s', b.id, before, made), action_url => '/bookings/' || b.id, deliver_after => at);
    -- worth sending until it begins, and no longer
    update public.notifications n set expires_at = b.starts_at where n.id = told;
    update private.deliveries d set expires_at = b.starts_at where d.notification_id = told;
    insert into private.booking_reminders (notification_id, booking_id, before_min) values (told, b.id, before);
  end loop;
end $$;

-- definer, all: people have no right to the outbox
create function private.tg_bookings__remind() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.renew_reminders(new);
  return null;
end $$;
create trigger _700_remind after insert or update of starts_at, status, customer_id on public.bookings
  for each row execute function private.tg_bookings__remind();

-- what waits was written in the person's language, by their clock and around their quiet hours: each may change
create function private.renew_reminders_of(person_id uuid) returns void
language sql volatile set search_path = '' as $$
  select count(private.renew_reminders(b)::text) from public.bookings b join public.profiles p on p.id = b.customer_id
  where b.customer_id = renew_reminders_of.person_id and b.status = 'confirmed' and b.starts_at > now()
$$;
create function private.tg_profiles__remind_anew() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.renew_reminders_of(new.id);
  return null;
end $$;
create trigger _610_remind_anew after update of time_zone, locale on public.profiles
  for each row when ((old.time_zone, old.locale) is distinct from (new.time_zone, new.locale)) execute function private.tg_profiles__remind_anew();
create function private.tg_quiet_hours__remind_anew() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.renew_reminders_of(coalesce(new.user_id, old.user_id));
  return null;
end $$;
create trigger _610_remind_anew after insert or update or delete on public.quiet_hours
  for each row execute function private.tg_quiet_hours__remind_anew();
