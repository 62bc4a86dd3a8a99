-- How each language writes money, dates and times. Adding a language is adding rows here and in private.templates.

create table private.locales (
  tag text primary key check (tag ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
  label text not null,
  is_complete boolean not null default false,
  direction text not null default 'ltr' check (direction in ('ltr', 'rtl')),
  sms_encoding text not null default 'GSM-7' check (sms_encoding in ('GSM-7', 'UCS-2')),
  decimal_mark text not null default '.' check (length(decimal_mark) = 1),
  group_mark text not null default ',' check (length(group_mark) = 1),
  money_format text not null default '{symbol}{amount}' check (money_format like '%{amount}%'),
  date_format text not null default '{day} {month} {year}',
  time_format text not null default 'HH24:MI' check (time_format in ('HH24:MI', 'FMHH12:MI AM')),
  datetime_format text not null default '{date}, {time}',
  months text[] not null check (cardinality(months) = 12)
);
comment on table private.locales is 'The languages of the templates. A person''s fr-CA finds fr-CA, then fr, then en.';
comment on column private.locales.tag is 'BCP 47 tag, as in profiles.locale.';
comment on column private.locales.is_complete is 'Every template must exist in it, and lint_templates() names those that do not. False: ways of writing only, words come from the language before the hyphen.';
comment on column private.locales.direction is 'rtl: written from right to left; mail and screens turn.';
comment on column private.locales.sms_encoding is 'UCS-2 where the script has no GSM-7 letters (70 letters a part); else lint_templates() names each SMS that leaves GSM-7 (160).';
comment on column private.locales.money_format is '{symbol} and {amount} in their order.';
comment on column private.locales.date_format is '{day}, {month} and {year} in their order.';
comment on column private.locales.time_format is 'HH24:MI for 14:05, FMHH12:MI AM for 2:05 PM.';
comment on column private.locales.datetime_format is '{date} and {time} in their order.';
alter table private.locales enable row level security;
-- no policy and no grant: admins only

insert into private.locales (tag, label, is_complete, months) values
  ('en', 'English', true, '{January,February,March,April,May,June,July,August,September,October,November,December}');
insert into private.locales (tag, label, date_format, time_format, months)
  select 'en-US', 'English (United States)', '{month} {day}, {year}', 'FMHH12:MI AM', months from private.locales where tag = 'en';
insert into private.locales (tag, label, is_complete, decimal_mark, group_mark, money_format, date_format, months) values
  ('es', 'Español', true, ',', '.', '{amount} {symbol}', '{day} de {month} de {year}',
    '{enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre}');
insert into private.locales (tag, label, date_format, months)
  select 'es-MX', 'Español (México)', date_format, months from private.locales where tag = 'es';
insert into private.locales (tag, label, is_complete, direction, sms_encoding, money_format, datetime_format, months) values
  ('ar', 'العربية', true, 'rtl', 'UCS-2', '{amount} {symbol}', '{date} {time}',
    '{يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر}');

create table private.currencies (
  code text primary key check (code ~ '^[A-Z]{3}$'),
  minor_digits smallint not null default 2 check (minor_digits between 0 and 4),
  symbol text
);
comment on table private.currencies is 'Where a currency differs: it has not two minor digits, or a sign that every phone can show. Any other is written by its code.';
comment on column private.currencies.minor_digits is 'Digits behind the point (ISO 4217): 1250 is 12.50 EUR, 1,250 JPY, 1.250 KWD.';
comment on column private.currencies.symbol is 'A sign of GSM-7, so that no SMS doubles its price by it; empty: the code.';
alter table private.currencies enable row level security;
-- no policy and no grant: admins only
insert into private.currencies (code, symbol) values ('EUR', '€'), ('GBP', '£'), ('USD', '$');
insert into private.currencies (code, minor_digits) select unnest('{BIF,CLP,DJF,GNF,ISK,JPY,KMF,KRW,PYG,RWF,UGX,VND,VUV,XAF,XOF,XPF}'::text[]), 0;
insert into private.currencies (code, minor_digits) select unnest('{BHD,IQD,JOD,KWD,LYD,OMR,TND}'::text[]), 3;

create function private.locale_of(tag text) returns private.locales
language sql stable set search_path = '' as $$
  select l.* from private.locales l where l.tag in (locale_of.tag, split_part(locale_of.tag, '-', 1), 'en')
  order by l.tag = locale_of.tag desc, l.tag <> 'en' desc limit 1
$$;

-- whole numbers are minor units (1250), those with a point major ones (12.50); what is no number comes back as it stands
create function private.format_money(amount text, currency text, locale text) returns text
language plpgsql stable set search_path = '' as $$
declare
  l private.locales := private.locale_of(locale);
  c private.currencies;
  digits int;
  sign text;
begin
  if amount !~ '^-?[0-9]{1,15}(\.[0-9]{1,6})?$' then
    return amount;
  end if;
  select k.* into c from private.currencies k where k.code = currency;
  digits := coalesce(c.minor_digits, 2);
  sign := coalesce(c.symbol, substring(currency from '^[A-Z]{3}$'), '');
  -- a code keeps its distance: KES 1,250.00, but €12.50
  if length(sign) > 1 and l.money_format like '{symbol}{amount}' then
    sign := sign || ' ';
  end if;
  return case when amount like '-%' then '-' else '' end || btrim(replace(replace(l.money_format, '{symbol}', sign), '{amount}',
    translate(to_char(abs(amount::numeric) / case when amount like '%.%' then 1 else power(10::numeric, digits) end, 'FM999,999,999,999,990' || case when digits > 0 then '.' || repeat('0', digits) else '' end),
      ',.', l.group_mark || l.decimal_mark)));
end $$;

-- an ISO 8601 time as date, time or datetime where the person is; what is none comes back as it stands
create function private.format_time(value text, part text, locale text, time_zone text) returns text
language plpgsql stable set search_path = '' as $$
declare
  l private.locales := private.locale_of(locale);
  t timestamp;
  day text;
begin
  -- a bare date is that date everywhere; a time without offset is UTC
  if value ~ '^\d{4}-\d{2}-\d{2}$' then
    t := value::date;
  elsif value ~ '^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}(:?\d{2})?)?$' then
    t := (case when value ~ '(Z|[+-]\d{2}(:?\d{2})?)$' then value else value || 'Z' end)::timestamptz at time zone time_zone;
  else
    return value;
  end if;
  day := replace(replace(replace(l.date_format, '{day}', to_char(t, 'FMDD')), '{month}', l.months[extract(month from t)::int]), '{year}', to_char(t, 'FMYYYY'));
  return case when part = 'date' or value ~ '^\d{4}-\d{2}-\d{2}$' then day when part = 'time' then to_char(t, l.time_format)
    else replace(replace(l.datetime_format, '{date}', day), '{time}', to_char(t, l.time_format)) end;
exception when others then
  -- 2026-02-30 and a time zone that is none look right and are not
  return value;
end $$;
