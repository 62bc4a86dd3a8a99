-- An announcement becomes notifications: page by page, each a short transaction, so that nothing urgent waits for it.

-- A page that raises must not hold up the other announcements: it is tried again later, and after some tries no more.
create function private.announcement_fault(announcement_id uuid, fault text) returns void
language plpgsql set search_path = '' as $$
declare
  a public.announcements;
begin
  update public.announcements s set failures = s.failures + 1, fault = left(announcement_fault.fault, 500),
    retry_at = now() + least(interval '5 seconds' * power(2, s.failures), interval '5 minutes')
  where s.id = announcement_id returning s.* into a;
  if a.failures < (select s.announcement_failures from private.settings s) then
    return;
  elsif a.state = 'cancelled' then
    -- the claim hands out nothing of it anyway
    update public.announcements s set finished_at = now() where s.id = a.id;
    return;
  end if;
  update public.announcements s set state = 'failed', finished_at = now() where s.id = a.id returning s.* into a;
  perform private.tell_staff('system.announcement_failed', concat_ws(':', 'announcement_failed', a.id, extract(epoch from now())),
    jsonb_build_object('announcement', jsonb_build_object('title', coalesce(a.words -> a.default_locale ->> 'title', a.id::text), 'fault', a.fault)),
    '/announcements/' || a.id);
  perform private.say_progress(a);
end $$;

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
  for a in select s.* from public.announcements s where s.state = 'scheduled' and s.scheduled_for <= now() and coalesce(s.retry_at <= now(), true) loop
    begin
      update public.announcements s set state = 'sending', started_at = coalesce(s.started_at, now()) where s.id = a.id;
    exception when others then
      perform private.announcement_fault(a.id, sqlerrm);
    end;
  end loop;
  select w.* into a from public.announcements w
  where (w.state = 'sending' or (w.state = 'cancelled' and w.finished_at is null)) and coalesce(w.retry_at <= now(), true)
  order by w.state desc, w.priority desc, w.started_at limit 1 for update;
  if a.id is null then
    return null;
  end if;
  begin
    if a.state = 'cancelled' then
      perform private.stop_page(a.id);
      return interval '0';
    end if;
    page := array(select private.audience_page(a.audience, a.started_at, a.cursor_id, per_page));
    perform private.tell_page(a, page);
    update public.announcements s set cursor_id = coalesce(page[cardinality(page)], s.cursor_id),
      state = case when cardinality(page) < per_page then 'done' else 'sending' end::public.announcement_state,
      finished_at = case when cardinality(page) < per_page then now() end, failures = 0, fault = null, retry_at = null
    where s.id = a.id returning s.* into a;
  exception when others then
    perform private.announcement_fault(a.id, sqlerrm);
    -- the next call looks for another
    return interval '0';
  end;
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
