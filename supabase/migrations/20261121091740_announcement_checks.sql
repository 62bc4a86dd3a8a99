-- What may be said to many people, and which many: asked whenever an announcement is saved, by a call or by hand.

-- why this is no audience, or null; {kind: all} | {kind: role, roles} | {kind: order_kind, kinds} | {kind: active_order} | {kind: list, user_ids, emails}
create function private.audience_fault(audience jsonb) returns text
language plpgsql immutable set search_path = '' as $$
declare
  kind text := audience ->> 'kind';
  field text := case kind when 'role' then 'roles' when 'order_kind' then 'kinds' when 'list' then 'user_ids' end;
begin
  if jsonb_typeof(audience) is distinct from 'object' or kind is null or kind not in ('all', 'role', 'order_kind', 'active_order', 'list') then
    return 'An audience is an object whose kind is all, role, order_kind, active_order or list.';
  elsif exists (select from jsonb_object_keys(audience) key where key not in ('kind', coalesce(field, 'kind'))
      and not (kind = 'list' and key = 'emails')) then
    return format('An audience of kind %s has no other field than %s.', kind, coalesce(field, 'kind'));
  elsif field is null then
    return null;
  elsif jsonb_typeof(coalesce(audience -> field, audience -> 'emails')) is distinct from 'array' or jsonb_typeof(coalesce(audience -> 'emails', '[]')) <> 'array' then
    return format('An audience of kind %s needs a list, %s.', kind, field);
  elsif jsonb_path_exists(audience, '$.*[*] ? (@.type() != "string")') then
    return format('%s holds texts only.', field);
  elsif kind <> 'list' and jsonb_array_length(audience -> field) = 0 then
    return format('%s names none.', field);
  elsif greatest(jsonb_array_length(audience -> field), jsonb_array_length(coalesce(audience -> 'emails', '[]'))) > 10000 then
    return 'A list holds at most 10,000 people; for more, choose a role or a kind of order.';
  elsif kind = 'role' and exists (select from jsonb_array_elements_text(audience -> field) v where v <> all (enum_range(null::public.person_role)::text[])) then
    return format('The roles are %s.', array_to_string(enum_range(null::public.person_role), ', '));
  elsif kind = 'order_kind' and exists (select from jsonb_array_elements_text(audience -> field) v where v <> all (enum_range(null::public.order_kind)::text[])) then
    return format('The kinds of order are %s.', array_to_string(enum_range(null::public.order_kind), ', '));
  elsif kind = 'list' and exists (select from jsonb_array_elements_text(audience -> field) v where v !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$') then
    return 'user_ids holds ids of people.';
  end if;
  return null;
end $$;

create function private.require_staff() returns void
language plpgsql stable set search_path = '' as $$
begin
  if not private.is_staff() then
    perform private.refuse(403, 'not_staff', 'Only staff may do this.');
  end if;
end $$;

-- why these are no words, or null: {en: {title, body, action_label}, …}; a draft may still be short of some
create function private.words_fault(words jsonb, default_locale text, is_draft boolean) returns text
language sql immutable set search_path = '' as $$
  select case
    when jsonb_typeof(words) is distinct from 'object' then 'Words are one object per locale: {"en": {"title": …, "body": …}}.'
    when not is_draft and not words ? default_locale then format('The words in %s are missing: whoever reads no other locale gets those.', default_locale)
    else (select min(case
        when w.locale !~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$' then format('%s is no locale, such as en or pt-BR.', left(w.locale, 40))
        when jsonb_typeof(w.said) <> 'object' or exists (select from jsonb_each(case jsonb_typeof(w.said) when 'object' then w.said else '{}' end) f
          where f.key not in ('title', 'body', 'action_label') or jsonb_typeof(f.value) <> 'string') then 'Each locale has a title, a body and perhaps an action_label.'
        when length(w.said ->> 'title') > 60 or length(w.said ->> 'body') > 2000 or length(w.said ->> 'action_label') > 40
          then 'A title has at most 60 characters, a body 2,000, the label of the button 40.'
        when not is_draft and (coalesce(btrim(w.said ->> 'title'), '') = '' or coalesce(btrim(w.said ->> 'body'), '') = '')
          then format('Title or text in %s is empty.', w.locale)
      end) from jsonb_each(case jsonb_typeof(words) when 'object' then words else '{}' end) w (locale, said))
  end
$$;

-- the words of a locale as the variables of its templates: exact, else the language, else the default
create function private.announcement_data(words jsonb, default_locale text, locale text) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_build_object('announcement',
    coalesce(words -> announcement_data.locale, words -> split_part(announcement_data.locale, '-', 1), words -> announcement_data.default_locale))
$$;
