-- What a person did with what reached them: a push that was shown, a click on a push or on a link in a mail, a push put away.

alter table private.deliveries add column dismissed_at timestamptz;
comment on column private.deliveries.shown_at is 'When a device said that it showed the push; stays empty where no service worker reports, as with Declarative Web Push.';
comment on column private.deliveries.clicked_at is 'The first click; later ones change nothing. In a mail it may also be a scanner that follows links.';
comment on column private.deliveries.clicked_action is 'Button of that click, such as open or read; empty: the notification itself, or a link in a mail.';
comment on column private.deliveries.dismissed_at is 'When the person put the push away unopened.';

-- A push has no other receipt: what a device showed was delivered, even where the answer to the send was lost. The device may
-- be faster than the worker that sent it; whichever comes second makes it delivered.
create function private.tg_deliveries__shown() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.state := 'delivered';
  new.accepted_at := coalesce(new.accepted_at, new.shown_at);
  new.delivered_at := new.shown_at;
  new.finished_at := now();
  new.last_code := null;
  new.last_error := null;
  return new;
end $$;
create trigger _500_shown before update on private.deliveries for each row
  when (new.channel = 'web_push' and new.state in ('accepted', 'retry_wait') and new.shown_at is not null)
  execute function private.tg_deliveries__shown();

-- definer: the outbox has no grants at all
create function public.record_engagement(delivery_id uuid, kind text, action text default null) returns text
language plpgsql security definer set search_path = '' as $$
declare
  told public.notifications;
begin
  if record_engagement.kind is null or record_engagement.kind not in ('shown', 'clicked', 'dismissed') or length(record_engagement.action) > 40 then
    perform private.refuse(422, 'invalid_engagement', 'Say shown, clicked or dismissed, and an action of at most 40 characters.');
  end if;
  -- who clicked or put away what was shown, saw it
  update private.deliveries d set
    shown_at = coalesce(d.shown_at, now()),
    clicked_at = case record_engagement.kind when 'clicked' then coalesce(d.clicked_at, now()) else d.clicked_at end,
    clicked_action = case when record_engagement.kind = 'clicked' and d.clicked_at is null then record_engagement.action else d.clicked_action end,
    dismissed_at = case record_engagement.kind when 'dismissed' then coalesce(d.dismissed_at, now()) else d.dismissed_at end
  where d.id = record_engagement.delivery_id and case record_engagement.kind when 'shown' then d.shown_at is null
    when 'clicked' then d.clicked_at is null else d.dismissed_at is null end;
  update public.notifications n set
    read_at = case record_engagement.kind when 'clicked' then now() end, seen_at = coalesce(n.seen_at, now())
  from private.deliveries d
  where d.id = record_engagement.delivery_id and n.id = d.notification_id and record_engagement.kind <> 'shown'
    and n.read_at is null and (record_engagement.kind = 'clicked' or n.seen_at is null);
  select n.* into told from private.deliveries d join public.notifications n on n.id = d.notification_id
  where d.id = record_engagement.delivery_id;
  return case when told.id is not null then coalesce(told.action_url, '/') end;
end $$;
comment on function public.record_engagement is
  'Notes that a delivery was shown, clicked or dismissed; the first of each counts, and a click marks the notification read. Returns where it leads, / without an address, null when there is no such delivery. Errors: invalid_engagement.';
grant execute on function public.record_engagement to service_role;
