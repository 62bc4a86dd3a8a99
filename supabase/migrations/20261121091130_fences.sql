-- Both ends of an order have two circles; crossing one is told once.

-- called with each newest position, in the transaction that takes it
create function private.check_fences(carried public.orders, newest private.position) returns void
language plpgsql security definer set search_path = '' as $$
begin
  return;
end $$;
