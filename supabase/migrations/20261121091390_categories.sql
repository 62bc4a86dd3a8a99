-- The rows of the preferences grid.

insert into public.notification_categories (key, label, position, is_critical, is_opt_in, needs_opt_out, audience) values
  ('order', 'Your orders', 10, false, false, false, null),
  ('location', 'Live location', 15, false, false, false, null),
  ('payment', 'Payments', 20, false, false, false, null),
  ('refund', 'Refunds', 25, false, false, false, null),
  ('booking', 'Bookings', 30, false, false, false, null),
  ('chat', 'Messages', 40, false, false, false, null),
  ('call', 'Calls', 45, false, false, false, null),
  ('support', 'Support', 50, false, false, false, null),
  ('partner', 'Work for partners', 60, false, false, false, '{partner,staff}'),
  ('account', 'Your account', 70, false, false, false, null),
  ('verification', 'Proof of identity', 75, true, false, false, null),
  ('security', 'Security', 80, true, false, false, null),
  ('system', 'System', 85, false, false, false, '{staff}'),
  ('digest', 'Summaries', 90, false, false, false, null),
  ('announcement', 'News', 95, false, false, true, null),
  ('promotion', 'Offers', 99, false, true, true, null);
