-- When a person wants to be left in peace.

-- the first moment from `at` on when this person may be disturbed; urgent news passes
create function private.quiet_until(user_id uuid, priority public.notification_priority, at timestamptz) returns timestamptz
language sql stable set search_path = '' as $$
  select quiet_until.at
$$;
