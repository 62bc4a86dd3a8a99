-- Buckets and policies for the contract tests of Storage: each person has one folder of their own.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values
  ('files', 'files', false, null, null), ('avatars', 'avatars', true, 1000, array['image/*', 'text/plain']), ('other', 'other', false, null, null);
create policy "people read their own folder" on storage.objects for select to authenticated
  using (bucket_id in ('files', 'other') and (storage.foldername(name))[1] = auth.uid()::text);
create policy "people fill their own folder" on storage.objects for insert to authenticated
  with check ((storage.foldername(name))[1] = auth.uid()::text and storage.extension(name) <> 'exe');
create policy "people change their own folder" on storage.objects for update to authenticated
  using ((storage.foldername(name))[1] = auth.uid()::text) with check ((storage.foldername(name))[1] = auth.uid()::text);
create policy "people empty their own folder" on storage.objects for delete to authenticated
  using (bucket_id = 'files' and (storage.foldername(name))[1] = auth.uid()::text);
