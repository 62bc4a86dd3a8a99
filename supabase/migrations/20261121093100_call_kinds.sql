-- Video calls: which kinds there are, how long each may ring and last. Numbers that an admin edits; an edit counts from the next call.

alter table private.settings
  add column video_calls boolean not null default false,
  add column calls_per_hour int not null default 20 check (calls_per_hour between 1 and 1000),
  add column call_alone_seconds int not null default 20 check (call_alone_seconds between 5 and 600);
comment on column private.settings.video_calls is 'Whether people may call each other. Off until the function video-token has its keys of Twilio; docs/calls.md.';
comment on column private.settings.calls_per_hour is 'Calls one person may ask for in an hour.';
comment on column private.settings.call_alone_seconds is 'How long one of two waits in a call for the other, whose connection is gone, before it ends.';

alter table private.paces drop constraint paces_what_check, add constraint paces_what_check
  check (what in ('say', 'change', 'draft', 'report', 'direct', 'upload', 'position', 'export', 'call'));

create table public.call_kinds (
  key text primary key check (key ~ '^[a-z_]{1,40}$'),
  label text not null check (length(label) between 1 and 80),
  max_seconds int not null check (max_seconds between 5 and 14400),
  ring_seconds int not null default 15 check (ring_seconds between 5 and 60),
  connect_seconds int not null default 15 check (connect_seconds between 5 and 60)
);
comment on table public.call_kinds is 'How long calls of each kind ring and last.';
comment on column public.call_kinds.key is 'introduction: care orders before the visit begins. order: customer and partner. support: a request and who looks after it.';
comment on column public.call_kinds.label is 'For the dashboard; the app has words of its own.';
comment on column public.call_kinds.max_seconds is 'How long two may talk, counted from when both are there.';
comment on column public.call_kinds.ring_seconds is 'How long it rings before it is missed.';
comment on column public.call_kinds.connect_seconds is 'How long both may take, once accepted, to get their cameras and connect.';
alter table public.call_kinds enable row level security;
grant select on public.call_kinds to authenticated;
-- no write: admins only
create policy "people read how long calls last" on public.call_kinds
  for select to authenticated using (true);

insert into public.call_kinds (key, label, max_seconds) values
  ('introduction', 'Introduction call of a care order', 15),
  ('order', 'Call about an order', 600),
  ('support', 'Call of support', 1800);
