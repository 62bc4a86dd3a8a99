-- Who may call whom, and in which conversation.

-- definer: asks about both of the two; for the calls below, which know who asks. One row per person who may be called in that room.
create function private.call_partners(room_id uuid, person uuid) returns table (person_id uuid, kind text, order_id uuid)
language sql stable security definer set search_path = '' as $$
  with two as (
    -- of an order: its customer and its partner, while it is under way. A care order begins with a short introduction, once.
    select case person when o.customer_id then o.partner_id when o.partner_id then o.customer_id end as other, o.id as order_id, r.id as room_id,
      case when o.kind = 'care' and o.status = 'accepted' and not exists (
        select from public.calls c where c.order_id = o.id and c.kind = 'introduction' and c.status = 'completed'
          and o.partner_id in (c.caller_id, c.callee_id)) then 'introduction' else 'order' end as kind
    from public.rooms r join public.orders o on o.id = r.order_id
    where r.id = call_partners.room_id and r.kind = 'order' and r.status = 'open' and o.closed_at is null
    union all
    -- of a request: who asked and who looks after it
    select case person when t.requester_id then t.assignee_id when t.assignee_id then t.requester_id end, t.order_id, r.id, 'support'
    from public.rooms r join public.support_tickets t on t.room_id = r.id
    where r.id = call_partners.room_id and r.kind = 'support' and r.status = 'open' and t.resolved_at is null
  )
  select t.other, t.kind, t.order_id from two t
  join public.room_members mine on mine.room_id = t.room_id and mine.user_id = person and mine.left_at is null
    and coalesce(mine.muted_until, '-infinity') <= now()
  join public.room_members theirs on theirs.room_id = t.room_id and theirs.user_id = t.other and theirs.left_at is null
  where t.other <> person and (select s.video_calls from private.settings s)
    and private.suspended_until(person) is null and private.suspended_until(t.other) is null
    -- nobody shuts out support, and nobody learns that they are blocked
    and (t.kind = 'support' or not private.blocks_between(person, t.other))
$$;

-- whether a call that rings or runs may go on: people leave rooms, are suspended and blocked meanwhile; an order that ends lets them finish
create function private.may_go_on(c public.calls) returns boolean
language sql stable security definer set search_path = '' as $$
  select c.caller_id is not null and c.callee_id is not null
    and (select count(*) from public.room_members rm where rm.room_id = c.room_id and rm.user_id in (c.caller_id, c.callee_id)
      and rm.left_at is null and coalesce(rm.muted_until, '-infinity') <= now()) = 2
    and private.suspended_until(c.caller_id) is null and private.suspended_until(c.callee_id) is null
    and (c.kind = 'support' or not private.blocks_between(c.caller_id, c.callee_id))
$$;

-- definer: profiles of those one may call
create function public.callable_people(room_id uuid) returns table (person_id uuid, name text, kind text, max_seconds int, ring_seconds int)
language sql stable security definer set search_path = '' as $$
  select b.person_id, p.name, b.kind, k.max_seconds, k.ring_seconds
  from private.call_partners(callable_people.room_id, (select auth.uid())) b
  join public.profiles p on p.id = b.person_id join public.call_kinds k on k.key = b.kind
$$;
comment on function public.callable_people is 'Whom the caller may call in a room now, and how long such a call rings and lasts; nobody where calls are off or not for them.';
grant execute on function public.callable_people to authenticated;

-- definer: calls has no grant for devices. The call that rings or runs for the caller: what an app asks when it opens.
create function public.my_call() returns jsonb
language sql stable security definer set search_path = '' as $$
  select private.call_card(c) from private.call_seats s join public.calls c on c.id = s.call_id
  where s.user_id = (select auth.uid()) and c.ended_at is null and (c.status <> 'ringing' or c.expires_at > clock_timestamp())
$$;
comment on function public.my_call is 'The call that rings or runs for the caller, with what is left of it in milliseconds; null when there is none.';
grant execute on function public.my_call to authenticated;
