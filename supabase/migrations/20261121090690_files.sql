-- What people attach. A file is announced, uploaded, checked, and only then there for the room: as the copy the check wrote.

alter table private.settings
  add column unsent_file_hours int not null default 24 check (unsent_file_hours between 1 and 720),
  add column unsent_files_per_person int not null default 50 check (unsent_files_per_person between 1 and 1000),
  add column upload_mb_per_day int not null default 500 check (upload_mb_per_day between 1 and 100000);
comment on column private.settings.unsent_file_hours is 'Hours after which a file that was uploaded and never sent is removed.';
comment on column private.settings.unsent_files_per_person is 'How many files one person may have announced and not sent.';
comment on column private.settings.upload_mb_per_day is 'How much one person may announce in 24 hours, in megabytes.';

create type public.file_state as enum ('pending', 'clean', 'blocked');

create table public.message_files (
  id uuid primary key,
  room_id uuid not null references public.rooms on delete cascade,
  message_id uuid references public.messages on delete cascade,
  uploader_id uuid references public.profiles on delete set null,
  path text not null unique,
  stored_path text not null unique generated always as (room_id::text || '/checked/' || id::text) stored,
  name text not null check (length(name) between 1 and 120 and name !~ '[\x01-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff/\\]'),
  mime text not null,
  bytes int not null check (bytes > 0),
  width int check (width between 1 and 20000),
  height int check (height between 1 and 20000),
  thumbnail_path text unique,
  stored_thumbnail_path text unique generated always as (case when thumbnail_path is not null then room_id::text || '/checked/' || id::text || '.thumbnail' end) stored,
  thumbnail_bytes int check (thumbnail_bytes between 1 and 61440),
  sha256 text check (sha256 ~ '^[0-9a-f]{64}$'),
  state public.file_state not null default 'pending',
  reason text check (length(reason) <= 60),
  created_at timestamptz not null default now(),
  uploaded_at timestamptz,
  checked_at timestamptz,
  next_attempt_at timestamptz,
  lease_token uuid,
  attempts int not null default 0
);
comment on table public.message_files is 'Files of messages: announced by begin_upload, checked by the function check-file. The bytes are in the bucket attachments.';
comment on column public.message_files.id is 'Made by the sender''s browser, so that a retry finds its row.';
comment on column public.message_files.room_id is 'Whose members may see it once it is sent and clean.';
comment on column public.message_files.uploader_id is 'Empty when the account is gone.';
comment on column public.message_files.mime is 'As announced, and held against the bytes.';
comment on column public.message_files.height is 'In pixels, as width.';
comment on column public.message_files.created_at is 'When it was announced.';
comment on column public.message_files.uploaded_at is 'When its bytes came.';
comment on column public.message_files.checked_at is 'When its state was decided.';
comment on column public.message_files.attempts is 'Checks begun; after the last it is blocked as not checkable.';
comment on column public.message_files.message_id is 'Empty until the message is sent.';
comment on column public.message_files.path is 'Where its uploader puts it. Nobody reads it there but the check.';
comment on column public.message_files.stored_path is 'Where the check puts what it found clean: no person can write there.';
comment on column public.message_files.name is 'As it is shown and downloaded; its ending is that of the type.';
comment on column public.message_files.bytes is 'What the uploader announced; once checked, what is stored.';
comment on column public.message_files.width is 'In pixels as it is shown, images only.';
comment on column public.message_files.thumbnail_path is 'Where its uploader puts a small one of a picture, before the picture. Empty when none was announced.';
comment on column public.message_files.stored_thumbnail_path is 'Where the check puts it, if it is what it should be.';
comment on column public.message_files.thumbnail_bytes is 'What is stored. Empty: there is none, the picture itself is shown.';
comment on column public.message_files.sha256 is 'Of the bytes that are stored.';
comment on column public.message_files.state is 'pending until it is checked; only clean ones are there for the room.';
comment on column public.message_files.reason is 'Why it is blocked: a code word of docs/files.md.';
comment on column public.message_files.next_attempt_at is 'When it may be checked (again). Empty before the upload and after the check.';
comment on column public.message_files.lease_token is 'Of the worker that holds it: what another one says of it is not taken.';
create index message_files_room_id_idx on public.message_files (room_id);
create index message_files_message_id_idx on public.message_files (message_id) where message_id is not null;
create index message_files_uploader_id_idx on public.message_files (uploader_id, created_at);
create index message_files_unsent_idx on public.message_files (created_at) where message_id is null;
create index message_files_due_idx on public.message_files (next_attempt_at) where next_attempt_at is not null;

alter table public.message_files enable row level security;
grant select (id, room_id, message_id, uploader_id, stored_path, name, mime, bytes, width, height, stored_thumbnail_path, thumbnail_bytes, state, reason, created_at) on public.message_files to authenticated;
-- no write: begin_upload announces, send_message takes, check-file settles
create policy "members read the files of their rooms, and what they have not sent themselves" on public.message_files
  for select to authenticated using (
    room_id = any (array(select private.my_room_ids())) and (message_id is not null or uploader_id = (select auth.uid())));

-- a name that is safe to show and to save under, ending as its type does
create function private.safe_file_name(name text, mime text) returns text
language sql immutable set search_path = '' as $$
  with cleaned as (
    select btrim(regexp_replace(coalesce(name, ''), '[\x01-\x1f\x7f-\x9f\u2028\u2029\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff/\\:*?"<>|]+', '_', 'g'), ' ._') as text,
      case mime when 'image/jpeg' then '\.jpe?g' when 'image/png' then '\.png' when 'image/webp' then '\.webp' when 'image/gif' then '\.gif' else '\.pdf' end as ending,
      case mime when 'image/jpeg' then '.jpg' when 'image/png' then '.png' when 'image/webp' then '.webp' when 'image/gif' then '.gif' else '.pdf' end as suffix)
  select coalesce(nullif(left(regexp_replace(text, ending || '$', '', 'i'), 110), ''), 'file') || coalesce(lower(substring(text from ('(?i)' || ending || '$'))), suffix)
  from cleaned
$$;
