-- People, for staff: found by what they say on the phone, with what they ordered and asked.

-- definer: addresses stand in auth.users, suspensions and last_seen in private
create function public.people_page(search text default null, with_role public.person_role default null, suspended boolean default null,
  before timestamptz default null, before_id uuid default null, page int default 30)
returns table (
  id uuid, name text, email text, role public.person_role, avatar_url text, created_at timestamptz, seen_at timestamptz,
  suspended_until timestamptz, open_orders int
)
language plpgsql stable security definer set search_path = '' as $$
declare
  words text := nullif(btrim(lower(left(people_page.search, 100))), '');
  digits text := nullif(regexp_replace(people_page.search, '[^0-9]', '', 'g'), '');
begin
  perform private.require_staff();
  return query
  select p.id, p.name, u.email::text, p.role, p.avatar_url, p.created_at, s.seen_at, private.suspended_until(p.id),
    (select count(*)::int from public.orders o where o.closed_at is null and p.id in (o.customer_id, o.partner_id))
  from public.profiles p join auth.users u on u.id = p.id left join private.last_seen s on s.user_id = p.id
  where (people_page.with_role is null or p.role = people_page.with_role)
    and (people_page.suspended is null or people_page.suspended = (private.suspended_until(p.id) is not null))
    and (people_page.before is null or (p.created_at, p.id) < (people_page.before, people_page.before_id))
    -- what is looked for is text, not a pattern: a name, an address, a whole number of a phone or of an order
    and (words is null or position(words in lower(p.name)) > 0 or position(words in lower(u.email)) > 0
      or p.id in (select o.customer_id from public.orders o where o.number = upper(words) union all select o.partner_id from public.orders o where o.number = upper(words))
      or (length(digits) > 6 and p.id in (select f.user_id from public.phones f
        where f.e164 = '+' || digits or (length(ltrim(digits, '0')) > 6 and f.e164 like '%' || ltrim(digits, '0')))))
  order by p.created_at desc, p.id desc limit least(greatest(coalesce(people_page.page, 30), 1), 100);
end $$;
comment on function public.people_page is
  'For staff: people, newest first; search is part of a name or address, or a whole number of an order or phone, also as it is dialled at home; before and before_id are created_at and id of the last one seen. Errors: not_staff.';
grant execute on function public.people_page to authenticated;

-- definer: as above; requests of support are staff's, other rooms are told by their order
create function public.person_overview(user_id uuid) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  answer jsonb;
begin
  perform private.require_staff();
  select jsonb_build_object('id', p.id, 'name', p.name, 'email', u.email, 'role', p.role, 'avatar_url', p.avatar_url, 'locale', p.locale,
    'time_zone', p.time_zone, 'created_at', p.created_at, 'seen_at', (select s.seen_at from private.last_seen s where s.user_id = p.id),
    'phone', (select private.mask_phone(f.e164) from public.phones f where f.user_id = p.id and f.verified_at is not null order by f.verified_at desc limit 1),
    'devices', (select count(*) from public.push_subscriptions d where d.user_id = p.id and d.disabled_at is null),
    'suspension', (select jsonb_build_object('until', s.until, 'reason', s.reason, 'by', w.name, 'at', s.suspended_at)
      from private.chat_suspensions s left join public.profiles w on w.id = s.suspended_by where s.user_id = p.id and s.until > now()),
    'open_orders', (select count(*) from public.orders o where o.closed_at is null and p.id in (o.customer_id, o.partner_id)),
    'orders', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at desc), '[]') from (
      select o.id, o.number, o.kind, o.status, o.created_at, o.customer_id = p.id as is_customer from public.orders o
      where p.id in (o.customer_id, o.partner_id) order by o.created_at desc limit 20) x),
    'requests', (select coalesce(jsonb_agg(to_jsonb(x) order by x.created_at desc), '[]') from (
      select t.room_id, t.number, t.subject, t.is_open, t.created_at from public.support_tickets t
      where t.requester_id = p.id order by t.created_at desc limit 20) x))
  into answer from public.profiles p join auth.users u on u.id = p.id where p.id = person_overview.user_id;
  if answer is null then
    perform private.refuse(404, 'person_not_found', 'There is no such person.');
  end if;
  return answer;
end $$;
comment on function public.person_overview is
  'For staff: one person with their suspension, the newest 20 orders and requests, a masked phone and the number of devices. Errors: not_staff, person_not_found.';
grant execute on function public.person_overview to authenticated;

-- definer: roles have no grant
create function public.set_person_role(user_id uuid, role public.person_role) returns void
language plpgsql security definer set search_path = '' as $$
declare
  former public.person_role;
begin
  perform private.require_staff();
  select p.role into former from public.profiles p where p.id = set_person_role.user_id for update;
  if former is null then
    perform private.refuse(404, 'person_not_found', 'There is no such person.');
  elsif 'staff' in (former, set_person_role.role) or set_person_role.role is null then
    perform private.refuse(422, 'invalid_person', 'Only an admin makes somebody staff, or takes it from them.');
  elsif former = 'partner' and former <> set_person_role.role and exists (
      select from public.orders o where o.partner_id = set_person_role.user_id and o.closed_at is null) then
    perform private.refuse(409, 'not_allowed_now', 'They carry out an order at this moment. Change it when it is over.');
  end if;
  update public.profiles p set role = set_person_role.role where p.id = set_person_role.user_id and p.role <> set_person_role.role;
end $$;
comment on function public.set_person_role is
  'For staff: makes a customer a partner, or a partner without an order under way a customer. Errors: not_staff, person_not_found, invalid_person, not_allowed_now.';
grant execute on function public.set_person_role to authenticated;
