-- What a template may say, checked on every save: a mistake is refused where the admin sees it, and never met at send.

create function private.tg_templates__check() returns trigger
language plpgsql set search_path = '' as $$
declare
  event public.event_types;
  source text;
  fault text;
  t record;
begin
  select e.* into event from public.event_types e where e.key = new.event_type;
  if coalesce(btrim(new.body), '') = '' or (new.channel <> 'sms' and coalesce(btrim(new.title), '') = '') then
    perform private.refuse(422, 'template_incomplete', 'A template needs a body, and a title on every channel but SMS.');
  end if;
  foreach source in array array_remove(array[new.title, new.body, new.action_label], null) loop
    if regexp_replace(source, '\{\{[^{}]*\}\}', '', 'g') ~ '\{\{|\}\}' then
      perform private.refuse(422, 'template_unclosed', 'A {{ has no }}, or the other way round.');
    end if;
    for t in select * from private.template_tags(source) loop
      if t.path <> all (event.variables) then
        perform private.refuse(422, 'template_variable', format('%s has no variable "%s"; it has %s.', new.event_type, t.path, array_to_string(event.variables, ', ')));
      end if;
      select min(f) into fault from (select private.template_filter_fault(filter, event.variables) f from unnest(t.filters) filter) faults;
      if fault is not null then
        perform private.refuse(422, 'template_filter', fault);
      end if;
    end loop;
  end loop;
  if new.channel = 'sms' and length(private.render(new.body, event.sample, new.locale)) > 1600 then
    perform private.refuse(422, 'template_too_long', 'An SMS of more than 1,600 characters is refused by the provider.');
  end if;
  return new;
end $$;
create trigger _100_check before insert or update on private.templates
  for each row execute function private.tg_templates__check();

-- the other way round: a variable that words use cannot be taken from the event
create function private.tg_event_types__keep_variables() returns trigger
language plpgsql set search_path = '' as $$
declare
  used text := (select min(p) from private.templates w, unnest(private.template_paths(concat_ws(' ', w.title, w.body, w.action_label))) p
    where w.event_type = new.key and w.is_active and p <> all (new.variables));
begin
  if used is not null then
    perform private.refuse(422, 'template_variable', format('An active template of %s uses "%s": change the words first.', new.key, used));
  end if;
  return new;
end $$;
create trigger _100_keep_variables before update of variables on public.event_types
  for each row execute function private.tg_event_types__keep_variables();

-- The channels that an event needs words for: those it uses, SMS where a push that nobody saw is followed by one, and mail wherever
-- there is SMS, which falls back to it.
create function private.worded_channels(event public.event_types) returns public.notification_channel[]
language sql immutable set search_path = '' as $$
  select array_agg(distinct c order by c) from unnest(event.channels
    || case when event.escalate_after is not null then '{sms,email}' when 'sms' = any (event.channels) then '{email}' else '{}' end::public.notification_channel[]) c
$$;

-- One event's words in one language, as the next version on each of those channels, active at once. Empty sms: title and body;
-- empty mail: the body.
create function private.save_words(
  event_type text, locale text, title text, body text, sms text, mail text, action_label text
) returns int
language plpgsql set search_path = '' as $$
declare
  c public.notification_channel;
  saved int := 0;
begin
  for c in select unnest(private.worded_channels(e)) from public.event_types e where e.key = save_words.event_type loop
    update private.templates t set is_active = false
      where t.event_type = save_words.event_type and t.channel = c and t.locale = save_words.locale and t.is_active;
    insert into private.templates (event_type, channel, locale, version, is_active, title, body, action_label)
    values (save_words.event_type, c, save_words.locale,
      (select coalesce(max(t.version), 0) + 1 from private.templates t
        where t.event_type = save_words.event_type and t.channel = c and t.locale = save_words.locale), true,
      case when c <> 'sms' then save_words.title end,
      case c when 'sms' then coalesce(save_words.sms, save_words.title || '. ' || save_words.body)
        when 'email' then coalesce(save_words.mail, save_words.body) else save_words.body end,
      case when c <> 'sms' then save_words.action_label end);
    saved := saved + 1;
  end loop;
  return saved;
end $$;
