-- Looking before sending: a template with the values of a real row, what its SMS costs, and all that is wrong in the catalogue.

-- what an order's templates may say of it; a step that is told just now brings its own status and note
create function private.order_variables(o public.orders, status_note text) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_strip_nulls(jsonb_build_object(
    'order', jsonb_build_object('number', o.number, 'kind', o.kind, 'status', o.status, 'status_note', status_note,
      'pickup_address', o.pickup_address, 'dropoff_address', o.dropoff_address),
    'partner', (select jsonb_build_object('name', p.name) from public.profiles p where p.id = o.partner_id),
    'customer', (select jsonb_build_object('name', p.name) from public.profiles p where p.id = o.customer_id)))
$$;

-- refuses people who are not staff; the service role, and an admin in the dashboard, who has no token, pass
create function private.require_staff_or_service() returns void
language plpgsql set search_path = '' as $$
begin
  if auth.role() in ('anon', 'authenticated') and not private.is_staff() then
    perform private.refuse(403, 'not_staff', 'Only staff may do this.');
  end if;
end $$;

-- definer: templates, prices and other people's rows are not for the API
create function public.preview_template(
  event_type text, channel public.notification_channel, locale text default 'en',
  notification_id uuid default null, order_id uuid default null, version int default null
) returns table (
  template_version int, template_locale text, title text, body text, action_label text,
  encoding text, characters int, segments int, price numeric, currency text, made_from text
)
language plpgsql stable security definer set search_path = '' as $$
declare
  event public.event_types;
  words private.templates;
  told public.notifications;
  o public.orders;
  person public.profiles;
  variables jsonb;
begin
  perform private.require_staff_or_service();
  select e.* into event from public.event_types e where e.key = preview_template.event_type;
  if preview_template.version is null then
    words := private.active_template(event.key, preview_template.channel, preview_template.locale);
  else
    select t.* into words from private.templates t where t.event_type = event.key and t.channel = preview_template.channel
      and t.locale = preview_template.locale and t.version = preview_template.version;
  end if;
  if words.id is null then
    perform private.refuse(404, 'template_not_found', 'There are no such words for this event, channel and language.');
  end if;
  if preview_template.notification_id is not null then
    select n.* into told from public.notifications n where n.id = preview_template.notification_id;
    if told.id is null then
      perform private.refuse(404, 'notification_not_found', 'There is no such notification.');
    end if;
    variables := told.data;
    made_from := 'notification';
  elsif preview_template.order_id is not null then
    select orders.* into o from public.orders where orders.id = preview_template.order_id;
    if o.id is null then
      perform private.refuse(404, 'order_not_found', 'There is no such order.');
    end if;
    -- what an order does not know, such as an amount, comes from the sample
    variables := event.sample || private.order_variables(o, o.status_note);
    made_from := 'order';
  else
    variables := event.sample;
    made_from := 'sample';
  end if;
  select p.* into person from public.profiles p where p.id = coalesce(told.user_id, o.customer_id);
  template_version := words.version;
  template_locale := words.locale;
  title := private.render(words.title, variables, preview_template.locale, coalesce(person.time_zone, 'UTC'));
  body := private.render(words.body, variables, preview_template.locale, coalesce(person.time_zone, 'UTC'));
  action_label := private.render(words.action_label, variables, preview_template.locale, coalesce(person.time_zone, 'UTC'));
  if preview_template.channel = 'sms' then
    body := private.sms_text(body);
    select s.* into encoding, characters, segments from private.sms_segments(body) s;
    price := private.sms_estimate((select p.e164 from public.phones p where p.user_id = person.id and p.verified_at is not null limit 1), segments);
    currency := (select s.sms_currency from private.settings s);
  end if;
  return next;
end $$;
comment on function public.preview_template is
  'For staff: the words as they would be sent. Values come from a notification, an order, or else the event''s sample; price is an estimate for that person''s number. version shows words that are not active yet. Errors: not_staff, template_not_found, notification_not_found, order_not_found.';
grant execute on function public.preview_template to authenticated, service_role;
