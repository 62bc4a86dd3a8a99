-- An announcement becomes notifications: page by page, each a short transaction, so that nothing urgent waits for it.

-- One page of the most important announcement, or the start of one that is due, or a batch of what a cancelled one left.
-- Answers how long to wait before the next call, or null when there is nothing to do. One expander at a time, however many call.
create function private.expand_announcements() returns interval
language plpgsql security definer set search_path = '' as $$
declare
  a public.announcements;
  page uuid[];
  began timestamptz := clock_timestamp();
  per_page int := (select announcement_page from private.settings);
  pace interval := (select make_interval(secs => announcement_page::float8 / announcement_people_per_s) from private.settings);
begin
  if not pg_try_advisory_xact_lock(hashtext('private.expand_announcements')) then
    return null;
  end if;
  update public.announcements s set state = 'sending', started_at = now()
  where s.state = 'scheduled' and s.scheduled_for <= now();
  select w.* into a from public.announcements w
  where w.state = 'sending' or (w.state = 'cancelled' and w.finished_at is null)
  order by w.state desc, w.priority desc, w.started_at limit 1 for update;
  if a.id is null then
    return null;
  elsif a.state = 'cancelled' then
    perform private.stop_page(a.id);
    return interval '0';
  end if;
  page := array(select private.audience_page(a.audience, a.started_at, a.cursor_id, per_page));
  perform private.tell_page(a, page);
  update public.announcements s set cursor_id = coalesce(page[cardinality(page)], s.cursor_id),
    state = case when cardinality(page) < per_page then 'done' else 'sending' end::public.announcement_state,
    finished_at = case when cardinality(page) < per_page then now() end
  where s.id = a.id returning s.* into a;
  if a.state = 'done' or a.said_at is null or a.said_at < now() - interval '1 s' then
    update public.announcements s set said_at = now() where s.id = a.id;
    perform private.say_progress(a);
  end if;
  return greatest(interval '0', pace - (clock_timestamp() - began));
end $$;

-- each page commits by itself: a kill loses one page, which is told by the next run; after 25 s the next run takes over
select cron.schedule('orderline-announcements', '5 seconds', $job$
do $$
declare
  began timestamptz := clock_timestamp();
  pause interval;
begin
  loop
    pause := private.expand_announcements();
    commit;
    exit when pause is null or clock_timestamp() > began + interval '25 s';
    perform pg_sleep_for(pause);
  end loop;
end $$
$job$);
