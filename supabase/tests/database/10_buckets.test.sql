-- Buckets: what each takes, and whose objects are whose.
begin;
\ir helpers.psql
select plan(35);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
create function pg_temp.put(bucket text, path text) returns void language sql as $$ insert into storage.objects (bucket_id, name) values (bucket, path) $$;
grant execute on function pg_temp.put to authenticated, anon, service_role;

select bag_eq($$ select id, public, file_size_limit::int, array_to_string(allowed_mime_types, ' ') from storage.buckets where id in ('attachments', 'avatars', 'avatar-uploads', 'receipts') $$,
  $$ values ('attachments', false, 10485760, 'image/jpeg image/png image/webp image/gif application/pdf'), ('avatars', true, 524288, 'image/jpeg image/png image/webp'),
    ('avatar-uploads', false, 524288, 'image/jpeg image/png image/webp'),
    ('receipts', false, 5242880, 'application/pdf') $$, 'each bucket has its size, its types, and only pictures of people are public');
select is_empty($$ select policyname from pg_policies where schemaname = 'storage' and (cmd not in ('SELECT', 'INSERT') or roles <> '{authenticated}') $$,
  'nobody changes or deletes an object, and nobody who is not signed in has any right');
select is_empty($$ select policyname from pg_policies where schemaname = 'storage' and tablename = 'buckets' $$, 'nobody sees or makes buckets');

-- receipts
select pg_temp.put('receipts', tests.kept('order') || '/receipt.pdf');
select tests.sign_in_as('ada');
select results_eq($$ select name from storage.objects where bucket_id = 'receipts' $$, $$ values (tests.kept('order') || '/receipt.pdf') $$, 'a customer reads the receipt of their order');
select tests.denied($$ select pg_temp.put('receipts', tests.kept('order') || '/mine.pdf') $$, 'but writes none');
select tests.sign_in_as('sam');
select is_empty($$ select name from storage.objects where bucket_id = 'receipts' $$, 'the order''s partner does not read it');
select tests.sign_in_as('grace');
select isnt_empty($$ select name from storage.objects where bucket_id = 'receipts' $$, 'staff do');
select tests.sign_in_as('eve');
select is_empty($$ select name from storage.objects where bucket_id = 'receipts' $$, 'nor a stranger');
select tests.nobody();
select is_empty($$ select name from storage.objects where bucket_id = 'receipts' $$, 'nor nobody');
select tests.service();
select lives_ok($$ select pg_temp.put('receipts', tests.kept('order') || '/two.pdf') $$, 'the service role writes it');

-- pictures of people
create function pg_temp.name_of(who text, tag text) returns text language sql as $$ select tests.id_of(who) || '/' || md5(tag)::uuid || '.png' $$;
create function pg_temp.settle(tag text, became text, token uuid default null) returns void language sql as $$
  select public.settle_files(jsonb_build_array(jsonb_build_object('id', c.id, 'lease_token', coalesce(token, tests.kept(tag)), 'state', became,
    'reason', case became when 'blocked' then 'type_not_allowed' end, 'stored_path', c.path, 'stored_bucket_id', 'avatars')))
  from (select md5(tag)::uuid as id, tests.id_of('ada') || '/' || md5(tag)::uuid || '.png' as path) c $$;
grant execute on function pg_temp.name_of, pg_temp.settle to authenticated, anon, service_role;
select tests.sign_in_as('ada');
select tests.denied($$ select pg_temp.put('avatars', pg_temp.name_of('ada', 'a')) $$, 'nobody puts a picture where everybody sees it');
select lives_ok($$ select pg_temp.put('avatar-uploads', pg_temp.name_of('ada', 'a')) $$, 'people upload one of their own to be checked');
select tests.denied($$ select pg_temp.put('avatar-uploads', pg_temp.name_of('eve', 'a')) $$, 'not one of another');
select tests.denied($$ select pg_temp.put('avatar-uploads', tests.id_of('ada') || '/../' || md5('a')::uuid || '.webp') $$, 'nor by a way around');
select tests.denied($$ select pg_temp.put('avatar-uploads', tests.id_of('ada') || '/' || md5('a')::uuid || '.svg') $$, 'nor a drawing');
select is_empty($$ select name from storage.objects where bucket_id in ('avatars', 'avatar-uploads') $$, 'and nobody reads what waits, or lists who has one');
select results_eq($$ select id, state::text, reason from public.picture_checks $$, $$ values (md5('a')::uuid, 'pending', null::text) $$, 'she sees that it waits');
select tests.denied($$ update public.picture_checks set state = 'clean' $$, 'and does not check it herself');
select tests.denied('select * from public.claim_files()', 'nor take it');
select tests.sign_in_as('eve');
select is_empty('select id from public.picture_checks', 'others do not see it');
select tests.nobody();
select tests.denied('select id from public.picture_checks', 'nor does nobody');
select tests.service();
select tests.keep('a', lease_token::text), tests.keep('told', concat_ws(' ', bucket_id, stored_bucket_id, mime)) from public.claim_files(4);
select is(current_setting('tests.told'), 'avatar-uploads avatars image/png', 'the function takes it, and is told what it should be');
select is_empty('select * from public.claim_files(4)', 'once');
select pg_temp.settle('a', 'clean', gen_random_uuid());
select tests.admin();
select is((select avatar_url from public.profiles where id = tests.id_of('ada')), null, 'a lost lease shows nothing');
select tests.service();
select pg_temp.settle('a', 'clean');
select tests.admin();
select is((select avatar_url from public.profiles where id = tests.id_of('ada')), 'avatars/' || pg_temp.name_of('ada', 'a'), 'clean, it stands beside her name');
select results_eq($$ select bucket_id, path from private.file_removals $$, $$ values ('avatar-uploads', pg_temp.name_of('ada', 'a')) $$, 'and the upload is to go');
select tests.sign_in_as('ada'), pg_temp.put('avatar-uploads', pg_temp.name_of('ada', 'b'));
select tests.service();
select tests.keep('b', lease_token::text) from public.claim_files(4);
select pg_temp.settle('b', 'blocked');
select tests.sign_in_as('ada');
select results_eq($$ select state::text, reason from public.picture_checks where id = md5('b')::uuid $$, $$ values ('blocked', 'type_not_allowed') $$, 'what is no picture is refused, and she is told');
select is((select avatar_url from public.profiles where id = tests.id_of('ada')), 'avatars/' || pg_temp.name_of('ada', 'a'), 'the former one stays');
select pg_temp.put('avatar-uploads', pg_temp.name_of('ada', 'c')), pg_temp.put('avatar-uploads', pg_temp.name_of('ada', 'd'));
select tests.admin();
update public.picture_checks set attempts = (select max_attempts from private.settings) where id = md5('c')::uuid;
select tests.service();
select tests.keep('d', lease_token::text) from public.claim_files(4);
select pg_temp.settle('d', 'clean');
select tests.admin();
select results_eq($$ select state::text, reason from public.picture_checks where id = md5('c')::uuid $$, $$ values ('blocked', 'check_failed') $$, 'one that ends every check is given up');
select is((select count(*)::int from private.file_removals where path in (pg_temp.name_of('ada', 'a'), pg_temp.name_of('ada', 'b'), pg_temp.name_of('ada', 'c'), pg_temp.name_of('ada', 'd'))
  and bucket_id = 'avatar-uploads'), 4, 'of none of them the upload stays');
insert into public.picture_checks (id, user_id, path, mime, state) select gen_random_uuid(), tests.id_of('ada'), 'x' || n, 'image/png', 'blocked' from generate_series(1, 20) n;
select tests.sign_in_as('ada');
select tests.denied($$ select pg_temp.put('avatar-uploads', pg_temp.name_of('ada', 'e')) $$, 'twenty an hour are enough');
select tests.admin();
delete from public.picture_checks where path like 'x%';
select tests.sign_in_as('ada');
select tests.refuses($$ update public.profiles set avatar_url = 'avatars/' || tests.id_of('eve') || '/' || md5('a')::uuid || '.webp' where id = tests.id_of('ada') $$, '23514', null, 'not that of another');
select tests.refuses($$ update public.profiles set avatar_url = 'avatars/../attachments/x' where id = tests.id_of('ada') $$, '23514', null, 'nor what lies elsewhere');
select tests.refuses($$ update public.profiles set avatar_url = 'javascript:alert(1)' where id = tests.id_of('ada') $$, '23514', null, 'nor what is no picture');
select tests.sign_in_as('ada');
update public.profiles set avatar_url = null where id = tests.id_of('ada');
select tests.admin();
select ok(exists (select from private.file_removals where bucket_id = 'avatars' and path = pg_temp.name_of('ada', 'd')), 'a picture that is no longer shown is to go');
select * from finish();
rollback;
