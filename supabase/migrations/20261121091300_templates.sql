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
  action_label text check (length(action_label) <= 80),
  created_at timestamptz not null default now(),
  unique (event_type, channel, locale, version)
);
comment on table private.templates is 'Write {{order.number}} or {{partner.name|default:your partner}}. Filters: default:text, truncate:length, money:order.currency, date, time, datetime, list.';
comment on column private.templates.locale is 'BCP 47 tag; a person''s fr-CA finds fr-CA, then fr, then en.';
comment on column private.templates.version is 'Keep the old row and add the next number; activate one.';
comment on column private.templates.is_active is 'The version that is sent: one per event, channel and locale.';
comment on column private.templates.title is 'Heading of the notification, or subject of the mail; an SMS has none.';
comment on column private.templates.body is 'Plain text. In a mail an empty line begins a new paragraph.';
comment on column private.templates.action_label is 'Words on the button that leads to the notification''s action_url.';
create unique index templates_one_active_idx on private.templates (event_type, channel, locale) where is_active;
alter table private.templates enable row level security;
-- no policy and no grant: admins only

-- the tags of a text as path and filters; what cannot be read comes back as it stands
create function private.template_tags(template text) returns table (tag text, path text, filters text[])
language sql immutable set search_path = '' as $$
  select m[1], btrim(split_part(m[2], '|', 1)), (string_to_array(m[2], '|'))[2:]
  from regexp_matches(coalesce(template, ''), '(\{\{([^{}]*)\}\})', 'g') m
$$;

-- every variable that a text names, also as the currency of an amount
create function private.template_paths(template text) returns text[]
language sql immutable set search_path = '' as $$
  select coalesce(array_agg(distinct p.path order by p.path), '{}') from private.template_tags(template) t cross join lateral (
    select t.path union select btrim(substring(f from '^\s*money:(.*)$')) from unnest(t.filters) f where f ~ '^\s*money:' and f !~ '^\s*money:[A-Z]{3}\s*$'
  ) p (path)
$$;

-- a value as text: an array is its elements, an object is nothing, and nobody is ever shown JSON
create function private.template_value(value jsonb, separator text) returns text
language sql immutable set search_path = '' as $$
  select case jsonb_typeof(value)
    when 'array' then (select string_agg(v #>> '{}', separator) from jsonb_array_elements(value) v where jsonb_typeof(v) not in ('object', 'array', 'null'))
    when 'object' then null
    else value #>> '{}' end
$$;

create function private.template_filter(filter text, value text, source jsonb, variables jsonb, locale text, time_zone text) returns text
language plpgsql stable set search_path = '' as $$
declare
  name text := btrim(split_part(filter, ':', 1));
  argument text := substr(filter, strpos(filter || ':', ':') + 1);
begin
  return case name
    when 'default' then coalesce(nullif(value, ''), argument)
    when 'truncate' then case when length(value) > argument::int then left(value, argument::int - 1) || '…' else value end
    when 'money' then private.format_money(value,
      case when argument ~ '^[A-Z]{3}$' then argument else variables #>> string_to_array(btrim(argument), '.') end, locale)
    when 'list' then coalesce('- ' || private.template_value(case jsonb_typeof(source) when 'array' then source end, E'\n- '), value)
    else private.format_time(value, name, locale, time_zone) end;
end $$;

-- a filter that private.templates takes: known, with the argument it needs
create function private.template_filter_fault(filter text, allowed text[]) returns text
language sql immutable set search_path = '' as $$
  select case
    when filter ~ '^\s*(default:.*|truncate:[1-9][0-9]{0,3}|date|time|datetime|list)\s*$' then null
    when filter ~ '^\s*money:[A-Z]{3}\s*$' or (filter ~ '^\s*money:' and btrim(split_part(filter, ':', 2)) = any (allowed)) then null
    else format('There is no filter "%s"; use default:text, truncate:length, money:currency (a variable, or a code such as EUR), date, time, datetime or list.', filter)
  end
$$;

-- One pass from left to right: what a person wrote is never read as a tag. Tags that cannot be read are nothing, never an error.
create function private.render(template text, variables jsonb, locale text default 'en', time_zone text default 'UTC') returns text
language plpgsql stable set search_path = '' as $$
declare
  rendered text := '';
  rest text := template;
  t record;
  filter text;
  source jsonb;
  value text;
begin
  if template is null or strpos(template, '{{') = 0 then
    return template;
  end if;
  for t in select * from private.template_tags(template) loop
    source := variables #> string_to_array(t.path, '.');
    value := private.template_value(source, ', ');
    foreach filter in array coalesce(t.filters, '{}') loop
      continue when private.template_filter_fault(filter, array[btrim(split_part(filter, ':', 2))]) is not null;
      value := private.template_filter(filter, value, source, variables, locale, time_zone);
    end loop;
    rendered := rendered || left(rest, strpos(rest, t.tag) - 1) || coalesce(value, '');
    rest := substr(rest, strpos(rest, t.tag) + length(t.tag));
  end loop;
  return rendered || rest;
end $$;

-- fr-CA falls back to fr, then to en
create function private.active_template(event_type text, channel public.notification_channel, locale text)
returns private.templates
language sql stable set search_path = '' as $$
  select t.* from private.templates t
  where t.event_type = active_template.event_type and t.channel = active_template.channel and t.is_active
    and t.locale in (active_template.locale, split_part(active_template.locale, '-', 1), 'en')
  order by t.locale = active_template.locale desc, t.locale <> 'en' desc limit 1
$$;
