-- How it was, said once a conversation is over: one to five stars, by the customer.

create table public.room_ratings (
  room_id uuid primary key references public.rooms on delete cascade,
  user_id uuid not null references public.profiles on delete cascade,
  agent_id uuid references public.profiles on delete set null,
  stars int not null check (stars between 1 and 5),
  comment text check (length(comment) <= 1000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table public.room_ratings is 'How the customer found a conversation that is over. One per room; a request that was opened again may be rated anew.';
comment on column public.room_ratings.user_id is 'The customer.';
comment on column public.room_ratings.agent_id is 'Whom it is about: who took care of the request, or carried the order out.';
comment on column public.room_ratings.stars is '5 is best.';
comment on column public.room_ratings.created_at is 'When it was first given; settings.rating_edit_hours later it stays as it is.';
create index room_ratings_user_id_idx on public.room_ratings (user_id);
create index room_ratings_agent_id_idx on public.room_ratings (agent_id, created_at) where agent_id is not null;

alter table public.room_ratings enable row level security;
grant select on public.room_ratings to authenticated;
-- no write: rate_room carries the rules
create policy "people read what they rated, staff all" on public.room_ratings
  for select to authenticated using (user_id = (select auth.uid()) or (select private.is_staff()));
create trigger _200_touch before update on public.room_ratings
  for each row execute function private.tg__touch();

-- definer: whether the caller may rate this room now. Takes no person, so nobody can ask about others
create function private.may_rate(room_id uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (
    select from public.rooms r
    join public.room_members rm on rm.room_id = r.id and rm.user_id = (select auth.uid()) and rm.left_at is null
    left join public.support_tickets t on t.room_id = r.id
    left join public.room_ratings rated on rated.room_id = r.id
    where r.id = may_rate.room_id
      and case when t.room_id is not null then t.requester_id = rm.user_id and t.resolved_at is not null
        else r.kind = 'order' and rm.role = 'customer' and r.status <> 'open' end
      and (rated.room_id is null or t.resolved_at > rated.created_at
        or rated.created_at > now() - make_interval(hours => (select s.rating_edit_hours from private.settings s))))
$$;

-- definer: may_rate has no grant. What a person may not read of a rating is null
create function public.room_rating(room_id uuid) returns table (stars int, comment text, may_rate boolean)
language sql stable security definer set search_path = '' as $$
  select g.stars, g.comment, private.may_rate(room_rating.room_id)
  from (values (1)) always left join public.room_ratings g on g.room_id = room_rating.room_id
    and (g.user_id = (select auth.uid()) or (select private.is_staff()))
$$;
comment on function public.room_rating is
  'How a conversation that is over was found, for who rated it and for staff, and whether the caller may rate it now. Always one row.';
grant execute on function public.room_rating to authenticated;

-- definer: room_ratings has no write grant
create function public.rate_room(room_id uuid, stars int, comment text default null) returns public.room_ratings
language plpgsql security definer set search_path = '' as $$
declare
  given public.room_ratings;
  about uuid;
begin
  if rate_room.room_id not in (select private.my_room_ids()) then
    perform private.refuse(403, 'not_a_member', 'You are not in this room.');
  elsif (rate_room.stars between 1 and 5) is not true or length(rate_room.comment) > 1000 then
    perform private.refuse(422, 'invalid_rating', 'A rating is one to five stars, and at most 1,000 characters.');
  elsif not private.may_rate(rate_room.room_id) then
    perform private.refuse(409, 'not_to_be_rated', 'This conversation cannot be rated by you now.');
  end if;
  select coalesce(t.assignee_id, t.resolved_by, t.first_reply_by, o.partner_id) into about
  from public.rooms r left join public.support_tickets t on t.room_id = r.id
  left join public.orders o on o.id = r.order_id and r.kind = 'order' where r.id = rate_room.room_id;
  insert into public.room_ratings as g (room_id, user_id, agent_id, stars, comment)
  values (rate_room.room_id, (select auth.uid()), about, rate_room.stars, nullif(btrim(rate_room.comment), ''))
  on conflict on constraint room_ratings_pkey do update set stars = excluded.stars, comment = excluded.comment, agent_id = excluded.agent_id,
    created_at = case when (select t.resolved_at from public.support_tickets t where t.room_id = g.room_id) > g.created_at then now() else g.created_at end
  returning g.* into given;
  return given;
end $$;
comment on function public.rate_room is
  'How the caller found a conversation that is over: 1 to 5 stars and a comment. May be changed for settings.rating_edit_hours. Errors: not_a_member, invalid_rating, not_to_be_rated.';
grant execute on function public.rate_room to authenticated;
