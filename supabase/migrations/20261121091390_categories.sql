-- The rows of the preferences grid.

insert into public.notification_categories (key, label, is_critical, needs_opt_out, position) values
  ('order', 'Your orders', false, false, 10),
  ('location', 'Live location', false, false, 15),
  ('payment', 'Payments', false, false, 20),
  ('refund', 'Refunds', false, false, 25),
  ('booking', 'Bookings', false, false, 30),
  ('chat', 'Messages', false, false, 40),
  ('call', 'Calls', false, false, 45),
  ('support', 'Support', false, false, 50),
  ('partner', 'Work for partners', false, false, 60),
  ('account', 'Your account', false, false, 70),
  ('verification', 'Proof of identity', true, false, 75),
  ('security', 'Security', true, false, 80),
  ('system', 'System', false, false, 85),
  ('digest', 'Summaries', false, false, 90),
  ('announcement', 'News', false, true, 95),
  ('promotion', 'Offers', false, true, 99);
