-- The events behind announcements: their words come from the announcement itself.

insert into public.notification_categories (key, label, position) values ('announcement', 'Announcements', 80), ('promotion', 'Offers', 90);

insert into public.event_types (key, category, label, priority, ttl, channels, variables) values
  ('announcement.news', 'announcement', 'Announcement', 'normal', '3 days', '{in_app,web_push,sms,email}', '{announcement.title,announcement.body,announcement.action_label}'),
  ('announcement.offer', 'promotion', 'Offer', 'normal', '3 days', '{in_app,web_push,sms,email}', '{announcement.title,announcement.body,announcement.action_label}');

insert into private.templates (event_type, channel, locale, is_active, title, body, action_label)
select e.key, c.channel, l.locale, true, case when c.channel <> 'sms' then '{{announcement.title}}' end,
  case when c.channel = 'sms' then '{{announcement.title}}. {{announcement.body}}' else '{{announcement.body}}' end,
  case when c.channel <> 'sms' then '{{announcement.action_label}}' end
from public.event_types e cross join unnest(e.channels) as c (channel) cross join unnest('{en,es,ar}'::text[]) l (locale)
where e.key like 'announcement.%';
