-- What an SMS is likely to cost, before the provider says so.

alter table private.settings add column sms_currency text not null default 'USD' check (sms_currency ~ '^[A-Z]{3}$');
comment on column private.settings.sms_currency is 'ISO 4217 code that prices, caps and budgets of SMS are in.';

create table private.sms_prices (
  prefix text primary key check (prefix ~ '^\+[0-9]{0,7}$'),
  place text not null check (length(place) between 1 and 80),
  price numeric(12, 5) not null check (price >= 0)
);
comment on table private.sms_prices is 'Price of one segment by where it goes; the longest prefix of the number counts. Put in what your provider takes, carrier fees included.';
comment on column private.sms_prices.prefix is 'Beginning of the number in international form, such as +44; a bare + stands for everywhere else.';
comment on column private.sms_prices.price is 'One segment, in settings.sms_currency. An estimate until the provider names the final price.';
alter table private.sms_prices enable row level security;
-- no policy and no grant: admins only
-- on the dear side: a cap that is reached too early is seen, one that is reached too late is paid
insert into private.sms_prices (prefix, place, price) values
  ('+', 'Everywhere else', 0.10000), ('+1', 'United States and Canada', 0.01300), ('+33', 'France', 0.08000),
  ('+34', 'Spain', 0.08000), ('+353', 'Ireland', 0.08000), ('+44', 'United Kingdom', 0.05500), ('+49', 'Germany', 0.11000);

create table private.sms_currencies (
  currency text primary key check (currency ~ '^[A-Z]{3}$'),
  rate numeric(18, 8) not null check (rate > 0)
);
comment on table private.sms_currencies is 'How much one unit of a provider''s currency is in settings.sms_currency. Without a row the estimate stays.';
alter table private.sms_currencies enable row level security;
-- no policy and no grant: admins only

create function private.sms_estimate(e164 text, segments int) returns numeric
language sql stable set search_path = '' as $$
  select round(coalesce((
    select p.price from private.sms_prices p where starts_with(coalesce(sms_estimate.e164, '+'), p.prefix)
    order by length(p.prefix) desc limit 1), 0) * greatest(sms_estimate.segments, 1), 5)
$$;
comment on function private.sms_estimate is 'What that many segments to that number are likely to cost, in settings.sms_currency. No number: as everywhere else.';
