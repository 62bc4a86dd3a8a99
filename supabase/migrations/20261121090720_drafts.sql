-- What somebody has begun to write, on all their devices. The last writer wins; what is older changes nothing.

create table public.drafts (
  user_id uuid not null references public.profiles on delete cascade,
  room_id uuid not null references public.rooms on delete cascade,
  thread_root uuid references public.messages on delete cascade,
  body text not null check (length(body) <= 8000),
  written_at timestamptz not null,
  unique nulls not distinct (user_id, room_id, thread_root)
);
comment on table public.drafts is 'One unsent text per person, room and thread. Sent or emptied, it stays as an empty row for 30 days, so that a device that was away cannot bring it back.';
comment on column public.drafts.user_id is 'Who writes; nobody else reads it.';
comment on column public.drafts.room_id is 'Where it would be said.';
comment on column public.drafts.body is 'As far as it is written; empty once sent or given up.';
comment on column public.drafts.thread_root is 'The message whose thread it answers; empty: the room itself.';
comment on column public.drafts.written_at is 'When it was typed, by the clock of the device, never later than the database''s.';
create index drafts_room_id_idx on public.drafts (room_id);
create index drafts_thread_root_idx on public.drafts (thread_root) where thread_root is not null;
create index drafts_empty_idx on public.drafts (written_at) where body = '';

alter table public.drafts enable row level security;
grant select on public.drafts to authenticated;
-- no write: save_draft() keeps the newer one
create policy "people read their own drafts" on public.drafts
  for select to authenticated using (user_id = (select auth.uid()) and room_id = any (array(select private.my_room_ids())));

-- definer: drafts has no write grant
create function public.save_draft(room_id uuid, body text, written_at timestamptz default now(), thread_root uuid default null)
returns public.drafts
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  kept public.drafts;
begin
  if save_draft.room_id is null or save_draft.room_id not in (select private.my_room_ids()) then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  elsif length(save_draft.body) > 8000 then
    perform private.refuse(422, 'message_too_long', 'A message holds at most 8,000 characters.');
  elsif save_draft.thread_root is not null and not exists (
    select from public.messages m where m.id = save_draft.thread_root and m.room_id = save_draft.room_id and m.thread_root is null) then
    perform private.refuse(422, 'invalid_message', 'The thread is not in this room.');
  end if;
  perform private.keep_pace('draft', (select s.changes_per_minute from private.settings s), '1 minute');
  insert into public.drafts as d (user_id, room_id, thread_root, body, written_at)
  values (me, save_draft.room_id, save_draft.thread_root, coalesce(save_draft.body, ''), least(coalesce(save_draft.written_at, now()), now()))
  on conflict on constraint drafts_user_id_room_id_thread_root_key do update set body = excluded.body, written_at = excluded.written_at
    where d.written_at < excluded.written_at
  returning d.* into kept;
  if kept.user_id is null then
    -- a newer one is kept: the device learns it
    return (select d from public.drafts d
      where d.user_id = me and d.room_id = save_draft.room_id and d.thread_root is not distinct from save_draft.thread_root);
  end if;
  perform realtime.send(jsonb_build_object('room_id', kept.room_id, 'thread_root', kept.thread_root, 'written_at', kept.written_at),
    'draft_saved', 'user:' || me, true);
  return kept;
end $$;
comment on function public.save_draft is
  'Keeps what the caller has begun to write; an empty body ends it. The newer written_at wins, and the draft that is kept comes back. Errors: not_a_member, message_too_long, invalid_message, too_fast.';
grant execute on function public.save_draft to authenticated;
