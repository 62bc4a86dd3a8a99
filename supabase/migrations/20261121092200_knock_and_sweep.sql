-- New work knocks on the function's door, through pg_net, which may lose the knock. The sweep finds what it lost:
-- with every knock dropped, everything is still delivered.

create function private.knock(channel public.notification_channel) returns void
language sql volatile security definer set search_path = '' as $$
  select private.call_function(case knock.channel when 'sms' then 'send-sms' when 'web_push' then 'send-push' when 'email' then 'send-email' end,
    'deliveries', jsonb_build_object('channel', knock.channel))
$$;

-- one knock per transaction and channel, however many statements and rows: it is heard at the commit, and a job that tells
-- hundreds one by one would fill pg_net's queue in front of everybody
create function private.tg_deliveries__knock() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  knocked text := coalesce(current_setting('orderline.knocked', true), '');
  due public.notification_channel;
begin
  for due in select distinct d.channel from added d where d.state = 'pending' and d.next_attempt_at <= now() loop
    continue when strpos(knocked, '/' || due || '/') > 0;
    perform private.knock(due);
    -- with the transaction, or with its savepoint, this is forgotten just as the knock is
    knocked := set_config('orderline.knocked', knocked || '/' || due || '/', true);
  end loop;
  return null;
end $$;
create trigger _900_knock after insert on private.deliveries
  referencing new table as added for each statement execute function private.tg_deliveries__knock();

-- the longest wait of each channel, by index: one look per priority, however many wait
create function private.oldest_due() returns table (channel public.notification_channel, due_since timestamptz)
language sql stable set search_path = '' as $$
  select c.channel, min(o.next_attempt_at)
  from unnest('{web_push,sms,email}'::public.notification_channel[]) c (channel)
  cross join unnest(enum_range(null::public.notification_priority)) level (priority)
  cross join lateral (select d.next_attempt_at from private.deliveries d
    where d.channel = c.channel and d.priority = level.priority and d.state in ('pending', 'sending', 'retry_wait', 'ambiguous')
      and d.next_attempt_at <= now() order by d.next_attempt_at limit 1) o
  group by c.channel
$$;

create function private.sweep() returns void
language plpgsql security definer set search_path = '' as $$
declare
  event_id bigint;
begin
  perform private.knock(due.channel) from private.oldest_due() due;
  -- each by itself: one that fails must not undo the knocks, or the channels would stand still with it
  begin
    perform private.escalate();
  exception when others then
    raise warning 'Escalation failed: %', sqlerrm;
  end;
  -- a callback may come before the row knows its provider id; after a day it belongs to nobody
  for event_id in select e.id from private.provider_events e
    where e.applied_at is null and e.received_at > now() - interval '1 day' and (
      exists (select from private.deliveries d where d.id = e.delivery_id)
      or exists (select from private.deliveries d where d.provider = e.provider and d.provider_message_id = e.provider_message_id))
    order by e.id limit 1000
  loop
    begin
      perform private.apply_provider_event(event_id);
    exception when others then
      raise warning 'Callback % cannot be applied: %', event_id, sqlerrm;
    end;
  end loop;
end $$;
comment on function private.sweep() is 'Every 10 seconds by pg_cron: knocks for what waits, follows urgent pushes that nobody saw, and applies callbacks that came early.';

select cron.schedule('orderline-sweep', '10 seconds', 'select private.sweep()');
create function private.keep_house() returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.close_without_receipt();
  perform private.purge_logs();
end $$;
comment on function private.keep_house() is 'Every hour by pg_cron: closes what no receipt came for, and purges the logs of pg_cron and pg_net.';
select cron.schedule('orderline-house', '23 * * * *', 'select private.keep_house()');
select cron.schedule('orderline-location-partitions', '17 * * * *', 'select private.keep_location_partitions()');
