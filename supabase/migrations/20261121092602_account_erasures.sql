-- A person ends their account: asked for today, done some days later, and until then they may change their mind.

alter table private.settings add column erasure_days int not null default 7 check (erasure_days between 0 and 30);
comment on column private.settings.erasure_days is 'Days between asking to erase an account and its end. 0: within a minute, without a way back.';

alter table private.settings add column fresh_sign_in_minutes int not null default 10 check (fresh_sign_in_minutes between 1 and 1440);
comment on column private.settings.fresh_sign_in_minutes is 'How long ago a person may have proved who they are (password, link from a mail) to end their account. Later, they prove it again.';

create table public.account_erasures (
  user_id uuid primary key references public.profiles on delete cascade,
  asked_at timestamptz not null default now(),
  due_at timestamptz not null
);
comment on table public.account_erasures is 'Accounts that will be erased. Delete a row to keep the account; an order under way or in dispute puts it off.';
comment on column public.account_erasures.user_id is 'Whose account.';
comment on column public.account_erasures.asked_at is 'When they asked.';
comment on column public.account_erasures.due_at is 'From then on it is erased, as soon as no order of theirs is open or held.';
create index account_erasures_due_at_idx on public.account_erasures (due_at);
alter table public.account_erasures enable row level security;
grant select on public.account_erasures to authenticated;
-- no write: erase_my_account checks, keep_my_account takes back
create policy "people see that their account will be erased" on public.account_erasures
  for select to authenticated using (user_id = (select auth.uid()));
create trigger _900_tell after insert or update or delete on public.account_erasures
  for each row execute function private.tg__tell_settings();

-- why it cannot end now: open_orders or order_in_dispute; null when it can
create function private.erasure_obstacle(person_id uuid) returns text
language sql stable set search_path = '' as $$
  select case
    when exists (select from public.orders o where o.closed_at is null and erasure_obstacle.person_id in (o.customer_id, o.partner_id)) then 'open_orders'
    when exists (select from private.location_holds h join public.orders o on o.id = h.order_id
      where h.until > now() and erasure_obstacle.person_id in (o.customer_id, o.partner_id)) then 'order_in_dispute' end
$$;

-- Auth writes into the token how and when its session was opened; a renewed token only says that the device was left signed in
create function private.is_freshly_signed_in() returns boolean
language sql stable set search_path = '' as $$
  select exists (select from jsonb_path_query(auth.jwt(), '$.amr[*] ? (@.timestamp.type() == "number")') proof
    where proof ->> 'method' not in ('token_refresh', 'anonymous')
      and (proof ->> 'timestamp')::numeric > (select extract(epoch from now()) - 60 * s.fresh_sign_in_minutes from private.settings s))
$$;

-- definer: account_erasures has no write grant, and the address is in auth.users
create function public.erase_my_account(email text) returns timestamptz
language plpgsql security definer set search_path = '' as $$
declare
  me constant uuid := (select auth.uid());
  obstacle text;
  due timestamptz;
begin
  if (select private.my_role()) is null then
    perform private.refuse(401, 'not_signed_in', 'Sign in to erase your account.');
  elsif (select private.is_staff()) then
    perform private.refuse(403, 'staff_account', 'An account of staff is ended by an admin.');
  elsif lower(btrim(erase_my_account.email)) is distinct from (select lower(u.email) from auth.users u where u.id = me) then
    perform private.refuse(422, 'address_wrong', 'This is not the address of your account.');
  end if;
  obstacle := private.erasure_obstacle(me);
  if obstacle = 'open_orders' then
    perform private.refuse(409, obstacle, 'An order of yours is under way. Your account can be erased when it is over.');
  elsif obstacle is not null then
    perform private.refuse(409, obstacle, 'An order of yours is being looked into. Your account can be erased when that is over.');
  elsif not private.is_freshly_signed_in() then
    perform private.refuse(403, 'sign_in_again', 'It is some time since you signed in. Sign in again to do this.');
  end if;
  insert into public.account_erasures as e (user_id, due_at)
  values (me, now() + make_interval(days => (select s.erasure_days from private.settings s)))
  on conflict on constraint account_erasures_pkey do nothing returning e.due_at into due;
  if due is null then
    return (select e.due_at from public.account_erasures e where e.user_id = me);
  end if;
  perform public.notify(me, 'account.closing', action_url => '/settings#your-data', data => jsonb_build_object('account', jsonb_build_object('closes_at', due)));
  return due;
end $$;
comment on function public.erase_my_account is
  'Has the caller''s account erased some days from now (settings.erasure_days), and returns when. email: their own address, typed to confirm it. Asking again changes nothing. Errors: not_signed_in, staff_account, address_wrong, open_orders, order_in_dispute, sign_in_again.';
grant execute on function public.erase_my_account to authenticated;

-- definer: as above
create function public.keep_my_account() returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  delete from public.account_erasures e where e.user_id = (select auth.uid());
  return found;
end $$;
comment on function public.keep_my_account is 'Takes erase_my_account back. Returns whether there was anything to take back.';
grant execute on function public.keep_my_account to authenticated;

-- Each account by itself, so that one that cannot go keeps no other; Auth's own tables go along by their foreign keys.
create function private.erase_due_accounts() returns int
language plpgsql security definer set search_path = '' as $$
declare
  due uuid;
  gone int := 0;
begin
  for due in select e.user_id from public.account_erasures e
    where e.due_at <= now() and private.erasure_obstacle(e.user_id) is null order by e.due_at limit 20 for update skip locked
  loop
    begin
      delete from auth.users u where u.id = due;
      gone := gone + 1;
    exception when others then
      raise warning 'The account % could not be erased and is tried again: %', due, sqlerrm;
    end;
  end loop;
  return gone;
end $$;
comment on function private.erase_due_accounts() is 'Every minute by pg_cron: erases the accounts whose days are over. Returns how many.';
select cron.schedule('orderline-erase-accounts', '* * * * *', 'select private.erase_due_accounts()');
