-- Where bytes live, and who reaches them: attachments of rooms, pictures of people, receipts of orders.

-- 10 MB: a scaled photo has less than one, a scanned PDF of 20 pages about five, and the check holds the file twice in 256 MB.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('attachments', 'attachments', false, 10485760, '{image/jpeg,image/png,image/webp,image/gif,application/pdf}'),
  -- public: shown beside every name, also in push messages; the name of a picture cannot be guessed
  ('avatars', 'avatars', true, 524288, '{image/jpeg,image/png,image/webp}'),
  ('receipts', 'receipts', false, 5242880, '{application/pdf}')
on conflict (id) do update set public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

-- storage.objects has row-level security already: what no policy gives is refused

create policy "members upload what they announced in an open room" on storage.objects
  for insert to authenticated with check (bucket_id = 'attachments' and name = any (array(select private.my_open_uploads())));
create policy "members read the checked files of their rooms" on storage.objects
  for select to authenticated using (
    bucket_id = 'attachments' and (storage.foldername(name))[1] = any (array(select private.my_room_ids()::text))
    and exists (select from public.message_files f where (f.stored_path = objects.name or f.stored_thumbnail_path = objects.name and f.thumbnail_bytes is not null)
      and f.state = 'clean' and f.message_id is not null));
-- no update: what was checked is never replaced; no delete: withdrawing is a call, and the function removes

-- avatars: no write by people: check-file writes what it found clean (chapter picture_checks); no select: public by name, it lists for nobody

create policy "customers read the receipts of their orders" on storage.objects
  for select to authenticated using (
    bucket_id = 'receipts' and (storage.foldername(name))[1] in (select o.id::text from public.orders o where o.customer_id = (select auth.uid())));
-- no write by people: receipts/<order id>/<name>.pdf is written by the service role

-- a person's own picture in our storage, or one an admin set
alter table public.profiles drop constraint profiles_avatar_url_check;
alter table public.profiles add constraint profiles_avatar_url_check check (
  length(avatar_url) <= 2000 and (avatar_url ~ '^https://' or avatar_url ~ ('^avatars/' || id || '/[0-9a-f-]{36}\.(jpg|png|webp)$')));
comment on column public.profiles.avatar_url is 'avatars/<own id>/<name> in the public storage, set when it was checked; or an https address.';

create function private.tg_profiles__remove_picture() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.remove_later('avatars', array[substr(old.avatar_url, 9)]);
  perform private.knock_files();
  return null;
end $$;
create trigger _900_remove_picture after update of avatar_url on public.profiles
  for each row when (old.avatar_url like 'avatars/%' and new.avatar_url is distinct from old.avatar_url)
  execute function private.tg_profiles__remove_picture();
create trigger _910_remove_picture after delete on public.profiles
  for each row when (old.avatar_url like 'avatars/%') execute function private.tg_profiles__remove_picture();
