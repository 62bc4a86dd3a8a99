-- A small project of its own for the contract tests of the API: people with lists of tasks, and functions of every kind.
create type public.task_state as enum ('open', 'done');

create table public.profiles (
  id uuid primary key references auth.users on delete cascade,
  name text,
  is_admin boolean not null default false
);
create table public.projects (
  id uuid primary key default gen_random_uuid(),
  name text not null check (length(name) > 0),
  owner_id uuid not null default auth.uid() references public.profiles,
  reviewer_id uuid references public.profiles,
  tags text[] not null default '{}'
);
create table public.tasks (
  id bigint generated always as identity primary key,
  project_id uuid not null references public.projects on delete cascade,
  title text not null,
  state public.task_state not null default 'open',
  effort numeric,
  due_at timestamptz,
  body jsonb,
  words tsvector generated always as (to_tsvector('english', title)) stored,
  unique (project_id, title)
);
create table public.labels (id int primary key, name text not null);
create table public.task_labels (
  task_id bigint references public.tasks on delete cascade,
  label_id int references public.labels,
  primary key (task_id, label_id)
);
create table public.phones (id int primary key, e164 text not null, note text, state text);
insert into public.phones values
  (1, '+447700900001', '1.0', 'a'), (2, '447700900001', '1', 'b'), (3, '+1', '  x ', 'c'), (4, '007', 'null', 'c'), (5, 'x,(z)', 'true', null),
  (6, '0', 'a "b"', 'd');
create view public.task_titles with (security_invoker) as select id, project_id, title from public.tasks;

alter table public.profiles enable row level security;
alter table public.projects enable row level security;
alter table public.tasks enable row level security;
revoke all on public.profiles from anon, authenticated;
grant select on public.profiles to authenticated;
grant update (name) on public.profiles to authenticated;
revoke all on public.projects, public.tasks from anon;
create policy "everybody signed in sees names" on public.profiles for select to authenticated using (true);
create policy "people change their own profile" on public.profiles for update to authenticated using (id = auth.uid());
create policy "owners have their projects" on public.projects to authenticated
  using (owner_id = auth.uid()) with check (owner_id = auth.uid());
create policy "owners have their tasks" on public.tasks to authenticated
  using (project_id in (select p.id from public.projects p)) with check (project_id in (select p.id from public.projects p));

-- what a hosted project does at sign-up; it works only while metadata are JSON, not text in JSON
create function public.make_profile() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if new.raw_user_meta_data ->> 'name' = 'refused' then
    raise exception 'no such person';
  end if;
  insert into public.profiles (id, name) values (new.id, new.raw_user_meta_data ->> 'name');
  return new;
end $$;
create trigger make_profile after insert on auth.users for each row execute function public.make_profile();

create schema private;
create table private.audit (id int);
alter table private.audit enable row level security;

create function public.add(a int, b int default 1) returns int language sql immutable as $$ select a + b $$;
create function public.whoami() returns jsonb language sql stable as $$
  select jsonb_build_object('uid', auth.uid(), 'role', auth.role(), 'jwt', auth.jwt(), 'user', current_user, 'session', session_user)
$$;
create function public.make_task(project_id uuid, title text, body jsonb default null) returns public.tasks
language sql as $$
  insert into public.tasks (project_id, title, body, due_at, effort)
  values (project_id, title, body, '2025-01-01 10:00+02', 12.50) returning *
$$;
create function public.my_tasks() returns setof public.tasks language sql stable as $$ select * from public.tasks $$;
create function public.no_task() returns public.tasks language sql stable as $$ select * from public.tasks where false $$;
create function public.totals() returns table (state public.task_state, count bigint)
language sql stable as $$ select t.state, count(*) from public.tasks t group by 1 $$;
create function public.single_column() returns table (title text) language sql stable as $$ select t.title from public.tasks t order by 1 $$;
create function public.two(out a int, out b text) language sql immutable as $$ select 1, 'x' $$;
create function public.nothing() returns void language sql as $$ select $$;
create function public.numbers(n int) returns setof int language sql immutable as $$ select generate_series(1, n) $$;
create function public.echo(ids uuid[], states public.task_state[], data jsonb, at timestamptz, flag boolean default true)
returns jsonb language sql immutable as $$
  select jsonb_build_object('ids', ids, 'states', states, 'data', data, 'kind', jsonb_typeof(data), 'at', at, 'flag', flag)
$$;
create function public.sum_of(variadic parts int[]) returns int language sql immutable as $$ select sum(p)::int from unnest(parts) p $$;
create function public.whole(json) returns json language sql immutable as $$ select $1 $$;
create function public.pick(a int) returns text language sql immutable as $$ select 'int' $$;
create function public.pick(a int, b int) returns text language sql immutable as $$ select 'two ints' $$;
create function public.unclear(a int) returns text language sql immutable as $$ select 'int' $$;
create function public.unclear(a text) returns text language sql immutable as $$ select 'text' $$;
create function public.sleep(seconds float8) returns void language sql as $$ select pg_sleep(seconds) $$;
create function public.refuse(state text, message text, detail text default null, hint text default null) returns void
language plpgsql as $$ begin raise exception using errcode = state, message = message, detail = coalesce(detail, ''), hint = coalesce(hint, ''); end $$;
create function public.teapot() returns json language plpgsql as $$
begin
  perform set_config('response.status', '418', true), set_config('response.headers', '[{"x-brew": "coffee"}]', true);
  return '{"short": true}';
end $$;

create function public.write_something() returns int language plpgsql as $$ begin insert into public.labels values (999, 'sneaked'); return 1; end $$;
create function public.admin_only() returns int language sql immutable as $$ select 1 $$;
revoke execute on function public.admin_only() from public, anon, authenticated;
create function public.sneak() returns int language sql stable as $$ select public.write_something() $$;
create function public.setting(key text) returns text language sql stable as $$ select current_setting(key, true) $$;
