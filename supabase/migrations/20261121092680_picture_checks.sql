-- Pictures of people are checked as files of rooms are: what somebody uploads is read by nobody, what others see is the copy that the
-- check wrote.

insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('avatar-uploads', 'avatar-uploads', false, 524288, '{image/jpeg,image/png,image/webp}')
on conflict (id) do update set public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

create table public.picture_checks (
  id uuid primary key,
  user_id uuid not null references public.profiles on delete cascade,
  path text not null unique,
  mime text not null check (mime in ('image/jpeg', 'image/png', 'image/webp')),
  state public.file_state not null default 'pending',
  reason text,
  created_at timestamptz not null default clock_timestamp(),
  checked_at timestamptz,
  next_attempt_at timestamptz default now(),
  attempts int not null default 0,
  lease_token uuid
);
comment on table public.picture_checks is 'Pictures that people uploaded of themselves, until a day after they were checked. A clean one becomes profiles.avatar_url.';
comment on column public.picture_checks.id is 'The name of the upload.';
comment on column public.picture_checks.user_id is 'Who uploaded it, and whom it shows.';
comment on column public.picture_checks.path is 'Where it lies in avatar-uploads until it was checked, and in avatars once it is clean.';
comment on column public.picture_checks.mime is 'What its name says that it is; the check compares.';
comment on column public.picture_checks.state is 'pending, clean or blocked.';
comment on column public.picture_checks.reason is 'Why it was blocked, as for files of rooms.';
comment on column public.picture_checks.created_at is 'When it was uploaded; of several the newest counts.';
comment on column public.picture_checks.checked_at is 'When the check ended.';
comment on column public.picture_checks.next_attempt_at is 'From then on it is checked; a worker that took it has until then. Empty: done.';
comment on column public.picture_checks.attempts is 'Checks begun.';
comment on column public.picture_checks.lease_token is 'Fences the settle of whoever took it.';
create index picture_checks_user_id_idx on public.picture_checks (user_id, created_at);
create index picture_checks_next_attempt_at_idx on public.picture_checks (next_attempt_at) where next_attempt_at is not null;
alter table public.picture_checks enable row level security;
grant select (id, user_id, state, reason, created_at) on public.picture_checks to authenticated;
-- no write: the upload makes the row, the check settles it
create policy "people see what became of pictures of theirs" on public.picture_checks
  for select to authenticated using (user_id = (select auth.uid()));

create policy "people upload a picture of their own to be checked" on storage.objects
  for insert to authenticated with check (
    bucket_id = 'avatar-uploads' and name ~ '^[0-9a-f-]{36}/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(jpg|png|webp)$'
    and (storage.foldername(name))[1] = (select auth.uid())::text
    and (select count(*) from public.picture_checks p where p.user_id = (select auth.uid()) and p.created_at > now() - interval '1 hour') < 20);
-- no select, update or delete: nobody reads what was not checked, nor puts other bytes in its place

-- definer: as private.tg_objects__note_upload
create function private.tg_objects__note_picture() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.picture_checks (id, user_id, path, mime)
  select split_part(split_part(new.name, '/', 2), '.', 1)::uuid, p.id, new.name,
    case split_part(new.name, '.', 2) when 'jpg' then 'image/jpeg' else 'image/' || split_part(new.name, '.', 2) end
  from public.profiles p where p.id::text = split_part(new.name, '/', 1)
  on conflict do nothing;
  perform private.knock_files();
  return null;
end $$;
create trigger orderline_500_note_picture after insert on storage.objects
  for each row when (new.bucket_id = 'avatar-uploads') execute function private.tg_objects__note_picture();

-- however a row goes, the upload follows
create function private.tg_picture_checks__remove() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.remove_later('avatar-uploads', array[old.path]);
  return null;
end $$;
create trigger _900_remove after delete on public.picture_checks
  for each row when (old.state = 'pending') execute function private.tg_picture_checks__remove();

-- what claim_files hands out besides files of rooms
create function private.claim_pictures(batch int, limits private.settings) returns setof public.picture_checks
language plpgsql security definer set search_path = '' as $$
begin
  -- one that ends every worker must not be tried for ever
  perform private.settle_picture(p.id, p.lease_token, 'blocked', 'check_failed')
  from public.picture_checks p where p.next_attempt_at <= now() and p.attempts >= limits.max_attempts;
  return query
  update public.picture_checks p set lease_token = gen_random_uuid(), attempts = p.attempts + 1,
    next_attempt_at = now() + make_interval(secs => limits.lease_seconds)
  where p.id in (select d.id from public.picture_checks d where d.next_attempt_at <= now()
    order by d.next_attempt_at limit greatest(claim_pictures.batch, 0) for update skip locked)
  returning p.*;
end $$;

create function private.settle_picture(picture_id uuid, held uuid, became text, why text) returns void
language plpgsql security definer set search_path = '' as $$
declare
  picture public.picture_checks;
begin
  if became = 'retry' then
    update public.picture_checks p set lease_token = null, next_attempt_at = now() + least(interval '10 minutes', interval '2 seconds' * 2 ^ p.attempts)
    where p.id = settle_picture.picture_id and p.lease_token = held and p.state = 'pending';
    return;
  end if;
  update public.picture_checks p set state = became::public.file_state, reason = left(why, 60), checked_at = now(), next_attempt_at = null, lease_token = null
  where p.id = settle_picture.picture_id and p.lease_token is not distinct from held and p.state = 'pending' returning p.* into picture;
  if picture.id is null then
    return;
  end if;
  perform private.remove_later('avatar-uploads', array[picture.path]);
  update public.profiles p set avatar_url = 'avatars/' || picture.path where p.id = picture.user_id and picture.state = 'clean'
    -- who chose twice meant the later one
    and not exists (select from public.picture_checks l where l.user_id = picture.user_id and l.created_at > picture.created_at and l.state <> 'blocked');
  if not found then
    perform private.remove_later('avatars', array[picture.path]);
  end if;
end $$;
