-- All that is wrong in the catalogue and can be seen without sending. The shipped one has no finding; a test keeps it so.

create function private.catalogue_findings() returns table (event_type text, channel public.notification_channel, locale text, finding text, detail text)
language sql stable set search_path = '' as $$
  with wanted as (
    select e.key, e.channels, c as channel from public.event_types e, unnest(private.worded_channels(e)) c
  ), words as (
    select t.event_type, t.channel, t.locale, e.category, e.channels, t.body as source, l.sms_encoding, k.needs_opt_out,
      private.render(t.title, e.sample, t.locale) as title, private.render(t.body, e.sample, t.locale) as body,
      private.template_paths(concat_ws(' ', t.title, t.body, t.action_label)) as paths
    from private.templates t join public.event_types e on e.key = t.event_type join public.notification_categories k on k.key = e.category
    left join private.locales l on l.tag = (private.locale_of(t.locale)).tag and (l.tag = t.locale or l.tag = split_part(t.locale, '-', 1))
    where t.is_active
  ), declared as (
    select e.key, e.category, v as path, e.sample #>> string_to_array(v, '.') as sample from public.event_types e, unnest(e.variables) v
  )
  select w.key, w.channel, l.tag, 'missing_template', 'No active words: ' || case when w.channel = any (w.channels) then 'the person is told in English, or not at all'
        when w.channel = 'sms' then 'a push that nobody saw is followed by its title and body' else 'an SMS that fails is followed by the words of the inbox' end
    from wanted w cross join private.locales l
    where l.is_complete and not exists (select from words t where t.event_type = w.key and t.channel = w.channel and t.locale = l.tag)
  union all
  select w.event_type, w.channel, w.locale, 'unused_template', 'The event does not use this channel'
    from words w where not exists (select from wanted n where n.key = w.event_type and n.channel = w.channel)
  union all
  select e.key, null, null, 'no_effect', 'escalate_after: only for urgent events with push and without SMS' from public.event_types e
    where e.escalate_after is not null and (e.priority <> 'urgent' or not 'web_push' = any (e.channels) or 'sms' = any (e.channels))
  union all
  select e.key, null, null, 'no_effect', 'digest_window: only for events with push or mail that are not urgent' from public.event_types e
    where e.digest_window is not null and (e.priority = 'urgent' or not e.channels && '{web_push,email}')
  union all
  select w.event_type, w.channel, w.locale, 'unknown_locale', 'private.locales does not say how it writes money and dates' from words w where w.sms_encoding is null
  union all
  select d.key, null, null, 'unused_variable', d.path || ': no words of the category use it' from declared d
    where not exists (select from words w where w.category = d.category and d.path = any (w.paths))
  union all
  select d.key, null, null, 'no_sample', d.path || ': the sample has no value for it' from declared d where coalesce(d.sample, '') = ''
  union all
  select w.event_type, w.channel, w.locale, 'other_variables', format('English says {%s}, this {%s}', array_to_string(en.paths, ', '), array_to_string(w.paths, ', '))
    from words w join words en on en.event_type = w.event_type and en.channel = w.channel and en.locale = 'en' where w.paths <> en.paths
  union all
  select w.event_type, w.channel, w.locale, 'title_too_long', length(w.title) || ' letters: phones cut it after about 50' from words w
    where w.channel = 'web_push' and length(w.title) > 50
  union all
  select w.event_type, w.channel, w.locale, 'title_too_long', length(w.title) || ' letters: mail programs cut a subject after about 78' from words w
    where w.channel = 'email' and length(w.title) > 78
  union all
  select w.event_type, w.channel, w.locale, 'several_segments', format('%s segments of %s, %s characters', s.segments, s.encoding, s.characters)
    from words w, private.sms_segments(w.body) s where w.channel = 'sms' and s.segments > 1
  union all
  select w.event_type, w.channel, w.locale, 'costly_letters', private.non_gsm(private.sms_text(w.body)) || ': not in GSM-7, so a segment holds 70 characters instead of 160'
    from words w, private.sms_segments(w.body) s where w.channel = 'sms' and w.sms_encoding = 'GSM-7' and s.encoding = 'UCS-2'
  union all
  select w.event_type, w.channel, w.locale, 'no_opt_out', 'An SMS of this category must say how to stop it: the word STOP'
    from words w where w.channel = 'sms' and w.needs_opt_out and w.source !~ '\mSTOP\M'
$$;

-- definer: templates are not for the API
create function public.lint_templates()
returns table (event_type text, channel public.notification_channel, locale text, finding text, detail text)
language plpgsql stable security definer set search_path = '' as $$
begin
  perform private.require_staff_or_service();
  return query select f.* from private.catalogue_findings() f order by 1, 2 nulls first, 3, 4;
end $$;
comment on function public.lint_templates is
  'For staff: what is wrong in events and templates. missing_template, unused_template, no_effect, unknown_locale, unused_variable, no_sample, other_variables, title_too_long, several_segments, costly_letters, no_opt_out. Errors: not_staff.';
grant execute on function public.lint_templates to authenticated, service_role;
