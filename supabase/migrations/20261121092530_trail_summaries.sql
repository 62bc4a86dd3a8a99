-- What stays of a trail when the order is closed: a line of few points, rounded, without the pace of the person.

create table public.trail_summaries (
  order_id uuid not null references public.orders on delete cascade,
  partner_id uuid not null references public.profiles on delete cascade,
  polyline jsonb not null check (jsonb_typeof(polyline) = 'array'),
  points int not null check (points > 0),
  distance_m real not null check (distance_m >= 0),
  started_at timestamptz not null,
  ended_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (order_id, partner_id),
  check (ended_at >= started_at)
);
comment on table public.trail_summaries is 'The way a partner took for an order, written in the commit that closes it or gives it to another. Kept longer than the raw positions.';
comment on column public.trail_summaries.polyline is '[[lat, lng, epoch ms], …], oldest first: 10 m off at most, rounded to 4 decimals (about 11 m).';
comment on column public.trail_summaries.order_id is 'What the way was for.';
comment on column public.trail_summaries.partner_id is 'Whose way it was; an order that changed hands has one row for each.';
comment on column public.trail_summaries.distance_m is 'Metres along the line.';
comment on column public.trail_summaries.started_at is 'The first position.';
comment on column public.trail_summaries.ended_at is 'The last position.';
comment on column public.trail_summaries.created_at is 'When it was written.';
comment on column public.trail_summaries.points is 'How many positions it was made of.';
create index trail_summaries_partner_id_idx on public.trail_summaries (partner_id);
create index trail_summaries_ended_at_idx on public.trail_summaries (ended_at);

alter table public.trail_summaries enable row level security;
grant select on public.trail_summaries to authenticated;
-- no writes: the closing of the order writes them, retention and erasure delete them; not the customer: the order is over
create policy "partners read the summaries of their own ways, staff all" on public.trail_summaries
  for select to authenticated using (partner_id = (select auth.uid()) or (select private.is_staff()));

-- Which of these points (in metres on a plane) draw the line: those 10 m apart, then Douglas–Peucker with the same tolerance.
create function private.simplified(x double precision[], y double precision[], tolerance_m double precision) returns int[]
language plpgsql immutable set search_path = '' as $$
declare
  far int[] := array[1];
  keep boolean[];
  todo int[];
  a int; b int; m int;
  dx double precision; dy double precision; along double precision; off double precision; worst double precision;
begin
  for i in 2 .. cardinality(x) loop
    a := far[cardinality(far)];
    if i = cardinality(x) or (x[i] - x[a]) ^ 2 + (y[i] - y[a]) ^ 2 >= tolerance_m ^ 2 then far := far || i; end if;
  end loop;
  keep := array_fill(false, array[cardinality(far)]);
  keep[1] := true;
  keep[cardinality(far)] := true;
  todo := array[1, cardinality(far)];
  while cardinality(todo) > 0 loop
    a := todo[cardinality(todo) - 1];
    b := todo[cardinality(todo)];
    todo := todo[: cardinality(todo) - 2];
    worst := tolerance_m ^ 2;
    m := null;
    dx := x[far[b]] - x[far[a]];
    dy := y[far[b]] - y[far[a]];
    for i in a + 1 .. b - 1 loop
      -- to the piece, not to its endless line: a way there and back must not vanish
      along := case when dx = 0 and dy = 0 then 0
        else least(1, greatest(0, ((x[far[i]] - x[far[a]]) * dx + (y[far[i]] - y[far[a]]) * dy) / (dx * dx + dy * dy))) end;
      off := (x[far[i]] - x[far[a]] - along * dx) ^ 2 + (y[far[i]] - y[far[a]] - along * dy) ^ 2;
      if off > worst then worst := off; m := i; end if;
    end loop;
    if m is not null then
      keep[m] := true;
      todo := todo || a || m || m || b;
    end if;
  end loop;
  return array(select far[k] from generate_subscripts(keep, 1) k where keep[k] order by k);
end $$;

-- the way of a partner for an order as one row, or none
create function private.trail_line(order_id uuid, partner_id uuid) returns setof public.trail_summaries
language sql stable set search_path = '' as $$
  with raw as (
    select l.lat, l.lng, l.recorded_at, count(*) over () as all_n, row_number() over (order by l.recorded_at, l.client_id) as n
    from private.raw_trail(trail_line.order_id) l where l.partner_id = trail_line.partner_id
  ), thin as (
    -- two thousand points take 20 ms; this runs while the order is being closed
    select array_agg(lat order by n) as lat, array_agg(lng order by n) as lng, array_agg(recorded_at order by n) as at, max(all_n)::int as all_n
    from raw where n in (1, all_n) or n % ceil(all_n / 2000.0)::int = 0
  ), flat as (
    -- metres from the first point; good to a few per mille over a city
    select t.*, array(select (v - t.lng[1]) * 111195 * cos(radians(t.lat[1])) from unnest(t.lng) with ordinality u (v, n) order by n) as x,
      array(select (v - t.lat[1]) * 111195 from unnest(t.lat) with ordinality u (v, n) order by n) as y
    from thin t where t.all_n > 0
  ), line as (
    select f.*, k.i, k.n, lag(k.i) over (order by k.n) as j from flat f, unnest(private.simplified(f.x, f.y, 10)) with ordinality k (i, n)
  )
  select trail_line.order_id, trail_line.partner_id,
    jsonb_agg(jsonb_build_array(round(lat[i]::numeric, 4), round(lng[i]::numeric, 4), (extract(epoch from at[i]) * 1000)::bigint) order by n),
    max(all_n), coalesce(sum(sqrt((x[i] - x[j]) ^ 2 + (y[i] - y[j]) ^ 2)), 0)::real, min(at[1]), max(at[cardinality(at)]), now()
  from line having count(*) > 0
$$;

-- definer: as above. Before _450_cut_positions, in the same commit; a way that was taken is summed up once it is over
create function private.tg_orders__summarise_trail() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.trail_summaries as s select l.* from private.trail_line(new.id, old.partner_id) l
  -- who carried it before and again is summed up anew
  on conflict on constraint trail_summaries_pkey do update set polyline = excluded.polyline, points = excluded.points,
    distance_m = excluded.distance_m, started_at = excluded.started_at, ended_at = excluded.ended_at;
  return null;
end $$;
create trigger _440_summarise_trail after update on public.orders
  for each row when (old.partner_id is not null and (new.partner_id is distinct from old.partner_id or (new.closed_at is not null and old.closed_at is null)))
  execute function private.tg_orders__summarise_trail();
