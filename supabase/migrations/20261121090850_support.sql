-- What people ask of support. The conversation is a room like any other; the ticket beside it is for staff alone.

alter table private.settings
  add column first_reply_minutes int not null default 60 check (first_reply_minutes between 1 and 10080),
  add column next_reply_minutes int not null default 240 check (next_reply_minutes between 1 and 10080),
  add column requests_per_hour int not null default 10 check (requests_per_hour between 1 and 1000),
  add column rating_edit_hours int not null default 24 check (rating_edit_hours between 0 and 720);
comment on column private.settings.first_reply_minutes is 'How soon the first answer to a request of support is due.';
comment on column private.settings.next_reply_minutes is 'How soon every later answer is due, from the first message that nobody answered.';
comment on column private.settings.requests_per_hour is 'Requests of support one person may open in an hour.';
comment on column private.settings.rating_edit_hours is 'How long a person may change how they rated a conversation.';

create type public.ticket_priority as enum ('low', 'normal', 'high', 'urgent');
create sequence private.ticket_numbers start 1001;

create table public.support_tickets (
  room_id uuid primary key references public.rooms on delete cascade,
  number text not null unique default 'S' || nextval('private.ticket_numbers'),
  subject text not null check (length(subject) between 1 and 100 and subject ~ '\S'),
  requester_id uuid references public.profiles on delete set null,
  client_id uuid not null,
  order_id uuid references public.orders on delete set null,
  assignee_id uuid references public.profiles on delete set null,
  priority public.ticket_priority not null default 'normal',
  waiting_since timestamptz,
  first_reply_at timestamptz,
  first_reply_by uuid references public.profiles on delete set null,
  snoozed_until timestamptz,
  resolved_at timestamptz,
  resolved_by uuid references public.profiles on delete set null,
  settled_seq bigint not null default 0,
  reopened_count int not null default 0,
  last_activity_at timestamptz not null default clock_timestamp(),
  created_at timestamptz not null default clock_timestamp(),
  is_open boolean not null generated always as (resolved_at is null) stored,
  rank numeric(16, 2) not null default 0,
  unique (requester_id, client_id)
);
comment on table public.support_tickets is 'One row per request of support, for staff only: the customer sees the room, whose title holds number and subject.';
comment on column public.support_tickets.number is 'What people say on the phone, such as S1027.';
comment on column public.support_tickets.client_id is 'Made by the browser, so that opening a request twice gives one.';
comment on column public.support_tickets.order_id is 'The order it is about, if any.';
comment on column public.support_tickets.assignee_id is 'Who of staff takes care of it.';
comment on column public.support_tickets.waiting_since is 'When the customer wrote what nobody has answered yet; empty when nothing waits.';
comment on column public.support_tickets.first_reply_at is 'When staff first answered; it never changes after that. Internal notes are no answer.';
comment on column public.support_tickets.snoozed_until is 'Out of the queue until then, or until the customer writes.';
comment on column public.support_tickets.resolved_at is 'Empty while it is open; the customer''s next message opens it again.';
comment on column public.support_tickets.settled_seq is 'Messages up to here were settled by resolving, and wait for no answer.';
comment on column public.support_tickets.last_activity_at is 'The last message of a person.';
comment on column public.support_tickets.is_open is 'Not resolved.';
comment on column public.support_tickets.rank is 'Place in the queue, highest first: priority, then who waits longest, then what moved last.';
create index support_tickets_queue_idx on public.support_tickets (is_open, rank desc, room_id desc);
create index support_tickets_assignee_id_idx on public.support_tickets (assignee_id) where assignee_id is not null;
create index support_tickets_order_id_idx on public.support_tickets (order_id) where order_id is not null;
create index support_tickets_first_reply_by_idx on public.support_tickets (first_reply_by) where first_reply_by is not null;
create index support_tickets_resolved_by_idx on public.support_tickets (resolved_by) where resolved_by is not null;
create index support_tickets_created_at_idx on public.support_tickets (created_at);

alter table public.support_tickets enable row level security;
grant select on public.support_tickets to authenticated;
-- no write: open_support makes it, messages move it, and staff act on it by calls
create policy "staff read the requests of support" on public.support_tickets
  for select to authenticated using ((select private.is_staff()));

create function private.tg_support_tickets__rank() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- steps far enough apart that a time never reaches the next; to a hundredth of a second, which JSON numbers still hold
  new.rank := case when new.resolved_at is not null then extract(epoch from new.resolved_at)
    else (array_position(enum_range(null::public.ticket_priority), new.priority)) * 1e12
      + coalesce(1e11 - extract(epoch from new.waiting_since), extract(epoch from new.last_activity_at)) end;
  return new;
end $$;
create trigger _100_rank before insert or update on public.support_tickets
  for each row execute function private.tg_support_tickets__rank();

-- definer: staff have no right to speak on a data topic; ids only, because a join to 'staff' is judged once
create function private.tg_support_tickets__tell() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform realtime.send(jsonb_build_object('room_id', new.room_id), 'ticket_updated', 'staff', true);
  return null;
end $$;
create trigger _900_tell after insert or update on public.support_tickets
  for each row execute function private.tg_support_tickets__tell();
