-- What was foretold, when the partner really was there, and what is learned from the difference.

alter table private.settings
  add column arrival_learning_days int not null default 28 check (arrival_learning_days between 1 and 365);
comment on column private.settings.arrival_learning_days is 'How long foretold arrivals are kept and learned from.';

create table private.arrival_predictions (
  id bigint generated always as identity primary key,
  order_id uuid not null references public.orders on delete cascade,
  leg private.order_leg not null,
  kind public.order_kind not null,
  hour smallint not null check (hour between 0 and 23),
  is_approximate boolean not null,
  predicted_at timestamptz not null,
  uncorrected_s real not null check (uncorrected_s >= 0),
  eta_at timestamptz not null,
  eta_low_at timestamptz not null,
  eta_high_at timestamptz not null,
  arrived_at timestamptz
);
comment on table private.arrival_predictions is 'What was foretold, at most once a minute for each order, and what came of it. No place is in it. Kept for settings.arrival_learning_days.';
comment on column private.arrival_predictions.leg is 'Which end of the order the partner was on the way to.';
comment on column private.arrival_predictions.hour is 'Of the day, by the clock on the partner''s wall (profiles.time_zone).';
comment on column private.arrival_predictions.is_approximate is 'Foretold from the straight line, as no road was known.';
comment on column private.arrival_predictions.predicted_at is 'When the position was recorded that it was foretold from.';
comment on column private.arrival_predictions.uncorrected_s is 'Seconds still to go before the learned correction: what is compared with the truth to learn.';
comment on column private.arrival_predictions.eta_at is 'What people were shown.';
comment on column private.arrival_predictions.eta_low_at is 'The early end of the range they were shown.';
comment on column private.arrival_predictions.eta_high_at is 'The late end of it.';
comment on column private.arrival_predictions.arrived_at is 'When the partner was there: the fence''s word, else when the order was picked up or delivered. Empty: not yet, or never.';
create index arrival_predictions_order_id_idx on private.arrival_predictions (order_id, leg);
create index arrival_predictions_predicted_at_idx on private.arrival_predictions (predicted_at);

create table private.arrival_corrections (
  kind public.order_kind not null,
  is_approximate boolean not null,
  hour smallint not null check (hour between -1 and 23),
  journeys int not null,
  factor real not null check (factor between 0.3 and 4),
  low real not null check (low between 0.1 and 1),
  high real not null check (high between 1 and 5),
  learned_at timestamptz not null default now(),
  primary key (kind, is_approximate, hour)
);
comment on table private.arrival_corrections is 'What real arrivals taught, by kind of order and hour of day. Written anew each hour by private.learn_arrivals(); a row changed by hand holds until then.';
comment on column private.arrival_corrections.is_approximate is 'Of estimates from the straight line, as no road was known.';
comment on column private.arrival_corrections.hour is 'Of the day on the partner''s wall; -1: any hour, used where an hour has no row.';
comment on column private.arrival_corrections.journeys is 'How many journeys taught it.';
comment on column private.arrival_corrections.factor is 'The seconds still to go are multiplied by it. 1.2: the router is a fifth too hopeful.';
comment on column private.arrival_corrections.low is 'Nine journeys in ten took at least this share of the corrected time: the early end of the range.';
comment on column private.arrival_corrections.high is 'Nine in ten took at most so much: the late end.';
comment on column private.arrival_predictions.id is 'In the order in which they were foretold.';
comment on column private.arrival_predictions.order_id is 'The order.';
comment on column private.arrival_predictions.kind is 'The order''s kind, since corrections are learned for each.';
comment on column private.arrival_corrections.kind is 'Of the orders it is learned from and used for.';
comment on column private.arrival_corrections.learned_at is 'When it was worked out.';

alter table private.arrival_predictions enable row level security;
alter table private.arrival_corrections enable row level security;
-- no policy and no grant: positions foretell, the job learns, admins read
