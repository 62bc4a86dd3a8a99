-- The words, per event, channel and locale. A template is checked when it is saved, so that sending can never fail on it.

create table private.templates (
  id bigint generated always as identity primary key,
  event_type text not null references public.event_types on delete cascade,
  channel public.notification_channel not null,
  locale text not null default 'en' check (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  version int not null default 1 check (version > 0),
  is_active boolean not null default false,
  title text check (length(title) <= 200),
  body text not null check (length(body) between 1 and 4000),
  action_label text check (length(action_label) <= 40),
  created_at timestamptz not null default now(),
  unique (event_type, channel, locale, version),
  check (channel = 'sms' or title is not null)
);
comment on table private.templates is 'Write {{order.number}} or {{partner.name|default:your partner}}. Filters: default:text, truncate:length.';
comment on column private.templates.version is 'Keep the old row and add the next number; activate one.';
comment on column private.templates.is_active is 'The version that is sent: one per event, channel and locale.';
comment on column private.templates.title is 'Heading of the notification, or subject of the mail; an SMS has none.';
create unique index templates_one_active_idx on private.templates (event_type, channel, locale) where is_active;
alter table private.templates enable row level security;
-- no policy and no grant: admins only

-- the tags of a text as path and filters; what cannot be read comes back as it stands
create function private.template_tags(template text) returns table (tag text, path text, filters text[])
language sql immutable set search_path = '' as $$
  select m[1], btrim(split_part(m[2], '|', 1)), (string_to_array(m[2], '|'))[2:]
  from regexp_matches(coalesce(template, ''), '(\{\{([^{}]*)\}\})', 'g') m
$$;

create function private.render(template text, variables jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  rendered text := '';
  rest text := template;
  t record;
  filter text;
  value text;
begin
  for t in select * from private.template_tags(template) loop
    value := variables #>> string_to_array(t.path, '.');
    foreach filter in array coalesce(t.filters, '{}') loop
      value := case split_part(filter, ':', 1)
        when 'default' then coalesce(nullif(value, ''), substr(filter, 9))
        when 'truncate' then case when length(value) > substr(filter, 10)::int
          then left(value, substr(filter, 10)::int - 1) || '…' else value end
        else value end;
    end loop;
    -- one pass from left to right: what a person wrote is never read as a tag
    rendered := rendered || left(rest, strpos(rest, t.tag) - 1) || coalesce(value, '');
    rest := substr(rest, strpos(rest, t.tag) + length(t.tag));
  end loop;
  return rendered || rest;
end $$;

create function private.tg_templates__check() returns trigger
language plpgsql set search_path = '' as $$
declare
  allowed text[] := (select e.variables from public.event_types e where e.key = new.event_type);
  source text;
  t record;
  filter text;
begin
  foreach source in array array_remove(array[new.title, new.body, new.action_label], null) loop
    if regexp_replace(source, '\{\{[^{}]*\}\}', '', 'g') ~ '\{\{|\}\}' then
      perform private.refuse(422, 'template_unclosed', 'A {{ has no }}, or the other way round.');
    end if;
    for t in select * from private.template_tags(source) loop
      if t.path <> all (allowed) then
        perform private.refuse(422, 'template_variable', format('%s has no variable "%s"; it has %s.', new.event_type, t.path, array_to_string(allowed, ', ')));
      end if;
      foreach filter in array coalesce(t.filters, '{}') loop
        if filter !~ '^(default:.*|truncate:[1-9][0-9]{0,3})$' then
          perform private.refuse(422, 'template_filter', format('There is no filter "%s"; use default:text or truncate:length.', filter));
        end if;
      end loop;
    end loop;
  end loop;
  return new;
end $$;
create trigger _100_check before insert or update on private.templates
  for each row execute function private.tg_templates__check();

-- fr-CA falls back to fr, then to en
create function private.active_template(event_type text, channel public.notification_channel, locale text)
returns private.templates
language sql stable set search_path = '' as $$
  select t.* from private.templates t
  where t.event_type = active_template.event_type and t.channel = active_template.channel and t.is_active
    and t.locale in (active_template.locale, split_part(active_template.locale, '-', 1), 'en')
  order by t.locale = active_template.locale desc, t.locale <> 'en' desc limit 1
$$;
