-- What people do with refunds: the customer asks; staff grant, give or decline.

alter table private.settings add column refund_days int not null default 180 check (refund_days between 1 and 3650);
comment on column private.settings.refund_days is 'Days after paying in which a customer may ask for money back; staff may give it back at any time.';

-- definer throughout: refunds have no write grant
create function public.request_refund(payment_id uuid, client_id uuid, amount_minor bigint default null, reason text default null) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  p public.payments;
  asked uuid;
  left_minor bigint;
begin
  select x.* into p from public.payments x join public.orders o on o.id = x.order_id
  where x.id = request_refund.payment_id and o.customer_id = (select auth.uid()) for update of x;
  if p.id is null then
    perform private.refuse(404, 'payment_not_found', 'There is no such payment.');
  end if;
  select r.id into asked from public.refunds r where r.payment_id = p.id and r.client_id = request_refund.client_id;
  if asked is not null then
    return asked;
  end if;
  left_minor := p.amount_minor - private.refunding_of(p.id);
  if private.payment_rank(p.status) < 3 or left_minor = 0 or p.paid_at < now() - make_interval(days => (select s.refund_days from private.settings s)) then
    perform private.refuse(409, 'not_refundable', 'This payment cannot be given back any more. Please write to support.');
  elsif exists (select from public.refunds r where r.payment_id = p.id and r.status = 'requested') then
    perform private.refuse(409, 'refund_open', 'You have asked for this already. We are looking into it.');
  elsif coalesce(request_refund.amount_minor, left_minor) not between 1 and left_minor then
    perform private.refuse(422, 'more_than_paid', 'Together that is more than was paid.');
  elsif length(btrim(request_refund.reason)) > 500 then
    perform private.refuse(422, 'reason_too_long', 'A reason holds at most 500 characters.');
  end if;
  insert into public.refunds (payment_id, order_id, client_id, amount_minor, currency, reason, requested_by)
  values (p.id, p.order_id, coalesce(request_refund.client_id, gen_random_uuid()), coalesce(request_refund.amount_minor, left_minor), p.currency,
    nullif(btrim(request_refund.reason), ''), (select auth.uid()))
  returning id into asked;
  return asked;
end $$;
comment on function public.request_refund is
  'Asks for money back as the order''s customer: all that is left of a payment, or amount_minor of it. Idempotent by client_id. Errors: payment_not_found, not_refundable, refund_open, more_than_paid, reason_too_long.';
grant execute on function public.request_refund to authenticated;

-- cash and cards at the door have no provider: who says it was given back says so for good
create function private.granted_status(p public.payments) returns public.refund_status
language sql immutable set search_path = '' as $$
  select case when p.provider in ('cash', 'card_at_door') then 'completed' else 'processing' end::public.refund_status
$$;

create function public.decide_refund(refund_id uuid, is_granted boolean, amount_minor bigint default null, answer text default null) returns public.refund_status
language plpgsql security definer set search_path = '' as $$
declare
  r public.refunds;
  p public.payments;
begin
  perform private.require_staff();
  select x.* into r from public.refunds x where x.id = decide_refund.refund_id;
  -- the payment first, as everywhere
  select x.* into p from public.payments x where x.id = r.payment_id for update;
  select x.* into r from public.refunds x where x.id = r.id for update;
  if r.id is null then
    perform private.refuse(404, 'refund_not_found', 'There is no such refund.');
  elsif length(btrim(decide_refund.answer)) > 500 then
    perform private.refuse(422, 'reason_too_long', 'A reason holds at most 500 characters.');
  elsif r.status <> 'requested' then
    -- two of staff press at once: the same answer twice is one, another one comes too late
    if decide_refund.is_granted = (r.status <> 'declined') then
      return r.status;
    end if;
    perform private.refuse(409, 'already_decided', 'Somebody else has decided this already.');
  elsif decide_refund.is_granted and coalesce(decide_refund.amount_minor, r.amount_minor) not between 1 and r.amount_minor then
    perform private.refuse(422, 'more_than_asked', 'Grant at most what was asked for.');
  end if;
  update public.refunds x set decided_by = (select auth.uid()), answer = nullif(btrim(decide_refund.answer), ''),
    amount_minor = case when decide_refund.is_granted then coalesce(decide_refund.amount_minor, r.amount_minor) else r.amount_minor end,
    status = case when decide_refund.is_granted then private.granted_status(p) else 'declined' end,
    next_try_at = case when decide_refund.is_granted then now() end
  where x.id = r.id returning x.* into r;
  return r.status;
end $$;
comment on function public.decide_refund is
  'For staff: grants a request, in whole or in part, or declines it. Errors: not_staff, refund_not_found, already_decided, more_than_asked, more_than_paid, reason_too_long.';
grant execute on function public.decide_refund to authenticated;

create function public.give_refund(payment_id uuid, client_id uuid, amount_minor bigint default null, reason text default null) returns uuid
language plpgsql security definer set search_path = '' as $$
declare
  p public.payments;
  given uuid;
begin
  perform private.require_staff();
  select x.* into p from public.payments x where x.id = give_refund.payment_id for update;
  if p.id is null then
    perform private.refuse(404, 'payment_not_found', 'There is no such payment.');
  elsif length(btrim(give_refund.reason)) > 500 then
    perform private.refuse(422, 'reason_too_long', 'A reason holds at most 500 characters.');
  end if;
  select r.id into given from public.refunds r where r.payment_id = p.id and r.client_id = give_refund.client_id;
  if given is not null then
    return given;
  elsif coalesce(give_refund.amount_minor, p.amount_minor - private.refunding_of(p.id)) < 1 then
    perform private.refuse(409, 'more_than_paid', 'Together that is more than was paid.');
  end if;
  insert into public.refunds (payment_id, order_id, client_id, amount_minor, currency, status, reason, requested_by, decided_by, next_try_at)
  values (p.id, p.order_id, coalesce(give_refund.client_id, gen_random_uuid()), coalesce(give_refund.amount_minor, p.amount_minor - private.refunding_of(p.id)), p.currency,
    private.granted_status(p), nullif(btrim(give_refund.reason), ''), (select auth.uid()), (select auth.uid()), now())
  returning id into given;
  return given;
end $$;
comment on function public.give_refund is
  'For staff: gives back what is left of a payment, or amount_minor of it, unasked; also how a mistake at the door is undone. Idempotent by client_id. Errors: not_staff, payment_not_found, not_paid, more_than_paid, reason_too_long.';
grant execute on function public.give_refund to authenticated;
