-- What messages are found by: their words without case, accents and signs, the same in every database and locale.

-- Letters and digits in lower case, accents and vowel signs taken off, everything else a space. Not unaccent, which depends on a file of
-- the server and is therefore not immutable.
create function private.fold(words text) returns text
language plpgsql immutable parallel safe set search_path = '' as $$
begin
  -- most of what is said; signs alone the parser leaves out by itself, but a-b, a.b or a/b it would take for one word
  if octet_length(words) = length(words) then
    return case when words ~ '[-./@_:+&<>~=?#%]\S'
      then regexp_replace(lower(words), '[^a-z0-9]+', ' ', 'g') else lower(words) end;
  end if;
  return regexp_replace(normalize(translate(replace(replace(replace(regexp_replace(
      lower(normalize(words, nfkd) collate "pg_c_utf8"),
      '[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+', '', 'g'),
    'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'łøđðıħŧ', 'loddiht'), nfc) collate "pg_c_utf8", '[^[:alnum:]]+', ' ', 'g');
end $$;

-- Scripts that put no spaces between words (Chinese, Japanese, Thai, Khmer and others) are read sign by sign.
create function private.spaced(folded text) returns text
language plpgsql immutable parallel safe set search_path = '' as $$
begin
  if octet_length(folded) = length(folded) then
    return folded;
  end if;
  return regexp_replace(folded,
    '([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])', ' \1 ', 'g');
end $$;

create function private.words_of(body text, files jsonb) returns tsvector
language plpgsql immutable parallel safe set search_path = '' as $$
begin
  if files <> '[]' then
    body := concat_ws(' ', body, (select string_agg(f ->> 'name', ' ') from jsonb_array_elements(files) f));
  end if;
  return to_tsvector('pg_catalog.simple', private.spaced(private.fold(body)));
end $$;

create table private.message_words (
  message_id uuid primary key references public.messages on delete cascade,
  room_id uuid not null,
  sender_id uuid not null,
  created_at timestamptz not null,
  words tsvector not null
);
comment on table private.message_words is 'The words of each message people wrote, for search_messages(). Kept by a trigger; a deleted message has no row.';
comment on column private.message_words.message_id is 'The message.';
comment on column private.message_words.room_id is 'Its room, here too so that a search needs no look at the message.';
comment on column private.message_words.sender_id is 'Who wrote it.';
comment on column private.message_words.created_at is 'When it was written.';
comment on column private.message_words.words is 'Its words and the names of its files, folded, with their places.';
create index message_words_created_at_idx on private.message_words (created_at desc, message_id desc);
create index message_words_room_id_idx on private.message_words (room_id, created_at desc, message_id desc);
-- a short list of what is not sorted in yet: it is read in full by every search
create index message_words_words_idx on private.message_words using gin (words) with (gin_pending_list_limit = 256);
alter table private.message_words enable row level security;
-- no policy and no grant: search_messages asks who asks

-- definer: message_words has no grant
create function private.tg_messages__index() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' and new.deleted_at is not null then
    delete from private.message_words w where w.message_id = new.id;
  else
    insert into private.message_words (message_id, room_id, sender_id, created_at, words)
    values (new.id, new.room_id, new.sender_id, new.created_at, private.words_of(new.body, new.files))
    on conflict (message_id) do update set words = excluded.words;
  end if;
  return null;
end $$;
create trigger _500_index after insert on public.messages for each row
  when (new.sender_id is not null and (new.body <> '' or new.files <> '[]')) execute function private.tg_messages__index();
create trigger _500_reindex after update of body, files, deleted_at on public.messages for each row
  when (new.sender_id is not null and (new.body, new.files, new.deleted_at) is distinct from (old.body, old.files, old.deleted_at))
  execute function private.tg_messages__index();
