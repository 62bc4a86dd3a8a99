-- Removing bytes. Storage is told through its API and nothing else (it refuses a delete in SQL), so what must go is a row here first.

create table private.file_removals (
  bucket_id text not null,
  path text not null,
  added_at timestamptz not null default now(),
  next_attempt_at timestamptz not null default now(),
  attempts int not null default 0,
  primary key (bucket_id, path)
);
comment on table private.file_removals is 'Objects of Storage that are to go. The function check-file removes them and tries until they are gone.';
comment on column private.file_removals.bucket_id is 'The bucket it lies in.';
comment on column private.file_removals.path is 'Its name there.';
comment on column private.file_removals.added_at is 'Since when it is to go.';
comment on column private.file_removals.attempts is 'Tries so far.';
comment on column private.file_removals.next_attempt_at is 'A worker that took it has until then; afterwards it is tried again, later each time.';
create index file_removals_next_attempt_at_idx on private.file_removals (next_attempt_at);
alter table private.file_removals enable row level security;
-- no policy and no grant: the function asks by calls

create function private.knock_files() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('orderline.knocked_files', true) = 'yes' then
    return;
  end if;
  perform private.call_function('check-file', 'message_files');
  -- one knock per transaction is enough
  perform set_config('orderline.knocked_files', 'yes', true);
end $$;

create function private.remove_later(bucket_id text, paths text[]) returns void
language sql security definer set search_path = '' as $$
  insert into private.file_removals (bucket_id, path)
  select remove_later.bucket_id, one from unnest(paths) one where one is not null order by one
  on conflict on constraint file_removals_pkey do update set next_attempt_at = now(), attempts = 0
$$;

-- however a row goes (withdrawn, message deleted, room deleted), its bytes follow
create function private.tg_message_files__remove() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform private.remove_later('attachments', (select array_agg(one) from gone, unnest(array[path, stored_path, thumbnail_path, stored_thumbnail_path]) one));
  if exists (select from gone) then
    perform private.knock_files();
  end if;
  return null;
end $$;
create trigger _900_remove after delete on public.message_files
  referencing old table as gone for each statement execute function private.tg_message_files__remove();

-- a deleted message keeps its place, and neither words nor files
create function private.tg_messages__drop_files() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.message_files f where f.message_id = new.id;
  new.files := '[]';
  return new;
end $$;
create trigger _300_drop_files before update of deleted_at on public.messages
  for each row when (new.deleted_at is not null and old.files <> '[]') execute function private.tg_messages__drop_files();

create function public.claim_file_removals(batch int default 100) returns table (bucket_id text, path text)
language sql security definer set search_path = '' as $$
  update private.file_removals r
  set attempts = r.attempts + 1, next_attempt_at = now() + least(interval '1 hour', interval '30 seconds' * 2 ^ least(r.attempts, 7))
  where (r.bucket_id, r.path) in (
    select d.bucket_id, d.path from private.file_removals d where d.next_attempt_at <= now()
    order by d.next_attempt_at limit least(batch, 1000) for update skip locked)
  returning r.bucket_id, r.path
$$;
comment on function public.claim_file_removals is 'Objects to remove now; each comes again, later each time, until settle_file_removals finds it gone.';
grant execute on function public.claim_file_removals to service_role;

create function public.settle_file_removals(bucket_id text, paths text[]) returns int
language plpgsql security definer set search_path = '' as $$
declare
  forgotten int;
begin
  -- the rows first: an upload that asks for the removal anew holds its row until its object is there to see
  perform from private.file_removals r where r.bucket_id = settle_file_removals.bucket_id and r.path = any (paths) order by r.path for update;
  delete from private.file_removals r where r.bucket_id = settle_file_removals.bucket_id and r.path = any (paths)
    and not exists (select from storage.objects o where o.bucket_id = r.bucket_id and o.name = r.path);
  get diagnostics forgotten = row_count;
  return forgotten;
end $$;
comment on function public.settle_file_removals is 'Forgets those that really are gone, and says how many; the rest is tried again.';
grant execute on function public.settle_file_removals to service_role;

create function private.forget_unsent_files() returns void
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.message_files f
  where f.message_id is null and f.created_at < now() - make_interval(hours => (select s.unsent_file_hours from private.settings s));
  -- what belongs to nothing: an upload that ended after its row was gone, a check that was killed, a picture that was replaced
  perform private.remove_later(o.bucket_id, array_agg(o.name)) from storage.objects o
  where o.created_at < now() - interval '1 day' and (
    o.bucket_id = 'attachments' and not exists (select from public.message_files f where o.name = f.stored_path
      or o.name = f.stored_thumbnail_path and f.thumbnail_bytes is not null or o.name in (f.path, f.thumbnail_path) and f.state = 'pending')
    or o.bucket_id = 'avatars' and not exists (select from public.profiles p where p.avatar_url = 'avatars/' || o.name)
    or o.bucket_id = 'avatar-uploads' and not exists (select from public.picture_checks c where c.path = o.name and c.state = 'pending'))
  group by o.bucket_id;
  delete from public.picture_checks c where c.created_at < now() - interval '1 day';
end $$;
comment on function private.forget_unsent_files() is 'Every hour by pg_cron: files that were never sent, and objects that belong to nothing.';
select cron.schedule('orderline-unsent-files', '41 * * * *', 'select private.forget_unsent_files()');
