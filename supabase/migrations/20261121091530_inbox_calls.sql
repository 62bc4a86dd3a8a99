-- What the app calls. Each marks what ids or a filter of inbox_page names, and answers {change_id, count, unread}.

-- definer, all of them: change_inbox may be called by nobody, since it takes the action as a word

create function public.mark_notifications_seen(ids uuid[]) returns int
language sql security definer set search_path = '' as $$
  with changed as (
    update public.notifications n set seen_at = now()
    where n.user_id = (select auth.uid()) and n.id = any (ids) and n.seen_at is null and n.inbox_at <= now()
    returning 1)
  select count(*)::int from changed
$$;
comment on function public.mark_notifications_seen is 'Notes that the caller had these on a screen. Returns how many were new to them.';
grant execute on function public.mark_notifications_seen to authenticated;

create function public.mark_notifications_read(ids uuid[] default null, filter jsonb default null) returns jsonb
language sql security definer set search_path = '' as $$
  select private.change_inbox('read', ids, case when ids is null then coalesce(filter, '{}') else filter end)
$$;
comment on function public.mark_notifications_read is
  'Marks the caller''s notifications read: those named, those of the filter, or without either all of the inbox. A snooze ends. Returns {change_id, count, unread}; count is at most 10000, then call again. Errors: invalid_filter.';
grant execute on function public.mark_notifications_read to authenticated;

create function public.mark_notifications_unread(ids uuid[] default null, filter jsonb default null) returns jsonb
language sql security definer set search_path = '' as $$ select private.change_inbox('unread', ids, filter) $$;
comment on function public.mark_notifications_unread is
  'Puts them back as unread, also out of the archive. Returns {change_id, count, unread}. Errors: nothing_named, invalid_filter.';
grant execute on function public.mark_notifications_unread to authenticated;

create function public.archive_notifications(ids uuid[] default null, filter jsonb default null) returns jsonb
language sql security definer set search_path = '' as $$ select private.change_inbox('archive', ids, filter) $$;
comment on function public.archive_notifications is
  'Puts them away, read. A snooze ends. Returns {change_id, count, unread}. Errors: nothing_named, invalid_filter.';
grant execute on function public.archive_notifications to authenticated;

create function public.unarchive_notifications(ids uuid[] default null, filter jsonb default null) returns jsonb
language sql security definer set search_path = '' as $$ select private.change_inbox('unarchive', ids, filter) $$;
comment on function public.unarchive_notifications is
  'Takes them out of the archive, read as they are. Returns {change_id, count, unread}. Errors: nothing_named, invalid_filter.';
grant execute on function public.unarchive_notifications to authenticated;

create function public.delete_notifications(ids uuid[] default null, filter jsonb default null) returns jsonb
language sql security definer set search_path = '' as $$ select private.change_inbox('delete', ids, filter) $$;
comment on function public.delete_notifications is
  'Deletes them for the caller. The same event never comes back: the row stays without its words. Returns {change_id, count, unread}. Errors: nothing_named, invalid_filter.';
grant execute on function public.delete_notifications to authenticated;

create function public.snooze_notifications(until timestamptz, ids uuid[] default null, filter jsonb default null) returns jsonb
language plpgsql security definer set search_path = '' as $$
begin
  if until is null or until <= now() or until > now() + interval '1 year' then
    perform private.refuse(422, 'invalid_snooze', 'Choose a time from now on, within a year.');
  end if;
  return private.change_inbox('snooze', ids, filter, until);
end $$;
comment on function public.snooze_notifications is
  'Takes them out of the inbox until then; they come back once, unread and on top. Returns {change_id, count, unread}. Errors: nothing_named, invalid_filter, invalid_snooze.';
grant execute on function public.snooze_notifications to authenticated;

create function public.unsnooze_notifications(ids uuid[] default null, filter jsonb default null) returns jsonb
language sql security definer set search_path = '' as $$ select private.change_inbox('unsnooze', ids, filter) $$;
comment on function public.unsnooze_notifications is
  'Brings snoozed ones back to their old place, unread. Returns {change_id, count, unread}. Errors: nothing_named, invalid_filter.';
grant execute on function public.unsnooze_notifications to authenticated;
