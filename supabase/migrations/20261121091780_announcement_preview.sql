-- How an announcement will read on each channel, from the very templates that will be sent, while it is being written.

-- definer: templates have no grants
create function public.preview_announcement(words jsonb, locale text default 'en', event_type text default 'announcement.news', default_locale text default 'en')
returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  fault text := private.words_fault(preview_announcement.words, preview_announcement.default_locale, true);
  data jsonb;
  answer jsonb;
begin
  perform private.require_staff();
  if fault is not null then
    perform private.refuse(422, 'invalid_words', fault);
  end if;
  data := private.announcement_data(preview_announcement.words, preview_announcement.default_locale, preview_announcement.locale);
  select coalesce(jsonb_object_agg(c.channel, jsonb_strip_nulls(jsonb_build_object(
      'title', private.render(t.title, data, t.locale), 'body', r.body,
      'action_label', private.render(t.action_label, data, t.locale),
      'locale', t.locale, 'encoding', s.encoding, 'characters', s.characters, 'segments', s.segments))), '{}')
  into answer
  from public.event_types e cross join unnest(e.channels) c (channel)
  cross join lateral private.active_template(e.key, c.channel, preview_announcement.locale) t
  cross join lateral (select private.render(t.body, data, t.locale) as body) r
  left join lateral private.sms_segments(r.body) s on c.channel = 'sms'
  where e.key = preview_announcement.event_type and t.id is not null;
  return answer;
end $$;
comment on function public.preview_announcement is
  'For staff: per channel the title, body and action_label that somebody of this locale will read; for SMS also encoding, characters and segments. Errors: not_staff, invalid_words.';
grant execute on function public.preview_announcement to authenticated;
