-- When the partner will be there.

create type private.arrival as (
  eta_at timestamptz, eta_low_at timestamptz, eta_high_at timestamptz, is_approximate boolean, remaining_m real
);

-- called with each newest position; what it returns stands in last_locations
create function private.estimate_arrival(carried public.orders, newest private.position) returns private.arrival
language plpgsql security definer set search_path = '' as $$
begin
  return null;
end $$;
