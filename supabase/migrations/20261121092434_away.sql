-- The job that tells those who are away. Every step is judged at the moment it is taken, so reading meanwhile ends it.

-- who answered has read what was said before, also without a page that says so; whom it would have to wait for comes next time
create function private.read_news_of_those_who_answered() returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform private.read_news_of_room(w.user_id, w.room_id, w.seq) from (
    select rm.user_id, rm.room_id, said.seq from (
      select m.sender_id, m.room_id, max(m.seq) as seq
      from private.untold_messages u join public.messages m on m.room_id = u.room_id and m.seq = u.seq
      where u.said_at > now() - interval '1 minute' and u.due_at <= now() and m.thread_root is null group by m.sender_id, m.room_id) said
    join public.room_members rm on rm.room_id = said.room_id and rm.user_id = said.sender_id
    for no key update of rm skip locked) w;
exception when lock_not_available then
  null;
end $$;

-- One batch of the oldest: at most a hundred are told, then the caller commits. Returns how many were told; 0 says that nobody is due.
-- Counted and not timed, since finding who is due costs as much as telling many: on a slow machine a second would hold little else.
-- One teller at a time, however many call; killed, it leaves the batch to the next, which tells nobody twice.
-- It holds what it told until the batch ends, so it never waits for people for long: they may have to wait for it.
create function private.tell_those_away() returns int
language plpgsql volatile security definer set search_path = '' set lock_timeout = '100ms' as $$
declare
  one record;
  member public.room_members;
  seqs bigint[];
  most constant int := 100;
  told int := 0;
  seen int := 0;
  failed bigint[] := '{}';
begin
  if not pg_try_advisory_xact_lock(hashtext('private.tell_those_away')) or not exists (select from private.untold_messages) then
    return 0;
  end if;
  for one in
    select p.room_id, p.about, p.user_id, array_agg(p.seq order by p.seq) as seqs, array_agg(p.untold_id) as ids, bool_or(p.is_mention) as is_mention
    from private.untold_pairs() p where p.user_id is not null
    group by p.room_id, p.about, p.user_id having bool_or(p.wait_until is null)
    order by bool_or(p.is_mention) desc, min(p.untold_id) limit most
  loop
    seen := seen + 1;
    -- whoever reads or writes there at this moment is not away; and whoever reads a moment later finds the row to mark
    select rm.* into member from public.room_members rm
    where rm.room_id = one.room_id and rm.user_id = one.user_id and rm.left_at is null for no key update skip locked;
    continue when not found;
    if one.about <> one.room_id then
      perform from public.thread_marks t where t.thread_root = one.about and t.user_id = one.user_id for no key update skip locked;
      continue when not found;
    end if;
    -- asked again under the locks; of a burst with a mention the mention is told
    seqs := array(select m.seq from public.messages m
      where m.room_id = one.room_id and m.seq = any (one.seqs) and m.deleted_at is null and private.is_unread(m, member)
        and (not one.is_mention or one.user_id = any (m.mentions)) order by m.seq);
    continue when cardinality(seqs) = 0;
    begin
      perform private.tell_away(one.room_id, member, seqs, one.is_mention);
      insert into private.told_marks as t (room_id, user_id, about, told_seq)
      values (one.room_id, one.user_id, one.about, one.seqs[cardinality(one.seqs)])
      on conflict (room_id, user_id, about) do update set told_seq = greatest(t.told_seq, excluded.told_seq), told_at = now();
      told := told + 1;
    exception when lock_not_available then
      -- somebody is at these rows at this moment: the next batch tells them, if they are still to be told
      null;
    when others then
      -- only this member waits, and those of these messages with them
      raise warning 'Nobody told % of room %: %', one.user_id, one.room_id, sqlerrm;
      failed := failed || one.ids;
    end;
  end loop;
  -- more are due: the batch that finds none of them left clears up
  if told > 0 and seen = most then
    return told;
  end if;
  perform private.read_news_of_those_who_answered();
  with rest as materialized (
    select p.untold_id, count(p.user_id) as members, bool_or(p.user_id is not null and p.wait_until is null) as is_due, min(p.wait_until) as wait_until
    from private.untold_pairs() p group by p.untold_id
  ), done as (
    delete from private.untold_messages u using rest where u.id = rest.untold_id and rest.members = 0
  )
  update private.untold_messages u set due_at = case when u.id = any (failed) then now() + interval '30 seconds' else rest.wait_until end
  from rest where u.id = rest.untold_id and rest.members > 0 and (not rest.is_due or u.id = any (failed));
  return told;
end $$;
comment on function private.tell_those_away is 'Tells members who are away of what was said, once per burst and room. Returns how many were told. Every 2 seconds by pg_cron.';

-- how many wait to be looked at, up to a batch: a flood that concerns nobody must not hide who stands behind it
create function private.untold_due() returns int
language sql stable set search_path = '' as $$
  select count(*)::int from (select from private.untold_messages u, private.settings s
    where u.said_at <= now() - make_interval(secs => s.away_after_seconds) and u.due_at <= now() limit 1000) x
$$;

-- each batch commits by itself, so that nobody who writes waits long for it; after 20 s the next run takes over
select cron.schedule('orderline-away', '2 seconds', $job$
do $$
declare
  began timestamptz := clock_timestamp();
  told int;
begin
  loop
    told := private.tell_those_away();
    commit;
    exit when (told = 0 and private.untold_due() < 1000) or clock_timestamp() > began + interval '20 s';
  end loop;
end $$
$job$);

create function private.tidy_chat() returns void
language sql volatile security definer set search_path = '' as $$
  delete from private.lookers k where k.seen_at < now() - interval '1 hour';
  delete from private.paces p where p.full_at < now();
  delete from public.drafts d where d.body = '' and d.written_at < now() - interval '30 days';
$$;
comment on function private.tidy_chat is 'Hourly by pg_cron: forgets who looked where, who is within their limits again, and drafts that were sent a month ago.';
select cron.schedule('orderline-tidy-chat', '47 * * * *', 'select private.tidy_chat()');
