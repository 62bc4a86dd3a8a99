-- Announcing an upload, and taking it back. The path is the server's, so no name that a person chose reaches the storage.

-- definer: message_files has no insert grant; path, state and owner are ours to set
create function public.begin_upload(
  file_id uuid, room_id uuid, name text, mime text, bytes int, width int default null, height int default null, thumbnail_bytes int default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  membership public.room_members;
  status public.room_status := (select r.status from public.rooms r where r.id = begin_upload.room_id);
  bucket storage.buckets;
  limits private.settings;
  kept public.message_files;
  -- one that cannot be taken is left out: it must not cost the picture
  has_thumbnail boolean := coalesce(mime like 'image/%' and thumbnail_bytes between 1 and 61440, false);
begin
  select rm.* into membership from public.room_members rm
  where rm.room_id = begin_upload.room_id and rm.user_id = me and rm.left_at is null;
  if membership.user_id is null then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  end if;
  select f.* into kept from public.message_files f where f.id = begin_upload.file_id;
  if kept.id is not null then
    if kept.uploader_id is distinct from me or kept.room_id <> begin_upload.room_id then
      perform private.refuse(409, 'file_id_used', 'This file_id belongs to another file.');
    end if;
    return jsonb_build_object('path', kept.path, 'is_uploaded', kept.uploaded_at is not null, 'thumbnail_path', kept.thumbnail_path);
  end if;
  select b.* into bucket from storage.buckets b where b.id = 'attachments';
  select s.* into limits from private.settings s;
  if status <> 'open' then
    perform private.refuse(409, 'room_closed', 'This conversation is closed.');
  elsif membership.muted_until > now() then
    perform private.refuse(403, 'muted', 'You cannot write here at the moment.');
  elsif private.is_blocked_in(begin_upload.room_id) then
    perform private.refuse(403, 'blocked', 'You cannot write to this person.');
  elsif file_id is null or bytes is null or bytes < 1 or width not between 1 and 20000 or height not between 1 and 20000 then
    perform private.refuse(422, 'invalid_file', 'A file needs a file_id and a size.');
  elsif (mime = any (bucket.allowed_mime_types)) is not true then
    perform private.refuse(422, 'file_type_not_allowed', 'Pictures (JPEG, PNG, WebP, GIF) and PDFs can be sent.');
  elsif bytes > bucket.file_size_limit then
    perform private.refuse(422, 'file_too_large', 'A file holds at most ' || bucket.file_size_limit / 1048576 || ' MB.');
  end if;
  -- one announcement of a person at a time, so that the limits hold
  perform from public.profiles p where p.id = me for no key update;
  if (select count(*) >= limits.unsent_files_per_person from public.message_files f
      where f.uploader_id = me and f.message_id is null and f.created_at > now() - make_interval(hours => limits.unsent_file_hours)) then
    perform private.refuse(429, 'too_many_files', 'That were too many files. Try again later.');
  end if;
  -- counted apart from the files: what is uploaded and taken back was a burden all the same
  perform private.keep_pace('upload', limits.upload_mb_per_day * 1048576.0, '1 day', bytes + case when has_thumbnail then thumbnail_bytes else 0 end,
    'too_many_files', 'That were too many files. Try again later.');
  insert into public.message_files as f (id, room_id, uploader_id, thumbnail_path, path, name, mime, bytes, width, height)
  values (begin_upload.file_id, begin_upload.room_id, me,
    case when has_thumbnail then begin_upload.room_id || '/' || me || '/' || begin_upload.file_id || '.thumbnail' end,
    begin_upload.room_id || '/' || me || '/' || begin_upload.file_id || substring(private.safe_file_name('', begin_upload.mime) from '\.\w+$'),
    private.safe_file_name(begin_upload.name, begin_upload.mime), begin_upload.mime, begin_upload.bytes, begin_upload.width, begin_upload.height)
  returning f.* into kept;
  return jsonb_build_object('path', kept.path, 'is_uploaded', false, 'thumbnail_path', kept.thumbnail_path);
end $$;
comment on function public.begin_upload is
  'Announces a file of a room and says where in the bucket attachments to put it, a thumbnail before its picture; idempotent by file_id. Errors: not_a_member, room_closed, muted, blocked, file_id_used, invalid_file, file_type_not_allowed, file_too_large, too_many_files.';
grant execute on function public.begin_upload to authenticated;

-- definer: message_files has no delete grant
create function public.cancel_upload(file_id uuid) returns void
language sql security definer set search_path = '' as $$
  delete from public.message_files f where f.id = cancel_upload.file_id and f.uploader_id = (select auth.uid()) and f.message_id is null
$$;
comment on function public.cancel_upload is 'Forgets a file of one''s own that was not sent; its bytes are removed. Nothing happens when it was.';
grant execute on function public.cancel_upload to authenticated;

-- definer: asked by the policy on storage.objects, where nothing may be uploaded that was not announced here
create function private.my_open_uploads() returns setof text
language sql stable security definer set search_path = '' as $$
  select unnest(array[f.path, f.thumbnail_path]) from public.message_files f
  join public.rooms r on r.id = f.room_id and r.status = 'open'
  join public.room_members rm on rm.room_id = f.room_id and rm.user_id = f.uploader_id and rm.left_at is null
  where f.uploader_id = (select auth.uid()) and f.uploaded_at is null and f.message_id is null
    and (rm.muted_until is null or rm.muted_until <= now())
$$;
grant execute on function private.my_open_uploads() to authenticated;

-- what a message shows of a file; its paths follow from the room and the id
create function private.described_file(file public.message_files) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object('id', file.id, 'name', file.name, 'mime', file.mime, 'bytes', file.bytes,
    'width', file.width, 'height', file.height, 'thumbnail_bytes', file.thumbnail_bytes, 'state', file.state, 'reason', file.reason))
$$;

-- called by send_message, which holds the room's lock: a check that ends now waits for the message
create function private.take_files(room_id uuid, client_id uuid, file_ids uuid[], sender uuid) returns jsonb
language plpgsql set search_path = '' as $$
declare
  taken jsonb;
begin
  if cardinality(file_ids) > 10 then
    perform private.refuse(422, 'too_many_files_in_message', 'A message holds at most 10 files.');
  end if;
  select jsonb_agg(private.described_file(f) order by asked.nr) into taken
  from unnest(file_ids) with ordinality asked (id, nr)
  join public.message_files f on f.id = asked.id and f.room_id = take_files.room_id and f.uploader_id = take_files.sender
    and f.message_id is null and f.uploaded_at is not null;
  if coalesce(jsonb_array_length(taken), 0) <> cardinality(file_ids)
    or (select count(distinct id) from unnest(file_ids) id) <> cardinality(file_ids) then
    perform private.refuse(409, 'file_not_there', 'A file of this message is not there any more. Attach it again.');
  end if;
  return taken;
end $$;

create function private.tg_messages__own_files() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  update public.message_files f set message_id = new.id
  where f.id in (select (one ->> 'id')::uuid from jsonb_array_elements(new.files) one) and f.room_id = new.room_id and f.message_id is null;
  -- a claim at this very moment skips the rows we hold, so the check is told once more
  if new.files @> '[{"state": "pending"}]' then
    perform private.knock_files();
  end if;
  return null;
end $$;
create trigger _500_own_files after insert on public.messages
  for each row when (new.files <> '[]') execute function private.tg_messages__own_files();
