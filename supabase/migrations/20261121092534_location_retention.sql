-- How long what is known of ways is kept, and how it goes: the raw positions by the day, the rest by the row.

alter table private.settings
  add column trail_summary_days int not null default 90 check (trail_summary_days between 1 and 3650),
  add column location_view_days int not null default 365 check (location_view_days between 30 and 3650);
comment on column private.settings.trail_summary_days is 'Days that the summary of a way is kept after its last position; a hold keeps it longer.';
comment on column private.settings.location_view_days is 'Days that a line of the access log is kept after the last look.';
create index location_views_last_at_idx on public.location_views (last_at);

-- What Realtime keeps of a position: the day tables of realtime.messages, for 72 hours. Nobody can join the topic of a closed order, so
-- only admins could read it there; blanking empties it before that, and while an order is open after consent was taken back.
create table private.said_positions (
  id bigint generated always as identity primary key,
  topic text not null,
  since timestamptz not null,
  until timestamptz not null
);
comment on table private.said_positions is 'Topics on which positions were told that are to be blanked in realtime.messages; a row lives for a minute.';
comment on column private.said_positions.id is 'Nothing but a key.';
comment on column private.said_positions.topic is 'The topic of the position.';
comment on column private.said_positions.since is 'When sharing began.';
comment on column private.said_positions.until is 'When it ended.';
alter table private.said_positions enable row level security;
-- no policy and no grant

-- definer: whoever ends the share has no right here. The epoch before, where closing or another partner has made a new one
create function private.tg_location_shares__forget_said() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into private.said_positions (topic, since, until)
  select 'order:' || new.order_id || ':loc:' || e, new.started_at, now()
  from public.orders o, generate_series(greatest(o.location_epoch - 1, 1), o.location_epoch) e where o.id = new.order_id;
  return null;
end $$;
create trigger _950_forget_said after update of stopped_at on public.location_shares
  for each row when (old.stopped_at is null and new.stopped_at is not null) execute function private.tg_location_shares__forget_said();

-- an update is not told to anybody: Realtime tells what is inserted
create function private.blank_said_positions() returns int
language plpgsql security definer set search_path = '' as $$
declare
  blanked int := 0;
  done private.said_positions;
  n int;
begin
  for done in delete from private.said_positions s
    where s.id in (select x.id from private.said_positions x order by x.id limit 500 for update skip locked) returning s.* loop
    -- inserted_at has no zone and is in UTC; the bounds let the index leave out all other hours
    update realtime.messages m set payload = '{}'
    where m.topic = done.topic and m.extension = 'broadcast' and m.private and m.event in ('position_updated', 'route_updated') and m.payload <> '{}'
      and m.inserted_at between (done.since at time zone 'utc') and ((done.until + interval '1 minute') at time zone 'utc');
    get diagnostics n = row_count;
    blanked := blanked + n;
  end loop;
  return blanked;
exception when insufficient_privilege then
  -- a project whose postgres role may not: what was told goes with its day, within 72 hours
  raise warning 'Positions told by Realtime could not be blanked: %', sqlerrm;
  return 0;
end $$;
comment on function private.blank_said_positions is 'Every minute by pg_cron: empties the positions that Realtime keeps of shares that ended. Returns how many.';
select cron.schedule('orderline-blank-positions', '* * * * *', 'select private.blank_said_positions()');

-- one batch of each; returns the largest, so that less than asked for says done
create function private.forget_locations(batch int default 5000) returns int
language plpgsql volatile security definer set search_path = '' as $$
declare
  s private.settings := (select x from private.settings x);
  most int := 0;
  gone int;
begin
  delete from private.location_holds h where h.until <= now();
  delete from private.held_locations l where l.ctid = any (array(
    select x.ctid from private.held_locations x where not private.is_held(x.order_id) limit forget_locations.batch));
  get diagnostics most = row_count;
  delete from public.trail_summaries t using (
    select x.order_id, x.partner_id from public.trail_summaries x
    where x.ended_at < now() - make_interval(days => s.trail_summary_days) and not private.is_held(x.order_id)
    order by x.ended_at limit forget_locations.batch) old
  where t.order_id = old.order_id and t.partner_id = old.partner_id;
  get diagnostics gone = row_count;
  most := greatest(most, gone);
  delete from public.location_views v where v.id = any (array(
    select x.id from public.location_views x where x.last_at < now() - make_interval(days => s.location_view_days)
    order by x.last_at limit forget_locations.batch));
  get diagnostics gone = row_count;
  perform private.erase_put_off();
  return greatest(most, gone);
end $$;
comment on function private.forget_locations is
  'Hourly by pg_cron: deletes old summaries and looks, what was held once the hold is over, and does the erasures a hold put off. See settings.trail_summary_days, location_view_days.';
select cron.schedule('orderline-forget-locations', '47 * * * *', 'select private.forget_locations(20000)');
