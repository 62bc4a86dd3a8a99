-- The evidence: who agreed to what, when, where, and which words stood beside the switch. Written once, changed by nobody.

create function private.tg__keep_evidence() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- erasing a person takes their evidence along: the person is gone before their rows are
  if tg_op = 'DELETE' and to_jsonb(old) ? 'user_id'
    and not exists (select from public.profiles p where p.id = (to_jsonb(old) ->> 'user_id')::uuid) then
    return old;
  end if;
  perform private.refuse(409, 'kept_as_evidence', 'What people agreed to is kept as it was. Add a row instead.');
  return null;
end $$;

create table public.consent_wordings (
  version text primary key check (version ~ '^[a-z0-9-]{2,40}$'),
  locale text not null default 'en' check (locale ~ '^[a-z]{2,3}$'),
  channel public.notification_channel,
  is_opt_in boolean not null default false,
  body text not null check (length(body) between 1 and 1000),
  is_current boolean not null default true,
  created_at timestamptz not null default now()
);
comment on table public.consent_wordings is 'The words beside a switch that needs consent. To change them add a row and set is_current of the old one to false.';
comment on column public.consent_wordings.locale is 'The language it is shown in; a reader of another one is shown the English words.';
comment on column public.consent_wordings.channel is 'Empty: every channel but those with a wording of their own.';
comment on column public.consent_wordings.is_opt_in is 'For categories that are opt-in, such as offers.';
create unique index consent_wordings_current_idx on public.consent_wordings (locale, channel, is_opt_in) nulls not distinct where is_current;
alter table public.consent_wordings enable row level security;
grant select on public.consent_wordings to authenticated;
-- no write: admins only
create policy "people read what they agree to" on public.consent_wordings for select to authenticated using (true);
create trigger _100_keep_evidence before delete or update of version, locale, channel, is_opt_in, body, created_at on public.consent_wordings
  for each row execute function private.tg__keep_evidence();
insert into public.consent_wordings (version, channel, is_opt_in, body) values
  ('sms-1', 'sms', false, 'By switching on SMS you agree to receive text messages about it at your verified number. How many depends on your orders; your network may charge for them. Reply STOP to end them, HELP for help.'),
  ('offers-1', null, true, 'By switching this on you agree to receive offers and news about our services. You need not agree to buy anything, and can switch it off at any time.'),
  ('offers-sms-1', 'sms', true, 'By switching this on you agree to receive offers by automated text messages at your verified number. You need not agree to buy anything. Your network may charge for them. Reply STOP to end them.');
insert into public.consent_wordings (version, locale, channel, is_opt_in, body) values
  ('sms-1-es', 'es', 'sms', false, 'Al activar SMS aceptas recibir mensajes de texto sobre ello en tu número verificado. Cuántos depende de tus pedidos; tu operador puede cobrarlos. Responde STOP para terminarlos, HELP para pedir ayuda.'),
  ('offers-1-es', 'es', null, true, 'Al activarlo aceptas recibir ofertas y novedades de nuestros servicios. No necesitas aceptarlo para comprar y puedes desactivarlo cuando quieras.'),
  ('offers-sms-1-es', 'es', 'sms', true, 'Al activarlo aceptas recibir ofertas por mensajes de texto automáticos en tu número verificado. No necesitas aceptarlo para comprar. Tu operador puede cobrarlos. Responde STOP para terminarlos.'),
  ('sms-1-ar', 'ar', 'sms', false, 'بتفعيل SMS توافق على استقبال رسائل نصية عنه على رقمك المؤكد. يتوقف عددها على طلباتك، وقد تحتسب شبكتك رسومًا عليها. أجب بكلمة STOP لإنهائها أو HELP للمساعدة.'),
  ('offers-1-ar', 'ar', null, true, 'بتفعيل هذا توافق على استقبال عروض وأخبار عن خدماتنا. لا يلزمك الموافقة لشراء أي شيء، ويمكنك إيقافه في أي وقت.'),
  ('offers-sms-1-ar', 'ar', 'sms', true, 'بتفعيل هذا توافق على استقبال عروض برسائل نصية آلية على رقمك المؤكد. لا يلزمك الموافقة لشراء أي شيء. قد تحتسب شبكتك رسومًا عليها. أجب بكلمة STOP لإنهائها.');

create table public.consent_log (
  id bigint generated always as identity primary key,
  user_id uuid not null references public.profiles on delete cascade,
  category text not null,
  channel public.notification_channel not null,
  is_enabled boolean not null,
  source text not null,
  detail jsonb not null default '{}',
  wording_version text generated always as (detail ->> 'wording_version') stored,
  created_at timestamptz not null default clock_timestamp()
);
comment on table public.consent_log is 'Every change of every preference, in order. Rows are added by the trigger on preferences alone, and never changed.';
comment on column public.consent_log.source is 'app: by the person, signed in; sms_keyword: texted from their number; unsubscribe_link: from a mail to them; admin: by hand.';
comment on column public.consent_log.wording_version is 'What stood beside the switch, in consent_wordings; empty where no wording was shown.';
create index consent_log_user_id_idx on public.consent_log (user_id, id);
alter table public.consent_log enable row level security;
grant select on public.consent_log to authenticated;
-- no write, by anybody: see the triggers
create policy "people read their own consent log" on public.consent_log
  for select to authenticated using (user_id = (select auth.uid()));

create function private.tg_consent_log__guard() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- 1 is this trigger; a row that comes with a change of preferences has that trigger above it
  if pg_trigger_depth() < 2 then
    perform private.refuse(409, 'kept_as_evidence', 'The consent log writes itself: change the preference.');
  end if;
  return new;
end $$;
create trigger _100_guard before insert on public.consent_log for each row execute function private.tg_consent_log__guard();
create trigger _200_keep_evidence before update or delete on public.consent_log for each row execute function private.tg__keep_evidence();
create trigger _300_keep_evidence before truncate on public.consent_log for each statement execute function private.tg__keep_evidence();

create function private.tg_preferences__stamp() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- private.choose() moves the time; an edit in the dashboard does not, and must not pass for the person's own choice
  if new.updated_at = old.updated_at then
    new.source := 'admin';
    new.detail := '{}';
    new.updated_at := clock_timestamp();
  end if;
  return new;
end $$;
create trigger _100_stamp before update on public.preferences for each row execute function private.tg_preferences__stamp();

create function private.tg_preferences__log() returns trigger
language plpgsql set search_path = '' as $$
begin
  if tg_op <> 'DELETE' then
    insert into public.consent_log (user_id, category, channel, is_enabled, source, detail)
    values (new.user_id, new.category, new.channel, new.is_enabled, new.source, new.detail);
  elsif exists (select from public.profiles p where p.id = old.user_id) then
    -- what holds from now on is what holds for somebody who chose nothing
    insert into public.consent_log (user_id, category, channel, is_enabled, source, detail)
    values (old.user_id, old.category, old.channel, private.is_wanted(old.user_id, old.category, old.channel), 'admin', '{"removed": true}');
  end if;
  return null;
end $$;
create trigger _900_log after insert or update or delete on public.preferences for each row execute function private.tg_preferences__log();
