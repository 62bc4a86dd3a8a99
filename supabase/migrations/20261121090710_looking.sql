-- Who looks at a room right now, and when somebody was last here. Presence on the live topic is what people see; this is what
-- the server trusts: only the person's own calls move it.

create unlogged table private.lookers (
  user_id uuid not null,
  room_id uuid not null,
  client_id uuid not null,
  seen_at timestamptz not null default now(),
  primary key (user_id, room_id, client_id)
) with (fillfactor = 60);
comment on table private.lookers is 'Pages that show a room to somebody, by their last heartbeat. Unlogged: a crash forgets it, and the next heartbeat tells it again.';
comment on column private.lookers.user_id is 'Who looks.';
comment on column private.lookers.seen_at is 'When the page last said so; it counts for settings.looking_seconds.';
comment on column private.lookers.client_id is 'One page of one browser, so that closing one does not hide the other. At most 20 per person.';
comment on column private.lookers.room_id is 'No foreign key: it would lock the room against whoever writes in it, and the row lives for a minute.';
alter table private.lookers enable row level security;
-- no policy and no grant: look_at_room() and the away pushes

create table private.last_seen (
  user_id uuid primary key references public.profiles on delete cascade,
  seen_at timestamptz not null default now()
) with (fillfactor = 60);
comment on table private.last_seen is 'When somebody last had the app before them, to half a minute.';
comment on column private.last_seen.user_id is 'Who.';
comment on column private.last_seen.seen_at is 'Written at most every 30 s.';
alter table private.last_seen enable row level security;
-- no policy and no grant: shown by room_list() to whom they share a room with

-- what others may see of it; nothing of those who keep it to themselves
create function private.last_seen_of(user_id uuid) returns timestamptz
language sql stable set search_path = '' as $$
  select l.seen_at from private.last_seen l where l.user_id = last_seen_of.user_id
    and not exists (select from public.chat_settings s where s.user_id = l.user_id and s.is_last_seen_private)
$$;

-- definer: neither table has a grant; it speaks only of the caller
create function public.look_at_room(
  room_id uuid default null, client_id uuid default '00000000-0000-0000-0000-000000000000', is_looking boolean default true
) returns void
language plpgsql security definer set search_path = '' as $$
declare
  me uuid := (select auth.uid());
begin
  insert into private.last_seen as l (user_id, seen_at) values (me, now())
  on conflict (user_id) do update set seen_at = now() where l.seen_at < now() - interval '30 seconds';
  if look_at_room.room_id is null then
    return;
  elsif look_at_room.room_id not in (select private.my_room_ids()) then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  end if;
  delete from private.lookers k where k.user_id = me
    and (k.seen_at < now() - interval '1 minute'
      or (k.room_id = look_at_room.room_id and k.client_id = look_at_room.client_id and not look_at_room.is_looking));
  if look_at_room.is_looking and (select count(*) from private.lookers k where k.user_id = me) < 20 then
    insert into private.lookers as k (user_id, room_id, client_id)
    values (me, look_at_room.room_id, coalesce(look_at_room.client_id, '00000000-0000-0000-0000-000000000000'))
    on conflict on constraint lookers_pkey do update set seen_at = now();
  end if;
end $$;
comment on function public.look_at_room is
  'Heartbeat of a page that shows the room, every 15 s while it is seen; false when it is left. No push of a room goes to whoever looks at it. Without a room: the app is open. Errors: not_a_member.';
grant execute on function public.look_at_room to authenticated;
