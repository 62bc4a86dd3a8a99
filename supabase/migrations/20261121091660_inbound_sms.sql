-- What people text back. STOP ends all texts to that number, at once and whatever anybody chose; START gives back what was on.

create table private.inbound_sms (
  id uuid primary key default gen_random_uuid(),
  provider text not null,
  provider_message_id text not null check (length(provider_message_id) <= 64),
  from_number text not null check (length(from_number) <= 40),
  to_number text not null check (length(to_number) <= 40),
  user_id uuid references public.profiles on delete set null,
  body text not null check (length(body) <= 2000),
  keyword text check (keyword in ('stop', 'start', 'help')),
  switched_off text[] not null default '{}',
  is_answered boolean not null default false,
  received_at timestamptz not null default now(),
  handled_at timestamptz,
  unique (provider, provider_message_id)
);
comment on table private.inbound_sms is 'Every text that came in. Those without a keyword and handled_at wait for staff.';
comment on column private.inbound_sms.from_number is 'Who wrote, as the provider says it: E.164, or the name of a service.';
comment on column private.inbound_sms.user_id is 'Who had proven the number when it came; empty: nobody we know.';
comment on column private.inbound_sms.keyword is 'stop, start or help when the whole text was such a word; empty: something to be read.';
comment on column private.inbound_sms.switched_off is 'Categories that a STOP switched off for this person: START from the same phone switches these on again.';
comment on column private.inbound_sms.is_answered is 'We replied to its keyword, which costs a text.';
comment on column private.inbound_sms.handled_at is 'Set it by hand when somebody has dealt with it.';
create index inbound_sms_waiting_idx on private.inbound_sms (received_at) where keyword is null and handled_at is null;
create index inbound_sms_from_number_idx on private.inbound_sms (from_number, received_at desc);
create index inbound_sms_user_id_idx on private.inbound_sms (user_id);
alter table private.inbound_sms enable row level security;
-- no policy and no grant: admins, and the definer call below

create function private.stop_sms(incoming private.inbound_sms) returns void
language plpgsql set search_path = '' as $$
declare
  wanted text[] := array(select c.key from public.notification_categories c
    where incoming.user_id is not null and private.is_wanted(incoming.user_id, c.key, 'sms') order by c.key);
begin
  perform private.suppress('sms', incoming.from_number, 'stop', incoming.provider || ' ' || incoming.provider_message_id);
  perform private.choose(incoming.user_id, off.category, 'sms', false, 'sms_keyword', jsonb_build_object('inbound_sms', incoming.id, 'keyword', 'stop'))
  from unnest(wanted) off (category);
  update private.inbound_sms i set switched_off = wanted where i.id = incoming.id;
end $$;

create function private.start_sms(incoming private.inbound_sms) returns void
language plpgsql set search_path = '' as $$
begin
  perform private.lift_suppression('sms', incoming.from_number, 'stop');
  -- only what this person's own last STOP switched off, and only where they have not chosen anew since
  perform private.choose(incoming.user_id, p.category, 'sms', true, 'sms_keyword', jsonb_build_object('inbound_sms', incoming.id, 'keyword', 'start'))
  from (select i.switched_off from private.inbound_sms i
      where i.from_number = incoming.from_number and i.user_id = incoming.user_id and i.keyword = 'stop' and cardinality(i.switched_off) > 0
      order by i.received_at desc limit 1) stopped
    join public.preferences p on p.category = any (stopped.switched_off)
  where p.user_id = incoming.user_id and p.channel = 'sms' and not p.is_enabled and p.source = 'sms_keyword';
end $$;

alter table private.settings add column sms_replies_per_day int not null default 5 check (sms_replies_per_day >= 0);
comment on column private.settings.sms_replies_per_day is
  'Answers to STOP, START and HELP that one number gets in 24 hours. More are obeyed in silence: whoever earns from our texts would ask for help all day.';

-- definer: suppressions, preferences and the log have no grants
create function public.record_inbound_sms(
  provider text, provider_message_id text, from_number text, to_number text, body text, opt_out_type text default null
) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  word private.sms_keywords;
  incoming private.inbound_sms;
  is_new boolean := true;
  answer text;
begin
  select k.* into word from private.sms_keywords k where k.word = private.plain_word(record_inbound_sms.body);
  insert into private.inbound_sms as i (provider, provider_message_id, from_number, to_number, user_id, body, keyword)
  values (record_inbound_sms.provider, record_inbound_sms.provider_message_id, record_inbound_sms.from_number, record_inbound_sms.to_number,
    (select p.user_id from public.phones p where p.e164 = record_inbound_sms.from_number and p.verified_at is not null),
    left(record_inbound_sms.body, 2000), coalesce(lower(nullif(record_inbound_sms.opt_out_type, '')), word.meaning))
  on conflict on constraint inbound_sms_provider_provider_message_id_key do nothing
  returning i.* into incoming;
  if incoming.id is null then
    -- told again because our answer was lost: the same answer, and nothing else
    select i.* into incoming from private.inbound_sms i where i.provider = record_inbound_sms.provider
      and i.provider_message_id = record_inbound_sms.provider_message_id;
    is_new := false;
  elsif incoming.keyword = 'stop' then
    perform private.stop_sms(incoming);
  elsif incoming.keyword = 'start' then
    perform private.start_sms(incoming);
  end if;
  -- where the provider answers keywords itself, a second answer would only confuse and cost
  if nullif(record_inbound_sms.opt_out_type, '') is null and not coalesce(word.is_answered_by_twilio, false) then
    select r.body into answer from private.sms_replies r where r.meaning = incoming.keyword and r.locale = word.locale;
  end if;
  if is_new and answer is not null then
    update private.inbound_sms i set is_answered = true where i.id = incoming.id and (
      select count(*) from private.inbound_sms f where f.from_number = incoming.from_number and f.is_answered
        and f.received_at > now() - interval '1 day') < (select s.sms_replies_per_day from private.settings s)
    returning true into incoming.is_answered;
  end if;
  return jsonb_build_object('outcome', case when is_new then 'stored' else 'duplicate' end, 'keyword', incoming.keyword,
    'reply', case when incoming.is_answered then answer end);
end $$;
comment on function public.record_inbound_sms is
  'Stores a verified incoming text once and obeys its keyword. Returns {outcome: stored or duplicate, keyword, reply}; reply is what to answer, if anything.';
grant execute on function public.record_inbound_sms to service_role;
