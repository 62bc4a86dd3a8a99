-- Who a person is. The role decides what the app shows and what policies allow, so no column of it is open to people.

create type public.person_role as enum ('customer', 'partner', 'staff');

create table public.profiles (
  id uuid primary key references auth.users on delete cascade,
  -- it is read in texts, subjects and pushes: no lines of its own, and nothing that turns or hides what stands beside it
  name text not null check (length(name) between 1 and 80 and name ~ '\S' and name !~ '[\x01-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]'),
  role public.person_role not null default 'customer',
  locale text not null default 'en' check (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' and length(locale) <= 35),
  time_zone text not null default 'UTC',
  avatar_url text check (avatar_url ~ '^https://' and length(avatar_url) <= 2000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.profiles is 'One row per person, made at sign-up. Name and looks only: phone and push live in tables of their own.';
comment on column public.profiles.id is 'The person in auth.users.';
comment on column public.profiles.name is 'What others in a room see.';
comment on column public.profiles.role is 'customer at sign-up; staff make somebody a partner (set_person_role), an admin makes somebody staff, here in the dashboard.';
comment on column public.profiles.locale is 'BCP 47 tag, the browser''s at sign-up; templates fall back from fr-CA to fr to en.';
comment on column public.profiles.time_zone is 'IANA name, the browser''s at sign-up; for quiet hours and reminders.';
comment on column public.profiles.avatar_url is 'https only.';

alter table public.profiles enable row level security;
grant select on public.profiles to authenticated;
grant update (name, locale, time_zone, avatar_url) on public.profiles to authenticated;
-- no insert: sign-up makes the row; no delete: it goes with the account; no update of role: set_person_role, and admins for staff

-- definer: policies of many tables ask this, and profiles has policies of its own. What policies ask at every request is plpgsql, which
-- keeps the plan: in sql it is planned at each call, which takes longer than the answer
create function private.my_role() returns public.person_role
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select p.role from public.profiles p where p.id = auth.uid());
end $$;
grant execute on function private.my_role() to authenticated;

create function private.is_staff() returns boolean
language plpgsql stable set search_path = '' as $$
begin
  return coalesce(private.my_role() = 'staff', false);
end $$;
grant execute on function private.is_staff() to authenticated;

-- the read policy stands in the chapter on rooms: whom one may see depends on whom one talks to
create policy "people change their own profile" on public.profiles
  for update to authenticated
  using (id = (select auth.uid())) with check (id = (select auth.uid()));

-- definer: the person does not exist for RLS yet; what sign-up sends is hostile, so only a trimmed name, a tag and a zone are taken from it
create function private.tg_users__make_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  sent jsonb := new.raw_user_meta_data;
  zone text := coalesce((regexp_match(left(sent ->> 'time_zone', 60), '^[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)*$'))[1], 'UTC');
begin
  begin
    perform now() at time zone zone;
  exception when invalid_parameter_value then
    zone := 'UTC';
  end;
  insert into public.profiles (id, name, locale, time_zone)
  values (new.id, left(coalesce(nullif(btrim(sent ->> 'name'), ''), split_part(coalesce(new.email, ''), '@', 1), ''), 80),
    coalesce((regexp_match(left(sent ->> 'locale', 35), '^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$'))[1], 'en'), zone);
  return new;
exception when check_violation then
  insert into public.profiles (id, name) values (new.id, 'Guest');
  return new;
end $$;
create trigger orderline_500_make_profile after insert on auth.users
  for each row execute function private.tg_users__make_profile();

create function private.tg_profiles__check_time_zone() returns trigger
language plpgsql set search_path = '' as $$
begin
  perform now() at time zone new.time_zone;
  return new;
exception when invalid_parameter_value then
  perform private.refuse(422, 'invalid_time_zone', 'This is not a time zone name such as Europe/London.');
  return null;
end $$;
create trigger _100_check_time_zone before insert or update of time_zone on public.profiles
  for each row execute function private.tg_profiles__check_time_zone();
create trigger _200_touch before update on public.profiles
  for each row execute function private.tg__touch();
-- update policies run as the caller, so the helper behind the check must be callable
grant execute on function private.refuse(int, text, text) to authenticated;
