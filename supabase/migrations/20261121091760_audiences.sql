-- Whom an announcement reaches: the people of an audience in the order of their ids, page by page, and how many there are.

-- as_of: who joined, ordered or closed an order after it changes nothing
create function private.audience_page(audience jsonb, as_of timestamptz, after_id uuid, page int) returns setof uuid
language plpgsql stable rows 10000 set search_path = '' as $$
declare
  beyond uuid := coalesce(after_id, '00000000-0000-0000-0000-000000000000');
  named text[] := array(select jsonb_array_elements_text(coalesce(audience -> 'roles', audience -> 'kinds', audience -> 'user_ids', '[]')));
begin
  case audience ->> 'kind'
    when 'all' then
      return query select p.id from public.profiles p
        where p.id > beyond and p.created_at <= as_of order by p.id limit page;
    when 'role' then
      return query select p.id from public.profiles p
        where p.id > beyond and p.created_at <= as_of and p.role = any (named::public.person_role[]) order by p.id limit page;
    when 'order_kind' then
      return query select p.id from public.profiles p
        where p.id > beyond and p.created_at <= as_of and exists (
          select from public.orders o where o.customer_id = p.id and o.kind = any (named::public.order_kind[]) and o.created_at <= as_of)
        order by p.id limit page;
    when 'active_order' then
      return query select distinct o.customer_id from public.orders o
        where o.customer_id > beyond and o.created_at <= as_of and (o.closed_at is null or o.closed_at > as_of)
        order by o.customer_id limit page;
    else
      return query select p.id from public.profiles p
        where p.id > beyond and p.created_at <= as_of and p.id = any (named::uuid[]) order by p.id limit page;
  end case;
end $$;

-- e-mail addresses of a list become people who have proven them; as they are typed they stay beside, for whoever edits the list
create function private.resolve_audience(audience jsonb) returns jsonb
language sql stable set search_path = '' as $$
  select case when resolve_audience.audience ->> 'kind' <> 'list' or not resolve_audience.audience ? 'emails' then resolve_audience.audience
    else resolve_audience.audience || jsonb_build_object('user_ids', (
      select coalesce(jsonb_agg(distinct id), '[]') from (
        select u.id::text from auth.users u where u.email_confirmed_at is not null and lower(u.email) in (
          select lower(btrim(e)) from jsonb_array_elements_text(resolve_audience.audience -> 'emails') e)
      ) found)) end
$$;

-- definer: reach is asked of phones, devices, preferences and addresses of everybody
create function public.preview_audience(
  audience jsonb, event_type text default 'announcement.news', channels public.notification_channel[] default null
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  fault text := private.audience_fault(preview_audience.audience);
  resolved jsonb;
  event public.event_types;
  used public.notification_channel[];
  -- who chose nothing is judged alike, so the rule is asked once and not once per person
  presumed public.notification_channel[];
  answer jsonb;
begin
  perform private.require_staff();
  select e.* into event from public.event_types e where e.key = preview_audience.event_type;
  if fault is not null or event.key is null then
    perform private.refuse(422, 'invalid_audience', coalesce(fault, 'There is no such event type.'));
  end if;
  resolved := private.resolve_audience(preview_audience.audience);
  used := array(select c from unnest(event.channels) c where preview_audience.channels is null or c = any (preview_audience.channels));
  presumed := array(select c from unnest(used) c where private.is_wanted(null, event.category, c));
  with people as materialized (
    select private.audience_page(resolved, now(), null, null) as id
  ), changed as (
    select p.user_id, array_agg(p.channel) as channels from public.preferences p
    where p.category = event.category and p.is_enabled <> (p.channel = any (presumed))
      and private.is_wanted(p.user_id, p.category, p.channel) = p.is_enabled
    group by p.user_id
  ), choosers as materialized (
    select ch.user_id, array(select c from unnest(used) c where (c = any (presumed)) <> (c = any (ch.channels))) as wanted from changed ch
  ), pushed as (
    select distinct s.user_id from public.push_subscriptions s where s.disabled_at is null
  ), phoned as (
    select distinct f.user_id from public.phones f where f.verified_at is not null and private.suppression_of('sms', f.e164) is null
  ), mailed as (
    select u.id as user_id from auth.users u left join private.suppressions x on x.channel = 'email' and x.address = lower(u.email)
    where u.email_confirmed_at is not null and u.email is not null and x.address is null
  ), judged as (
    select pe.id, pr.locale, 'in_app' = any (w.channels) as in_app, 'web_push' = any (w.channels) and s.user_id is not null as web_push,
      'sms' = any (w.channels) and f.user_id is not null as sms, 'email' = any (w.channels) and m.user_id is not null as email
    from people pe join public.profiles pr on pr.id = pe.id
    left join choosers ch on ch.user_id = pe.id
    cross join lateral (select coalesce(ch.wanted, presumed) as channels) w
    left join pushed s on s.user_id = pe.id left join phoned f on f.user_id = pe.id left join mailed m on m.user_id = pe.id
  ), locales as (
    select j.locale, count(*) as people from judged j group by 1
  )
  select jsonb_build_object(
    'people', count(*),
    'reachable', jsonb_build_object(
      'any', count(*) filter (where j.in_app or j.web_push or j.sms or j.email),
      'in_app', count(*) filter (where j.in_app), 'web_push', count(*) filter (where j.web_push),
      'sms', count(*) filter (where j.sms), 'email', count(*) filter (where j.email)),
    'locales', (select coalesce(jsonb_object_agg(l.locale, l.people), '{}') from locales l),
    'sample', (select coalesce(jsonb_agg(n.name), '[]') from (
      select pr.name from people p join public.profiles pr on pr.id = p.id limit 5) n),
    'unknown', (select coalesce(jsonb_agg(e), '[]') from (
      select e from jsonb_array_elements_text(coalesce(resolved -> 'emails', '[]')) e
      where not exists (select from auth.users u where u.email_confirmed_at is not null and lower(u.email) = lower(btrim(e))) limit 20) missing))
  into answer from judged j;
  return answer;
end $$;
comment on function public.preview_audience is
  'For staff: how many people an audience has, how many each channel reaches as they have chosen, their locales, five names, and e-mail addresses that are nobody''s. Errors: not_staff, invalid_audience.';
grant execute on function public.preview_audience to authenticated;
