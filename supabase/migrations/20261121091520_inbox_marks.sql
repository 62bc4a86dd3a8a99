-- Marking the inbox, one or thousands at once. Each call notes what it changed, so that it can be undone exactly.

create type private.inbox_marks as (
  seen_at timestamptz, read_at timestamptz, archived_at timestamptz, snoozed_until timestamptz, deleted_at timestamptz);

create function private.marks_of(n public.notifications) returns private.inbox_marks
language sql immutable set search_path = '' as $$
  select n.seen_at, n.read_at, n.archived_at, n.snoozed_until, n.deleted_at
$$;

create table private.inbox_changes (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references public.profiles on delete cascade,
  action text not null check (action in ('read', 'unread', 'archive', 'unarchive', 'delete', 'snooze', 'unsnooze')),
  changed jsonb not null check (jsonb_typeof(changed) = 'array'),
  made_at timestamptz not null default now(),
  undone_at timestamptz
);
comment on table private.inbox_changes is 'What a person''s press changed, kept for an hour so that Undo gives back exactly that.';
comment on column private.inbox_changes.user_id is 'Who pressed, always on notifications of their own.';
comment on column private.inbox_changes.action is 'Which call it was.';
comment on column private.inbox_changes.changed is 'One {id, was, became} for each notification; was and became are its marks.';
comment on column private.inbox_changes.undone_at is 'When it was undone; a second Undo changes nothing.';
create index inbox_changes_user_id_idx on private.inbox_changes (user_id);
create index inbox_changes_made_at_idx on private.inbox_changes (made_at);
alter table private.inbox_changes enable row level security;
-- no policy and no grant: undo_inbox_change reads it as definer

-- Whoever changes several rows of a person's inbox locks them in its own order, the newest first, so that no two wait for each other.
-- definer: notifications has no update grant. By ids it reaches what is snoozed as well; by filter only what the filter shows
create function private.change_inbox(action text, ids uuid[], filter jsonb, until timestamptz default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  at timestamptz := now();
  said jsonb;
  change uuid;
begin
  if ids is null and filter is null then
    perform private.refuse(422, 'nothing_named', 'Name notifications by ids or by a filter.');
  end if;
  execute format($sql$
    with mine as (
      select n as before, n.id from public.notifications n
      where n.user_id = $1 and n.inbox_at is not null and n.deliver_after <= $5 and %s and %s and %s
      order by n.inbox_at desc, n.id desc limit 10000 for update
    ), done as (
      update public.notifications n set
        seen_at = case when $3 in ('read', 'archive', 'delete') then coalesce(n.seen_at, $5) else n.seen_at end,
        read_at = case when $3 in ('read', 'archive', 'delete') then coalesce(n.read_at, $5)
          when $3 in ('unread', 'snooze') then null else n.read_at end,
        archived_at = case when $3 = 'archive' then $5 when $3 in ('unread', 'unarchive', 'snooze') then null else n.archived_at end,
        snoozed_until = case $3 when 'snooze' then $4 when 'unsnooze' then null else n.snoozed_until end,
        deleted_at = case $3 when 'delete' then $5 end
      from mine where n.id = mine.id
      returning n.id, private.marks_of(mine.before) as was, private.marks_of(n) as became
    )
    select jsonb_agg(jsonb_build_object('id', d.id, 'was', d.was, 'became', d.became)) from done d $sql$,
    case when ids is null then 'true' else 'n.id = any ($2)' end,
    case when filter is null then 'true' else private.inbox_where(filter) end,
    case action when 'read' then 'n.read_at is null' when 'unread' then '(n.read_at is not null or n.archived_at is not null)'
      when 'archive' then 'n.archived_at is null' when 'unarchive' then 'n.archived_at is not null'
      when 'unsnooze' then 'n.snoozed_until > $5' when 'snooze' then 'n.snoozed_until is distinct from $4' else 'true' end)
  into said using me, ids, action, until, at;
  if said is not null then
    insert into private.inbox_changes (user_id, action, changed) values (me, change_inbox.action, said) returning id into change;
  end if;
  return jsonb_build_object('change_id', change, 'count', coalesce(jsonb_array_length(said), 0), 'unread', private.unread_of(me));
end $$;

-- definer: as above. A notification that was marked again since is left as it is
create function public.undo_inbox_change(change_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
  change private.inbox_changes;
  undone int := 0;
begin
  select c.* into change from private.inbox_changes c where c.id = change_id and c.user_id = me for update;
  if change.id is null then
    perform private.refuse(404, 'change_not_found', 'This cannot be undone any more.');
  elsif change.undone_at is null then
    with marks as (
      select c.id, jsonb_populate_record(null::private.inbox_marks, c.was) as was, jsonb_populate_record(null::private.inbox_marks, c.became) as became
      from jsonb_to_recordset(change.changed) as c (id uuid, was jsonb, became jsonb)
    ), mine as (
      select n.id, m.was from public.notifications n join marks m on m.id = n.id
      where n.user_id = me and private.marks_of(n) is not distinct from m.became
      order by n.inbox_at desc, n.id desc for update of n
    ), done as (
      update public.notifications n set seen_at = (mine.was).seen_at, read_at = (mine.was).read_at, archived_at = (mine.was).archived_at,
        snoozed_until = (mine.was).snoozed_until, deleted_at = (mine.was).deleted_at
      from mine where n.id = mine.id returning 1)
    select count(*) into undone from done;
    update private.inbox_changes c set undone_at = now() where c.id = change.id;
  end if;
  return jsonb_build_object('count', undone, 'unread', private.unread_of(me));
end $$;
comment on function public.undo_inbox_change is
  'Gives back what one call changed, exactly, as far as nobody changed it again. Returns {count, unread}. For an hour. Errors: change_not_found.';
grant execute on function public.undo_inbox_change to authenticated;
