-- Taking an announcement back: all of it while it is a draft, what has not left once it is on its way.

create function private.has_waiting_deliveries(announcement_id uuid) returns boolean
language sql stable set search_path = '' as $$
  select exists (select from public.notifications n join private.deliveries d on d.notification_id = n.id
    where n.subject_type = 'announcement' and n.subject_id = announcement_id and d.state in ('pending', 'retry_wait'))
$$;

-- Stops what waits of a cancelled announcement for the next thousand people after its cursor, so that all together is one pass.
-- What a worker holds it may finish; what is skipped here the claim refuses.
create function private.stop_page(announcement_id uuid) returns void
language plpgsql set search_path = '' as $$
declare
  told uuid[];
  people uuid[];
begin
  select array_agg(n.id), array_agg(n.user_id order by n.user_id) into told, people from (
    select n.id, n.user_id from public.notifications n
    where n.subject_type = 'announcement' and n.subject_id = announcement_id and n.user_id > coalesce(
      (select a.cursor_id from public.announcements a where a.id = announcement_id), '00000000-0000-0000-0000-000000000000')
    order by n.user_id limit 1000) n;
  with waiting as (
    select d.id from private.deliveries d
    where d.notification_id = any (told) and d.state in ('pending', 'retry_wait') and d.in_doubt_since is null
    for update skip locked)
  update private.deliveries d set state = 'suppressed', last_code = 'announcement_cancelled', lease_token = null, finished_at = now()
  from waiting w where d.id = w.id;
  update public.announcements a set cursor_id = coalesce(people[cardinality(people)], a.cursor_id),
    finished_at = case when coalesce(cardinality(people), 0) < 1000 then now() end
  where a.id = announcement_id;
end $$;

create function public.cancel_announcement(id uuid) returns public.announcements
language plpgsql security definer set search_path = '' as $$
declare
  wanted public.announcements := private.announcement_in(cancel_announcement.id, '{scheduled,sending,done,failed}');
begin
  if wanted.state = 'done' and not private.has_waiting_deliveries(wanted.id) then
    perform private.refuse(409, 'announcement_over', 'Everything of this announcement has been sent.');
  end if;
  -- from here on the claim hands out nothing of it; the rows that wait are marked page by page, a first one now
  update public.announcements a set state = 'cancelled', cancelled_at = now(), finished_at = null, cursor_id = null,
    failures = 0, fault = null, retry_at = null where a.id = wanted.id;
  perform private.stop_page(wanted.id);
  select a.* into wanted from public.announcements a where a.id = cancel_announcement.id;
  perform private.say_progress(wanted);
  return wanted;
end $$;
comment on function public.cancel_announcement is
  'For staff: nobody more is told, and what waits is suppressed as announcement_cancelled. What left stays. Errors: not_staff, announcement_not_found, announcement_over.';
grant execute on function public.cancel_announcement to authenticated;

create function public.discard_announcement(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.announcement_in(discard_announcement.id, '{draft}');
  delete from public.announcements a where a.id = discard_announcement.id;
end $$;
comment on function public.discard_announcement is 'For staff: throws a draft away. Errors: not_staff, announcement_not_found, announcement_over.';
grant execute on function public.discard_announcement to authenticated;
