-- What holds for a message whoever changes it, an admin in the dashboard too: a deleted one has no words anywhere, every change can be
-- caught up with, and no number is ever missing.

-- definer: a member's own call withdraws, and message_edits has no grant
create function private.tg_messages__lose_words() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  delete from private.message_edits e where e.message_id = new.id;
  if new.thread_root is not null then
    -- only the newest is looked for anew, and only if it was this one
    update public.messages root set rev = private.next_rev(root.room_id), thread_count = root.thread_count - 1,
      thread_seq = case when root.thread_seq > new.seq then root.thread_seq else
        (select max(m.seq) from public.messages m where m.thread_root = root.id and m.deleted_at is null and m.id <> new.id) end
    where root.id = new.thread_root;
  end if;
  new.body := null; new.meta := '{}'; new.files := '[]'; new.link := null; new.reactions := '{}'; new.mentions := '{}';
  new.edited_at := null; new.pinned_at := null; new.pinned_by := null;
  return new;
end $$;
-- after the files were dropped, which asks what they were
create trigger _350_lose_words before update of deleted_at on public.messages
  for each row when (old.deleted_at is null and new.deleted_at is not null) execute function private.tg_messages__lose_words();

create function private.tg_messages__next_rev() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  new.rev := private.next_rev(new.room_id);
  return new;
end $$;
create trigger _400_next_rev before update of body, meta, mentions, reactions, files, link, type, edited_at, deleted_at, pinned_at on public.messages
  for each row when (new.rev = old.rev) execute function private.tg_messages__next_rev();

-- Its number would be missing, and an app would wait for it: while its room lives, a message is withdrawn and never removed.
create function private.tg_messages__keep_place() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select from public.rooms r where r.id = old.room_id) then
    return old;
  end if;
  update public.messages m set deleted_at = now() where m.id = old.id and m.deleted_at is null;
  return null;
end $$;
create trigger _100_keep_place before delete on public.messages
  for each row execute function private.tg_messages__keep_place();
