-- What a web address in a message shows: its page's title and a few words. Fetched by the function link-preview, which takes
-- what is due under a lease, as the senders of the outbox do; a knock that is lost is made up for by the tick.

alter table private.settings add column link_previews boolean not null default true;
comment on column private.settings.link_previews is 'Whether the first web address of a message is looked up and shown as a card. Off: no page is ever asked.';

create table private.link_lookups (
  message_id uuid primary key references public.messages on delete cascade,
  url text not null,
  attempts int not null default 0,
  lease_token uuid,
  next_attempt_at timestamptz not null default now()
);
comment on table private.link_lookups is 'Messages whose first web address is to be looked up. A row goes when it was, or after three tries; nothing is looked up later than that.';
comment on column private.link_lookups.message_id is 'The message that holds the address.';
comment on column private.link_lookups.url is 'The address as it stood when the row was written; an edit replaces it.';
comment on column private.link_lookups.attempts is 'How often it was handed to a worker.';
comment on column private.link_lookups.lease_token is 'Fences the answer of a worker that came too late; a new one with each claim.';
comment on column private.link_lookups.next_attempt_at is 'When it is due, or while a worker has it, when the lease ends.';
create index link_lookups_next_attempt_at_idx on private.link_lookups (next_attempt_at);
alter table private.link_lookups enable row level security;
-- no policy and no grant: claim_link_lookups and settle_link_lookup

-- the address the app would make a link of: the same characters end it there (text-parts.ts)
create function private.first_link(body text) returns text
language sql immutable set search_path = '' as $$
  select case when length(l.url) <= 2000 then l.url end
  from (select substring(body from 'https?://[^\s<>"]+[^\s<>".,;:!?)\]'']') as url) l
$$;

-- a card of an address that no longer stands in the message, or of a message that is gone, goes with it, in the same change
create function private.tg_messages__drop_link() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.deleted_at is not null or private.first_link(new.body) is distinct from old.link ->> 'url' then
    new.link := null;
  end if;
  return new;
end $$;
create trigger _200_drop_link before update of body, deleted_at on public.messages
  for each row when (old.link is not null) execute function private.tg_messages__drop_link();

create function private.knock_link_preview() returns void
language sql volatile security definer set search_path = '' as $$ select private.call_function('link-preview', 'link_lookups') $$;

-- definer: link_lookups has no grants. Only what a person said is looked up, and only when words changed.
create function private.tg_messages__look_up() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  found_url text := case when new.deleted_at is null then private.first_link(new.body) end;
begin
  if found_url is null or found_url = new.link ->> 'url' or not (select s.link_previews from private.settings s) then
    delete from private.link_lookups l where l.message_id = new.id;
    return null;
  end if;
  insert into private.link_lookups as l (message_id, url) values (new.id, found_url)
  on conflict (message_id) do update set url = excluded.url, attempts = 0, lease_token = null, next_attempt_at = now()
    where l.url <> excluded.url;
  if found then
    perform private.knock_link_preview();
  end if;
  return null;
end $$;
create trigger _800_look_up after insert on public.messages
  for each row when (new.sender_id is not null and strpos(new.body, '://') > 0) execute function private.tg_messages__look_up();
create trigger _800_look_up_again after update of body, deleted_at on public.messages
  for each row when (new.sender_id is not null and (strpos(new.body, '://') > 0 or strpos(old.body, '://') > 0))
  execute function private.tg_messages__look_up();
