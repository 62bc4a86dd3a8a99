-- Who may move deliveries about: staff in the app, the service role, and an admin in the dashboard, where there is no token.

create function private.check_operator() returns void
language plpgsql stable set search_path = '' as $$
begin
  if coalesce((select auth.role()), '') not in ('', 'service_role') and not (select private.is_staff()) then
    perform private.refuse(403, 'not_staff', 'Only staff may do this.');
  end if;
end $$;
