-- The check of what was uploaded: claimed under a lease by check-file, settled with what it found. Nobody reads a file before.

create function public.claim_files(batch int default 4) returns table (
  id uuid, lease_token uuid, path text, stored_path text, mime text, thumbnail_path text, stored_thumbnail_path text, bucket_id text, stored_bucket_id text)
language plpgsql security definer set search_path = '' as $$
declare
  limits private.settings;
  taken int;
begin
  select s.* into limits from private.settings s;
  -- one that ends every worker must not be tried for ever; one at a time, because each waits for its room
  perform private.settle_file(f.id, jsonb_build_object('state', 'blocked', 'reason', 'check_failed'))
  from (select one.id from public.message_files one where one.next_attempt_at <= now() and one.attempts >= limits.max_attempts limit 1) f;
  return query
  update public.message_files f set lease_token = gen_random_uuid(), attempts = f.attempts + 1,
    next_attempt_at = now() + make_interval(secs => limits.lease_seconds)
  where f.id in (select d.id from public.message_files d where d.next_attempt_at <= now()
    order by d.next_attempt_at limit least(batch, 100) for update skip locked)
  returning f.id, f.lease_token, f.path, f.stored_path, f.mime, f.thumbnail_path, f.stored_thumbnail_path, 'attachments', 'attachments';
  get diagnostics taken = row_count;
  return query select p.id, p.lease_token, p.path, p.path, p.mime, null::text, null::text, 'avatar-uploads', 'avatars'
  from private.claim_pictures(least(batch, 100) - taken, limits) p;
end $$;
comment on function public.claim_files is 'Uploads to check now, of rooms and of people, under a lease of settings.lease_seconds.';
grant execute on function public.claim_files to service_role;

-- the room first, then the message, then the file: as send_message does, so a file is never taken and settled at once
create function private.settle_file(file_id uuid, seen jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  file public.message_files;
begin
  perform from public.rooms r where r.id = (select f.room_id from public.message_files f where f.id = settle_file.file_id) for no key update;
  update public.message_files f set state = (seen ->> 'state')::public.file_state, reason = left(seen ->> 'reason', 60), checked_at = now(),
    next_attempt_at = null, lease_token = null, sha256 = seen ->> 'sha256', bytes = coalesce((seen ->> 'bytes')::int, f.bytes),
    width = coalesce((seen ->> 'width')::int, f.width), height = coalesce((seen ->> 'height')::int, f.height),
    thumbnail_bytes = (seen ->> 'thumbnail_bytes')::int
  where f.id = settle_file.file_id and f.state = 'pending' returning f.* into file;
  if file.id is null then
    return;
  end if;
  -- what its uploader put there has done its duty; of a blocked one nothing stays
  perform private.remove_later('attachments', array[file.path, file.thumbnail_path,
    case file.state when 'blocked' then file.stored_path end, case when file.thumbnail_bytes is null then file.stored_thumbnail_path end]);
  if file.message_id is not null then
    update public.messages m set rev = private.next_rev(file.room_id), files = (
      select jsonb_agg(case one ->> 'id' when file.id::text then private.described_file(file) else one end order by nr)
      from jsonb_array_elements(m.files) with ordinality every (one, nr))
    where m.id = file.message_id;
  end if;
end $$;

create function public.settle_files(results jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  result record;
  held uuid;
begin
  -- all their rooms first, in one order, so that two workers never wait for each other
  perform from public.rooms r where r.id in (select f.room_id from public.message_files f
    where f.id in (select (one ->> 'id')::uuid from jsonb_array_elements(results) one)) order by r.id for no key update;
  for result in select r.* from jsonb_to_recordset(results) r (id uuid, lease_token uuid, state text, reason text, stored_path text, stored_thumbnail_path text, stored_bucket_id text, found jsonb) loop
    if result.stored_bucket_id = 'avatars' and exists (select from public.picture_checks p where p.id = result.id) then
      perform private.settle_picture(result.id, result.lease_token, result.state, result.reason);
      continue;
    end if;
    select f.lease_token into held from public.message_files f where f.id = result.id;
    if not found then
      -- withdrawn while it was checked: what was written meanwhile belongs to nothing
      perform private.remove_later(coalesce(result.stored_bucket_id, 'attachments'), array[result.stored_path, result.stored_thumbnail_path]);
    elsif held = result.lease_token and result.state = 'retry' then
      update public.message_files f set lease_token = null, next_attempt_at = now() + least(interval '10 minutes', interval '2 seconds' * 2 ^ f.attempts)
      where f.id = result.id and f.lease_token = result.lease_token;
    elsif held = result.lease_token then
      perform private.settle_file(result.id, coalesce(result.found, '{}') || jsonb_build_object('state', result.state, 'reason', result.reason));
    end if;
  end loop;
end $$;
comment on function public.settle_files is
  'What became of checks: [{id, lease_token, state: clean, blocked or retry, reason, stored_path, stored_thumbnail_path, stored_bucket_id, found: {bytes, width, height, sha256, thumbnail_bytes}}]. A lost lease changes nothing.';
grant execute on function public.settle_files to service_role;

-- definer: Storage writes the row as its own role, after the person's right to do so was asked
create function private.tg_objects__note_upload() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if split_part(new.name, '/', 2) = 'checked' then
    return null;
  elsif exists (select from public.message_files f where f.thumbnail_path = new.name and f.state = 'pending') then
    -- it waits for its picture
    return null;
  end if;
  update public.message_files f set uploaded_at = now(), next_attempt_at = now() where f.path = new.name and f.uploaded_at is null;
  if not found and not exists (select from public.message_files f where f.path = new.name and f.state = 'pending') then
    -- cancelled meanwhile, or put there again after the check
    perform private.remove_later('attachments', array[new.name]);
  end if;
  perform private.knock_files();
  return null;
end $$;
create trigger orderline_500_note_upload after insert or update on storage.objects
  for each row when (new.bucket_id = 'attachments') execute function private.tg_objects__note_upload();

create function private.sweep_files() returns void
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.message_files f where f.next_attempt_at <= now())
    or exists (select from public.picture_checks p where p.next_attempt_at <= now())
    or exists (select from private.file_removals r where r.next_attempt_at <= now()) then
    perform private.knock_files();
  end if;
end $$;
comment on function private.sweep_files() is 'Every 10 seconds by pg_cron: knocks for uploads and removals that wait.';
select cron.schedule('orderline-files', '10 seconds', 'select private.sweep_files()');
