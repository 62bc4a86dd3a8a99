-- How long the books of sending are kept. What was told, to whom and how it ended stays; consent_log is never shortened.

alter table private.settings
  add column attempts_days int not null default 90 check (attempts_days between 7 and 3650),
  add column provider_events_days int not null default 90 check (provider_events_days between 7 and 3650),
  add column inbound_sms_days int not null default 365 check (inbound_sms_days between 7 and 3650),
  add column words_days int not null default 180 check (words_days between 31 and 3650);
comment on column private.settings.attempts_days is 'Days that each single try of a finished delivery is kept.';
comment on column private.settings.provider_events_days is 'Days that callbacks are kept as they came.';
comment on column private.settings.inbound_sms_days is 'Days that texts from people are kept. One that waits for staff stays until it is handled, and each number''s last STOP as long as its suppression.';
comment on column private.settings.words_days is 'Days that the words and the address of a delivery are kept once it left or ended; the row stays for the figures. Afterwards it cannot be redelivered.';

create index delivery_attempts_started_at_idx on private.delivery_attempts (started_at);
create index provider_events_received_at_idx on private.provider_events (received_at);
create index inbound_sms_received_at_idx on private.inbound_sms (received_at);
create index deliveries_words_idx on private.deliveries (coalesce(finished_at, accepted_at))
  where rendered <> '{}' and coalesce(finished_at, accepted_at) is not null;

-- one batch of each, oldest first; returns the largest, so that less than asked for says done
create function private.forget_old(batch int default 5000) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  s private.settings := (select x from private.settings x);
  most int := 0;
  gone int;
begin
  delete from private.delivery_attempts a using (
    select t.delivery_id, t.lease_token from private.delivery_attempts t join private.deliveries d on d.id = t.delivery_id
    where t.started_at < now() - make_interval(days => s.attempts_days) and d.state not in ('pending', 'sending', 'retry_wait', 'ambiguous')
    order by t.started_at limit forget_old.batch) old
  where a.delivery_id = old.delivery_id and a.lease_token = old.lease_token;
  get diagnostics gone = row_count;
  most := greatest(most, gone);
  delete from private.provider_events e where e.id = any (array(
    select o.id from private.provider_events o where o.received_at < now() - make_interval(days => s.provider_events_days)
    order by o.received_at limit forget_old.batch));
  get diagnostics gone = row_count;
  most := greatest(most, gone);
  delete from private.inbound_sms i where i.id = any (array(
    select o.id from private.inbound_sms o where o.received_at < now() - make_interval(days => s.inbound_sms_days)
      and (o.keyword is not null or o.handled_at is not null)
      -- START gives back what the last STOP took, however long ago
      and not (o.keyword = 'stop' and exists (select from private.suppressions x where x.channel = 'sms' and x.address = o.from_number and x.reason = 'stop'))
    order by o.received_at limit forget_old.batch));
  get diagnostics gone = row_count;
  most := greatest(most, gone);
  update private.deliveries d set rendered = '{}', sent_to = null where d.id = any (array(
    select o.id from private.deliveries o
    where o.rendered <> '{}' and coalesce(o.finished_at, o.accepted_at) < now() - make_interval(days => s.words_days)
      and o.state not in ('pending', 'sending', 'retry_wait', 'ambiguous')
    order by coalesce(o.finished_at, o.accepted_at) limit forget_old.batch for update skip locked));
  get diagnostics gone = row_count;
  return greatest(most, gone);
end $$;
comment on function private.forget_old is
  'Hourly by pg_cron, batch by batch: deletes old tries, callbacks and handled texts, and blanks the words and addresses of old deliveries. See settings.*_days.';

-- each batch commits by itself, so that no claim waits for it; what is left after two minutes the next hour takes
select cron.schedule('orderline-forget', '37 * * * *', $job$
do $$
declare
  began timestamptz := clock_timestamp();
begin
  loop
    exit when private.forget_old(5000) < 5000 or clock_timestamp() > began + interval '2 minutes';
    commit;
  end loop;
end $$
$job$);
