-- What a person may ask about their numbers, and undo.

-- definer: whether a number said STOP stands in a private table
create function public.my_phones() returns table (id uuid, masked text, verified_at timestamptz, stopped_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select p.id, private.mask_phone(p.e164), p.verified_at, (select s.created_at from private.suppressions s
    where s.channel = 'sms' and s.address = p.e164 and s.reason = 'stop')
  from public.phones p where p.user_id = (select auth.uid()) and p.verified_at is not null
  order by p.verified_at desc
$$;
comment on function public.my_phones is
  'The caller''s proven numbers, masked. stopped_at: that phone answered STOP, so nothing is sent there until it says START.';
grant execute on function public.my_phones to authenticated;

-- definer: phones has no delete right
create function public.remove_phone(phone_id uuid) returns boolean
language sql security definer set search_path = '' as $$
  with gone as (
    delete from public.phones p where p.id = phone_id and p.user_id = (select auth.uid()) returning 1)
  select exists (select from gone)
$$;
comment on function public.remove_phone is 'Forgets a number of the caller: nothing is sent there any more. Says whether it was there.';
grant execute on function public.remove_phone to authenticated;
