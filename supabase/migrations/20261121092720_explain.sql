-- Why each channel of a notification was or was not sent, in words.

create function private.time_words(at timestamptz) returns text
language sql stable set search_path = '' as $$
  select to_char(time_words.at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"')
$$;

-- a code in words: ours, a provider's, or that nobody has written it down yet
create function private.code_words(provider text, code text) returns text
language sql stable set search_path = '' as $$
  select coalesce(
    (select r.sentence from private.delivery_reasons r where r.code = code_words.code),
    (select format('%s (%s %s).', rtrim(c.meaning, '.'), c.provider, c.code) from private.error_classes c
      where c.provider = code_words.provider and c.code = code_words.code),
    case when code_words.code is not null then
      format('%s answered with code %s, whose meaning is not in private.error_classes yet.', coalesce(code_words.provider, 'The provider'), code_words.code) end)
$$;

-- what a delivery waits for
create function private.waiting_words(d private.deliveries) returns text
language sql stable set search_path = '' as $$
  select case
    when d.next_attempt_at <= now() then format('It has been ready since %s and waits for the next worker.', private.time_words(d.next_attempt_at))
    when n.deliver_after > now() then format('It is scheduled for %s.', private.time_words(n.deliver_after))
    when private.quiet_until(d.user_id, d.priority, d.next_attempt_at - interval '1 second') >= d.next_attempt_at
      then format('The person has quiet hours: it waits until %s.', private.time_words(d.next_attempt_at))
    when d.digest_key is not null then format('It waits until %s for others of its kind, to leave with them as one.', private.time_words(d.next_attempt_at))
    else format('It waits until %s.', private.time_words(d.next_attempt_at)) end
  from public.notifications n where n.id = d.notification_id
$$;

-- one sentence for each state; a state without one fails the test
create function private.delivery_words(d private.deliveries) returns text
language sql stable set search_path = '' as $$
  select case d.state
    when 'pending' then 'Not sent yet. ' || private.waiting_words(d)
    when 'sending' then format('A worker has it since %s and has until %s.', private.time_words(d.claimed_at), private.time_words(d.next_attempt_at))
    when 'retry_wait' then format('Try %s failed, the next is at %s. ', d.attempts, private.time_words(d.next_attempt_at)) || coalesce(private.code_words(d.provider, d.last_code), '')
    when 'ambiguous' then format('%s was asked at %s and its answer was lost. It is looked up there at %s before anything is sent again.',
      coalesce(d.provider, 'The provider'), private.time_words(d.in_doubt_since), private.time_words(d.next_attempt_at))
    when 'accepted' then format('%s took it at %s. ', coalesce(d.provider, 'The provider'), private.time_words(d.accepted_at))
      || case d.channel when 'web_push' then 'No device has said yet that it showed it; not every browser does.' else 'It has not said yet what became of it.' end
    when 'sent' then format('%s passed it on. Not every network says whether it arrived.', coalesce(d.provider, 'The provider'))
    when 'delivered' then format('It arrived at %s.', private.time_words(d.delivered_at))
    when 'undelivered' then 'It was sent and did not arrive. ' || coalesce(private.code_words(d.provider, d.last_code), '')
    when 'failed' then 'It could not be sent. ' || coalesce(private.code_words(d.provider, d.last_code), d.last_error, '')
    when 'suppressed' then 'It was not sent. ' || coalesce(private.code_words(d.provider, d.last_code), '')
    when 'expired' then 'It was not sent. ' || private.code_words(null, 'expired')
    when 'cancelled' then 'It was not sent. ' || private.code_words(null, coalesce(d.last_code, 'cancelled'))
    when 'dead' then format('It was given up after %s tries. ', d.attempts) || coalesce(private.code_words(d.provider, d.last_code), '')
  end
  || coalesce((select format(' It stands in for the %s that %s.', o.channel, case o.channel when 'web_push' then 'nobody was shown' else 'failed for good' end)
    from private.deliveries o where o.id = d.fallback_of), '')
  || coalesce((select format(' A delivery by %s followed in its place.', string_agg(f.channel::text, ', ')) from private.deliveries f where f.fallback_of = d.id having count(*) > 0), '')
$$;

create function private.delivery_timeline(d private.deliveries) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_agg(jsonb_build_object('at', t.at, 'what', t.what) order by t.at, t.place) from (
    select d.created_at as at, 1 as place, 'told' as what
    union all select a.started_at, 2, format('try %s through %s', a.attempt, coalesce(a.provider, d.provider, 'the provider')) from private.delivery_attempts a where a.delivery_id = d.id
    union all select a.finished_at, 3, concat_ws(': ', replace(a.outcome, '_', ' '), nullif(concat_ws(' ', 'HTTP ' || a.http_status, private.code_words(coalesce(a.provider, d.provider), a.code), a.error), ''))
      from private.delivery_attempts a where a.delivery_id = d.id
    union all select e.received_at, 4, concat_ws(', ', format('%s reported %s', e.provider, e.status), private.code_words(e.provider, e.error_code))
      from private.provider_events e where e.delivery_id = d.id or (e.provider = d.provider and e.provider_message_id = d.provider_message_id)
    union all select d.shown_at, 5, 'shown on a device'
    union all select d.clicked_at, 6, coalesce('pressed: ' || d.clicked_action, 'pressed')
    union all select d.dismissed_at, 7, 'put away unopened'
    union all select d.finished_at, 8, 'over: ' || d.state::text) t
  where t.at is not null
$$;
