-- Each change of status leaves one line. What the change sets off (message, notification, broadcast) hangs on that line.

create table public.order_events (
  id bigint generated always as identity primary key,
  order_id uuid not null references public.orders on delete cascade,
  from_status public.order_status,
  to_status public.order_status not null,
  actor_id uuid references public.profiles on delete set null,
  note text,
  created_at timestamptz not null default now()
);
comment on table public.order_events is 'The history of each order: one row per status, never changed.';
comment on column public.order_events.from_status is 'Empty on the first row.';
comment on column public.order_events.actor_id is 'Who did it; empty when an admin or a job did.';
create index order_events_order_id_idx on public.order_events (order_id, id);
create index order_events_actor_id_idx on public.order_events (actor_id) where actor_id is not null;

alter table public.order_events enable row level security;
grant select on public.order_events to authenticated;
-- no write: the trigger on orders keeps the history
create policy "parties and staff read the history of their orders" on public.order_events
  for select to authenticated using (
    order_id = any (array(select private.my_order_ids())) or (select private.is_staff()));

create function private.tg_orders__guard() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.status is distinct from old.status and not exists (
    select 1 from public.order_transitions t where t.from_status = old.status and t.to_status = new.status
  ) then
    perform private.refuse(409, 'not_allowed_now', format('An order that is %s cannot become %s.', old.status, new.status));
  end if;
  new.updated_at := now();
  new.closed_at := case when new.status in ('delivered', 'cancelled') then coalesce(old.closed_at, now()) end;
  -- whoever listened to the position on the old topic hears nothing more
  if new.partner_id is distinct from old.partner_id or (new.closed_at is not null and old.closed_at is null) then
    new.location_epoch := old.location_epoch + 1;
  end if;
  return new;
end $$;
create trigger _100_guard before update on public.orders
  for each row execute function private.tg_orders__guard();

-- definer: people have no right to write history
create function private.tg_orders__record() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into public.order_events (order_id, to_status, actor_id, note)
    values (new.id, new.status, (select auth.uid()), new.status_note);
  elsif new.status is distinct from old.status then
    insert into public.order_events (order_id, from_status, to_status, actor_id, note)
    values (new.id, old.status, new.status, (select auth.uid()), new.status_note);
  end if;
  return null;
end $$;
create trigger _500_record after insert or update on public.orders
  for each row execute function private.tg_orders__record();
