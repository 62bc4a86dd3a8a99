-- Who sends. With two for a channel the second takes over while the first is down: by what its answers were, not by guess.

create table private.providers (
  name text primary key check (name ~ '^[a-z_]{2,30}$'),
  channel public.notification_channel not null,
  position smallint not null default 1,
  is_enabled boolean not null default true,
  failures_in_row int not null default 0,
  down_until timestamptz,
  down_since timestamptz,
  probe_until timestamptz,
  unique (channel, position)
);
comment on table private.providers is 'Who can send on a channel. Switch one on only when its keys are set (.env.example).';
comment on column private.providers.is_enabled is 'With all of a channel switched off, the channel rests and nothing of it is lost.';
comment on column private.providers.position is 'The healthy provider with the lowest position sends.';
comment on column private.providers.failures_in_row is 'Answers in a row that were lost, or that blame the provider; 429 is not one. Any other answer makes it 0.';
comment on column private.providers.down_until is 'Until then nothing new goes there; afterwards one delivery at a time tries it, and its answer decides.';
comment on column private.providers.down_since is 'When this outage began; empty once an answer was good. Staff are told of it.';
comment on column private.providers.probe_until is 'A delivery is trying it; the next may when this is over.';
alter table private.providers enable row level security;
-- no policy and no grant: admins only
insert into private.providers (name, channel, position, is_enabled) values
  ('twilio', 'sms', 1, true), ('vonage', 'sms', 2, false), ('resend', 'email', 1, true), ('sendgrid', 'email', 2, false), ('web_push', 'web_push', 1, true);

alter table private.settings
  add column provider_failures int not null default 5 check (provider_failures between 1 and 1000),
  add column provider_down_seconds int not null default 60 check (provider_down_seconds between 1 and 86400);
comment on column private.settings.provider_failures is 'Failures in a row that take a provider down.';
comment on column private.settings.provider_down_seconds is 'Seconds that a provider is left alone before one delivery tries it.';

-- the provider for new work, or null when the channel has none; when all are down the first goes on, paced by each delivery's own wait
create function private.provider_of(channel public.notification_channel) returns text
language sql stable set search_path = '' as $$
  select p.name from private.providers p where p.channel = provider_of.channel and p.is_enabled
  order by p.down_until is not null, p.position limit 1
$$;

-- takes the one place of a trial at a provider whose rest is over, or null: nobody waits here
create function private.provider_to_probe(channel public.notification_channel) returns text
language sql volatile set search_path = '' as $$
  update private.providers p set probe_until = now() + make_interval(secs => (select s.lease_seconds from private.settings s))
  where p.name = (
    select due.name from private.providers due
    where due.channel = provider_to_probe.channel and due.is_enabled and due.down_until <= now()
      and (due.probe_until is null or due.probe_until <= now())
      -- a trial is for the better place: with a healthy one before it there is nothing to win
      and due.position < (select coalesce(min(up.position), 32767) from private.providers up
        where up.channel = due.channel and up.is_enabled and up.down_until is null)
    order by due.position limit 1 for update skip locked)
  returning p.name
$$;

-- what a settled batch says of a provider, its answers in order: failures counts those since the last good answer
create function private.judge_provider(name text, failures int, has_answered boolean) returns void
language sql volatile set search_path = '' as $$
  update private.providers p set
    failures_in_row = case when judge_provider.has_answered then 0 else p.failures_in_row end + judge_provider.failures,
    down_until = case
      when (case when judge_provider.has_answered then 0 else p.failures_in_row end) + judge_provider.failures
          >= (select s.provider_failures from private.settings s)
        then now() + make_interval(secs => (select s.provider_down_seconds from private.settings s))
      when judge_provider.has_answered then null
      -- a trial that failed, though it was a single one
      when p.down_until <= now() then now() + make_interval(secs => (select s.provider_down_seconds from private.settings s))
      else p.down_until end,
    down_since = case
      when (case when judge_provider.has_answered then 0 else p.failures_in_row end) + judge_provider.failures
          >= (select s.provider_failures from private.settings s) then coalesce(p.down_since, now())
      when judge_provider.has_answered then null else p.down_since end,
    probe_until = null
  where p.name = judge_provider.name
    and (judge_provider.failures > 0 or p.failures_in_row > 0 or p.down_until is not null)
$$;
