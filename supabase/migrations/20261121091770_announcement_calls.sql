-- What staff do with an announcement until it is sent. Definer throughout: announcements has no write grant.

-- the announcement under its row's lock, so that two people, or the expansion, never decide at once
create function private.announcement_in(id uuid, states public.announcement_state[]) returns public.announcements
language plpgsql set search_path = '' as $$
declare
  found_one public.announcements;
begin
  perform private.require_staff();
  select a.* into found_one from public.announcements a where a.id = announcement_in.id for update;
  if found_one.id is null then
    perform private.refuse(404, 'announcement_not_found', 'There is no such announcement.');
  elsif found_one.state <> all (states) then
    perform private.refuse(409, 'announcement_over', case found_one.state
      when 'cancelled' then 'This announcement was cancelled.' when 'done' then 'This announcement has been sent.'
      when 'sending' then 'This announcement is being sent.' when 'failed' then 'This announcement stopped: send the rest, or cancel it.' else 'This announcement has not been sent yet.' end);
  end if;
  return found_one;
end $$;

create function private.say_progress(a public.announcements) returns void
language sql set search_path = '' as $$
  select realtime.send(jsonb_build_object('id', a.id, 'state', a.state), 'announcement_updated', 'staff', true)
$$;

create function public.save_announcement(
  id uuid default null, event_type text default 'announcement.news', words jsonb default '{}', audience jsonb default '{"kind": "all"}',
  channels public.notification_channel[] default null, priority public.notification_priority default 'normal',
  action_url text default null, image_url text default null, default_locale text default 'en'
) returns public.announcements
language plpgsql security definer set search_path = '' as $$
declare
  saved public.announcements;
  fault text := private.audience_fault(save_announcement.audience);
begin
  perform private.require_staff();
  if fault is not null then
    perform private.refuse(422, 'invalid_audience', fault);
  elsif save_announcement.priority = 'urgent' or save_announcement.priority is null then
    perform private.refuse(422, 'invalid_announcement', 'An announcement is at most high: urgent is for what concerns one person now.');
  elsif not coalesce(save_announcement.action_url ~ '^/[^/\\\s]' or save_announcement.action_url ~ '^https://', true)
      or not coalesce(save_announcement.image_url ~ '^https://' and length(save_announcement.image_url) <= 2000, true) then
    perform private.refuse(422, 'invalid_announcement', 'A link is a path of the app, such as /orders, or begins with https://; a picture begins with https://.');
  elsif not exists (select from public.event_types e where e.key = save_announcement.event_type
      and e.variables <@ '{announcement.title,announcement.body,announcement.action_label}' and cardinality(e.variables) > 0
      and coalesce(save_announcement.channels <@ e.channels and cardinality(save_announcement.channels) > 0, true)) then
    perform private.refuse(422, 'invalid_announcement', 'There is no such kind of announcement, or it does not have these channels.');
  end if;
  -- the browser makes the id of a new draft, so that saving it twice makes one
  if exists (select from public.announcements a where a.id = save_announcement.id) then
    perform private.announcement_in(save_announcement.id, '{draft,scheduled}');
  end if;
  insert into public.announcements as a (id, created_by, event_type, words, audience, channels, priority, action_url, image_url, default_locale)
  values (coalesce(save_announcement.id, gen_random_uuid()), (select auth.uid()), save_announcement.event_type, save_announcement.words,
    private.resolve_audience(save_announcement.audience), save_announcement.channels, save_announcement.priority,
    save_announcement.action_url, save_announcement.image_url, save_announcement.default_locale)
  on conflict on constraint announcements_pkey do update set event_type = excluded.event_type, words = excluded.words,
    audience = excluded.audience, channels = excluded.channels, priority = excluded.priority, action_url = excluded.action_url,
    image_url = excluded.image_url, default_locale = excluded.default_locale, state = 'draft', scheduled_for = null
  returning a.* into saved;
  perform private.say_progress(saved);
  return saved;
end $$;
comment on function public.save_announcement is
  'For staff: keeps a draft under an id that the caller makes. It may be short of words; what was scheduled is a draft again, so that nothing half-written goes out. Errors: not_staff, announcement_over, invalid_audience, invalid_words, invalid_announcement.';
grant execute on function public.save_announcement to authenticated;

create function public.schedule_announcement(id uuid, at timestamptz default null) returns public.announcements
language plpgsql security definer set search_path = '' as $$
declare
  wanted public.announcements := private.announcement_in(schedule_announcement.id, '{draft,scheduled,failed}');
begin
  if schedule_announcement.at <= now() or schedule_announcement.at > now() + interval '1 year' then
    perform private.refuse(422, 'invalid_time', 'Choose a time that is still to come, within a year.');
  elsif cardinality(array(select private.audience_page(wanted.audience, now(), null, 1))) = 0 then
    perform private.refuse(422, 'invalid_audience', 'This audience has nobody in it.');
  end if;
  update public.announcements a set scheduled_for = coalesce(schedule_announcement.at, now()), failures = 0, fault = null, retry_at = null,
    -- one that failed goes on where it stopped
    cursor_id = case when a.state = 'failed' then a.cursor_id end,
    state = case when schedule_announcement.at is null then 'sending' else 'scheduled' end::public.announcement_state,
    finished_at = null,
    started_at = case when a.state = 'failed' then coalesce(a.started_at, now()) when schedule_announcement.at is null then now() end
  where a.id = wanted.id returning a.* into wanted;
  perform private.say_progress(wanted);
  return wanted;
end $$;
comment on function public.schedule_announcement is
  'For staff: sends an announcement at a time, or at once without one. The audience is who belongs to it then. One that failed goes on where it stopped. Errors: not_staff, announcement_not_found, announcement_over, invalid_time, invalid_audience, invalid_words.';
grant execute on function public.schedule_announcement to authenticated;
