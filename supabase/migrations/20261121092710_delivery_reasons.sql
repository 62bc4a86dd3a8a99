-- Our own reasons, in words: what last_code says where no provider does.

create table private.delivery_reasons (
  code text primary key check (code ~ '^[a-z_]{2,40}$'),
  sentence text not null check (length(sentence) between 10 and 300),
  remedy text check (length(remedy) <= 300)
);
comment on table private.delivery_reasons is 'What each code word of ours in deliveries.last_code means. explain_notification() says these sentences; edit them here.';
comment on column private.delivery_reasons.code is 'As in deliveries.last_code; a provider''s codes are in error_classes.';
comment on column private.delivery_reasons.sentence is 'Why it was not sent, for staff.';
comment on column private.delivery_reasons.remedy is 'What can be done, and by whom; empty: nothing needs doing.';
alter table private.delivery_reasons enable row level security;
-- no policy and no grant: explain_notification reads it as definer
insert into private.delivery_reasons (code, sentence, remedy) values
  ('no_consent', 'The person has not switched this category on for this channel, or has switched it off.', 'Only they can change it, in Settings.'),
  ('no_target', 'There is nowhere to send it: no proven number, no browser that takes pushes, or no confirmed address.', 'They add one in Settings.'),
  ('target_gone', 'The number, browser or address it was for is no longer theirs.', 'They register the new one in Settings.'),
  ('stop', 'The person texted STOP, so nothing is sent to their number.', 'Only they can lift it, by texting START.'),
  ('bounce', 'Mail to this address came back as undeliverable before, so nothing is sent to it.', 'When the address works again, delete its row in private.suppressions.'),
  ('complaint', 'The person called an earlier mail spam, so nothing is sent to their address.', 'Ask them first; then delete its row in private.suppressions.'),
  ('invalid', 'The provider said before that this number or address cannot be reached.', 'They enter another one in Settings.'),
  ('admin', 'Somebody of staff put this number or address on the list of those nothing is sent to.', 'Delete its row in private.suppressions.'),
  ('cap_person_day', 'The person has had as many SMS today as one person may have.', 'It can be begun anew tomorrow with redeliver(); the cap is in private.sms_limits.'),
  ('cap_person_month', 'The person has had as many SMS this month as one person may have.', 'The cap is in private.sms_limits.'),
  ('cap_person_money', 'SMS to this person have cost as much as they may in this day or month.', 'The cap is in private.sms_limits.'),
  ('cap_project', 'The budget for SMS of the whole project is used up.', 'Raise it in private.sms_limits, then redeliver().'),
  ('read_already', 'The person had read it in the app before it was to leave.', null),
  ('announcement_cancelled', 'Staff cancelled the announcement before this was sent.', null),
  ('cancelled', 'It was taken back before it was sent.', null),
  ('in_digest', 'It went out together with others of its kind, as one message.', null),
  ('expired', 'It was not sent while it was still worth sending.', 'event_types.ttl says how long that is; extend_notification() moves it for one.'),
  ('attempts_used_up', 'Every try failed, as many as settings.max_attempts allows.', 'When the cause is mended: redeliver().'),
  ('no_receipt', 'The provider took it and never said what became of it.', null),
  ('invalid_delivery', 'Its target or words were not what the function can send.', 'A mistake of ours: look at the template and at last_error.'),
  ('invalid_keys', 'The keys of the push subscription were none; the browser registers anew by itself.', null),
  ('provider_suppressed', 'The provider has this address on a list of its own of those it sends nothing to.', 'Take it off that list in the provider''s console.'),
  ('in_doubt_too_long', 'The provider''s answer was lost, and for 23 hours nobody said whether it went out.', 'redeliver() sends it again, perhaps a second time.'),
  ('provider_not_set_up', 'The provider that is switched on has no key in the environment of the function.', 'Set its key, or switch it off in private.providers.'),
  ('hard_bounce', 'The receiving server said that there is no such address.', 'They enter another one.'),
  ('soft_bounce', 'The receiving server did not take it this time.', null);
