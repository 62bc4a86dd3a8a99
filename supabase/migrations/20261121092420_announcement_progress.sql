-- How far an announcement has come: counted when asked, by index, so it cannot drift.

-- definer: notifications and deliveries of others are counted, never shown
create function public.announcement_progress(id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  a public.announcements;
  answer jsonb;
begin
  perform private.require_staff();
  select w.* into a from public.announcements w where w.id = announcement_progress.id;
  if a.id is null then
    perform private.refuse(404, 'announcement_not_found', 'There is no such announcement.');
  end if;
  with told as materialized (
    select n.id, n.read_at is not null as is_read from public.notifications n
    where n.subject_type = 'announcement' and n.subject_id = a.id
  ), counted as (
    select d.channel,
      count(*) filter (where d.state in ('pending', 'sending', 'retry_wait', 'ambiguous')) as waiting,
      count(*) filter (where d.state in ('suppressed', 'cancelled')) as suppressed,
      count(*) filter (where d.state in ('accepted', 'sent', 'delivered')) as sent,
      count(*) filter (where d.state = 'delivered') as delivered,
      count(*) filter (where d.state in ('undelivered', 'failed', 'expired', 'dead')) as failed,
      count(d.shown_at) as shown, count(d.clicked_at) as clicked
    from told t join private.deliveries d on d.notification_id = t.id
    group by d.channel
  )
  select jsonb_build_object('id', a.id, 'state', a.state,
    'audience', (select count(*) from private.audience_page(a.audience, coalesce(a.started_at, now()), null, null)),
    'created', (select count(*) from told), 'read', (select count(*) from told t where t.is_read),
    'channels', coalesce(jsonb_object_agg(c.channel, to_jsonb(c) - 'channel'), '{}'))
    || jsonb_build_object('waiting', coalesce(sum(c.waiting), 0), 'suppressed', coalesce(sum(c.suppressed), 0), 'sent', coalesce(sum(c.sent), 0),
      'delivered', coalesce(sum(c.delivered), 0), 'failed', coalesce(sum(c.failed), 0), 'shown', coalesce(sum(c.shown), 0),
      'clicked', coalesce(sum(c.clicked), 0))
  into answer from counted c;
  return answer;
end $$;
comment on function public.announcement_progress is
  'For staff: people in the audience, told (created), reading it, and per channel and in sum how many deliveries wait, were suppressed, sent, delivered, failed, shown, clicked. Errors: not_staff, announcement_not_found.';
grant execute on function public.announcement_progress to authenticated;

create function public.announcement_list(before timestamptz default null, before_id uuid default null, page int default 20)
returns table (
  id uuid, event_type text, title text, state public.announcement_state, priority public.notification_priority, audience_kind text,
  scheduled_for timestamptz, started_at timestamptz, finished_at timestamptz, cancelled_at timestamptz,
  created_at timestamptz, updated_at timestamptz, author text, told bigint
)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_staff();
  return query select a.id, a.event_type, coalesce(a.words -> a.default_locale ->> 'title', ''), a.state, a.priority, a.audience ->> 'kind',
    a.scheduled_for, a.started_at, a.finished_at, a.cancelled_at, a.created_at, a.updated_at, p.name,
    (select count(*) from public.notifications n where n.subject_type = 'announcement' and n.subject_id = a.id)
  from public.announcements a left join public.profiles p on p.id = a.created_by
  where announcement_list.before is null or (a.created_at, a.id) < (announcement_list.before, coalesce(announcement_list.before_id, a.id))
  order by a.created_at desc, a.id desc
  limit least(greatest(announcement_list.page, 1), 100);
end $$;
comment on function public.announcement_list is
  'For staff: announcements, newest first, with how many people were told; before and before_id are created_at and id of the last one seen. Errors: not_staff.';
grant execute on function public.announcement_list to authenticated;
