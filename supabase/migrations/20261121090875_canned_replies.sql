-- Answers that staff give often, under a short word, and the labels they sort by.

create table public.canned_replies (
  id uuid primary key default gen_random_uuid(),
  shortcut text not null unique check (shortcut ~ '^[a-z0-9][a-z0-9-]{0,29}$'),
  title text not null check (length(title) between 1 and 80 and title ~ '\S'),
  body text not null check (length(body) between 1 and 4000 and body ~ '\S'),
  updated_by uuid references public.profiles on delete set null,
  updated_at timestamptz not null default now()
);
comment on table public.canned_replies is 'Answers for staff, put into the composer by / and the shortcut. Edit them here or in the app.';
comment on column public.canned_replies.shortcut is 'What one types after the /: small letters, digits and hyphens.';
comment on column public.canned_replies.body is 'May hold {{customer.name}}, {{order.number}}, {{ticket.number}} and {{agent.name}}; they are filled in when it is inserted.';
create index canned_replies_updated_by_idx on public.canned_replies (updated_by) where updated_by is not null;
alter table public.canned_replies enable row level security;
grant select on public.canned_replies to authenticated;
-- no write: save_canned_reply and delete_canned_reply
create policy "staff read the canned replies" on public.canned_replies
  for select to authenticated using ((select private.is_staff()));

-- what no screen can fill in is refused when it is saved, here and in the dashboard, never when it is used
create function private.tg_canned_replies__check() returns trigger
language plpgsql set search_path = '' as $$
declare
  rest text := regexp_replace(new.body, '\{\{ *(customer\.name|order\.number|ticket\.number|agent\.name) *\}\}', '', 'g');
begin
  if rest ~ '\{\{|\}\}' then
    perform private.refuse(422, 'invalid_canned_reply', 'Between {{ and }} stands customer.name, order.number, ticket.number or agent.name.');
  end if;
  new.updated_at := now();
  return new;
end $$;
create trigger _100_check before insert or update on public.canned_replies
  for each row execute function private.tg_canned_replies__check();

insert into public.canned_replies (shortcut, title, body) values
  ('hello', 'Greeting', 'Hello {{customer.name}}, thank you for writing. I am looking into it now.'),
  ('late', 'An order is late', 'I am sorry that order {{order.number}} is late, {{customer.name}}. I am asking the rider now and come back to you.'),
  ('refund', 'Refund on its way', 'We are paying the amount back. It is usually on your account within five working days.'),
  ('more', 'Need to know more', 'Could you tell me a little more, or send a picture? Then I can help you at once.'),
  ('bye', 'Anything else?', 'Is there anything else I can do for you? — {{agent.name}}');

-- definer: canned_replies has no write grant
create function public.save_canned_reply(shortcut text, title text, body text, id uuid default null) returns public.canned_replies
language plpgsql security definer set search_path = '' as $$
declare
  saved public.canned_replies;
begin
  perform private.require_staff();
  insert into public.canned_replies as c (id, shortcut, title, body, updated_by)
  values (coalesce(save_canned_reply.id, gen_random_uuid()), lower(btrim(save_canned_reply.shortcut)), btrim(save_canned_reply.title),
    save_canned_reply.body, (select auth.uid()))
  on conflict on constraint canned_replies_pkey do update set
    shortcut = excluded.shortcut, title = excluded.title, body = excluded.body, updated_by = excluded.updated_by
  returning c.* into saved;
  return saved;
exception
  when unique_violation then
    perform private.refuse(409, 'shortcut_used', 'Another canned reply has this shortcut.');
  when check_violation or not_null_violation then
    perform private.refuse(422, 'invalid_canned_reply', 'It needs a shortcut of small letters, digits and hyphens, a title and a text of at most 4,000 characters.');
end $$;
comment on function public.save_canned_reply is
  'For staff: keeps a canned reply, a new one without id. Errors: not_staff, shortcut_used, invalid_canned_reply.';
grant execute on function public.save_canned_reply to authenticated;

-- definer: as above
create function public.delete_canned_reply(id uuid) returns void
language plpgsql security definer set search_path = '' as $$
begin
  perform private.require_staff();
  delete from public.canned_replies c where c.id = delete_canned_reply.id;
end $$;
comment on function public.delete_canned_reply is 'For staff: throws a canned reply away. Twice does nothing. Errors: not_staff.';
grant execute on function public.delete_canned_reply to authenticated;
