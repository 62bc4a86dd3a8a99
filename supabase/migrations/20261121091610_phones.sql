-- Phones proven to be somebody's.

create table public.phones (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  e164 text not null check (e164 ~ '^\+[1-9][0-9]{6,14}$'),
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  unique (user_id, e164)
);
comment on table public.phones is 'Numbers of a person. Only a verified one is ever sent an SMS.';
comment on column public.phones.e164 is 'International form, such as +447700900001.';
comment on column public.phones.verified_at is 'When the person typed the code that was sent there; empty: never sent anything.';
create unique index phones_one_owner_idx on public.phones (e164) where verified_at is not null;
alter table public.phones enable row level security;
grant select on public.phones to authenticated;
-- no write: a number counts only after its owner proved it
create policy "people see their own phones" on public.phones
  for select to authenticated using (user_id = (select auth.uid()));

-- enough to know one's own number by, in letters an SMS has
create function private.mask_phone(e164 text) returns text
language sql immutable set search_path = '' as $$
  select left(e164, 3) || '***' || right(e164, 3)
$$;
