-- The steps of proving a number, each one statement or under one lock, so that no two requests pass a limit together.
-- All are for the function phone-verification, which speaks to the provider in between.

-- definer throughout: neither the limits nor the phones can be written by anybody else

create function public.start_phone_verification(user_id uuid, e164 text, address_hash text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  at timestamptz;
  wait record;
  started uuid;
begin
  if exists (select from public.phones p where p.user_id = start_phone_verification.user_id
    and p.e164 = start_phone_verification.e164 and p.verified_at is not null) then
    return jsonb_build_object('refused', 'phone_already_verified');
  elsif exists (select from private.suppressions s
    where s.channel = 'sms' and s.address = start_phone_verification.e164 and s.reason = 'admin') then
    return jsonb_build_object('refused', 'phone_cannot_receive_sms');
  end if;
  -- counting and adding are one step for everybody: the limit of the whole project is among them
  perform pg_advisory_xact_lock(hashtextextended('orderline phone_verifications', 0));
  at := clock_timestamp();
  select * into wait from private.verification_wait(
    start_phone_verification.user_id, start_phone_verification.e164, start_phone_verification.address_hash, at);
  if found then
    return jsonb_build_object('refused', 'too_many_codes', 'scope', wait.scope, 'retry_after_s', wait.retry_after_s);
  end if;
  insert into private.phone_verifications as v (user_id, e164, address_hash, created_at)
  values (start_phone_verification.user_id, start_phone_verification.e164, start_phone_verification.address_hash, at)
  returning v.id into started;
  select * into wait from private.verification_wait(
    start_phone_verification.user_id, start_phone_verification.e164, start_phone_verification.address_hash, at);
  return jsonb_build_object('id', started, 'resend_after_s', coalesce(wait.retry_after_s, 0),
    'line_types', (select s.sms_line_types from private.settings s));
end $$;
comment on function public.start_phone_verification is
  'Counts one code against every limit. Returns {id, resend_after_s, line_types}, or {refused, retry_after_s, scope}: too_many_codes, phone_already_verified, phone_cannot_receive_sms.';
grant execute on function public.start_phone_verification to service_role;

create function public.note_phone_verification(
  id uuid, state text, provider_sid text default null, line_type text default null, reason text default null
) returns void
language sql security definer set search_path = '' as $$
  update private.phone_verifications v set
    state = note_phone_verification.state, provider_sid = note_phone_verification.provider_sid,
    line_type = note_phone_verification.line_type, reason = left(note_phone_verification.reason, 60),
    sent_at = case note_phone_verification.state when 'sent' then now() end,
    finished_at = case when note_phone_verification.state in ('refused', 'failed') then now() end
  where v.id = note_phone_verification.id and v.state = 'started'
$$;
comment on function public.note_phone_verification is 'Writes down what the provider made of a started verification: sent, refused or failed.';
grant execute on function public.note_phone_verification to service_role;

create function public.take_phone_check(user_id uuid) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  newest private.phone_verifications;
begin
  -- the row lock makes the sixth of six simultaneous guesses wait, and then find none left
  select v.* into newest from private.phone_verifications v
  where v.user_id = take_phone_check.user_id and v.state in ('sent', 'approved')
  order by v.created_at desc limit 1 for update;
  -- Twilio's codes live for ten minutes
  if newest.id is null or newest.state <> 'sent' or newest.sent_at < now() - interval '10 minutes' then
    return jsonb_build_object('refused', 'code_expired');
  elsif newest.checks >= 5 then
    return jsonb_build_object('refused', 'too_many_checks');
  end if;
  update private.phone_verifications v set checks = v.checks + 1 where v.id = newest.id;
  return jsonb_build_object('id', newest.id, 'e164', newest.e164, 'checks_left', 4 - newest.checks);
end $$;
comment on function public.take_phone_check is
  'Uses up one of the five checks of the person''s newest code. Returns {id, e164, checks_left}, or {refused}: code_expired, too_many_checks.';
grant execute on function public.take_phone_check to service_role;

create function public.finish_phone_verification(id uuid) returns text
language plpgsql security definer set search_path = '' as $$
declare
  proven private.phone_verifications;
  former uuid;
begin
  update private.phone_verifications v set state = 'approved', finished_at = now()
  where v.id = finish_phone_verification.id and v.state = 'sent' and v.user_id is not null returning v.* into proven;
  if proven.id is null then
    return null;
  end if;
  -- two who prove the same number one after the other, not at once
  perform pg_advisory_xact_lock(hashtextextended('orderline phone ' || proven.e164, 0));
  delete from public.phones p where p.e164 = proven.e164 and p.user_id <> proven.user_id and p.verified_at is not null
  returning p.user_id into former;
  delete from public.phones p where p.user_id = proven.user_id and p.e164 <> proven.e164;
  insert into public.phones (user_id, e164, verified_at) values (proven.user_id, proven.e164, now())
  on conflict on constraint phones_user_id_e164_key do update set verified_at = now();
  -- it has just received an SMS; a STOP stays until that phone says START
  perform private.lift_suppression('sms', proven.e164, 'invalid');
  perform public.notify(told.user_id, told.event, data => jsonb_build_object(
      'phone', jsonb_build_object('e164_masked', private.mask_phone(proven.e164))),
    dedupe_key => told.event || ':' || proven.id, action_url => '/settings')
  from (values (proven.user_id, 'account.phone_verified'), (former, 'security.phone_moved')) told (user_id, event)
  where told.user_id is not null;
  return private.mask_phone(proven.e164);
end $$;
comment on function public.finish_phone_verification is
  'The code was right: the number is now this person''s only one, and no longer anybody else''s, who is told. Returns it masked; null when it was finished before.';
grant execute on function public.finish_phone_verification to service_role;
