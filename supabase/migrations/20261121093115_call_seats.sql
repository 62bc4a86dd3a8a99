-- Nobody is in two calls. A row per person says so, and a primary key keeps it, however many ask at the same moment.

create table private.call_seats (
  user_id uuid primary key references public.profiles on delete cascade,
  call_id uuid not null references public.calls on delete cascade
);
comment on table private.call_seats is 'Who is in a call that rings or runs: one row per person, so that nobody can be in two, however many ask at once.';
comment on column private.call_seats.user_id is 'Who.';
comment on column private.call_seats.call_id is 'That call; the row goes when it is over.';
create index call_seats_call_id_idx on private.call_seats (call_id);
alter table private.call_seats enable row level security;
-- no policy and no grant: the triggers on calls

-- definer: call_seats has no grants. Sorted, so that two who call each other at once wait for one another and not in a circle.
create function private.tg_calls__seats() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  seated int;
begin
  if tg_op = 'UPDATE' then
    delete from private.call_seats s where s.call_id = new.id;
    return null;
  end if;
  insert into private.call_seats (user_id, call_id) select p, new.id from unnest(array[new.caller_id, new.callee_id]) p order by p on conflict do nothing;
  get diagnostics seated = row_count;
  if seated < 2 and exists (select from private.call_seats s where s.user_id = new.caller_id and s.call_id <> new.id) then
    perform private.refuse(409, 'already_in_call', 'You are in another call.');
  elsif seated < 2 then
    perform private.refuse(409, 'person_busy', 'They are in another call. Try again in a moment.');
  end if;
  return null;
end $$;
create trigger _200_take_seats after insert on public.calls
  for each row execute function private.tg_calls__seats();
create trigger _200_leave_seats after update of status on public.calls
  for each row when (old.ended_at is null and new.ended_at is not null) execute function private.tg_calls__seats();
