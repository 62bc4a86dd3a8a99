-- Buckets: what each takes, and whose objects are whose.
begin;
\ir helpers.psql
select plan(20);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
create function pg_temp.put(bucket text, path text) returns void language sql as $$ insert into storage.objects (bucket_id, name) values (bucket, path) $$;
grant execute on function pg_temp.put to authenticated, anon, service_role;

select bag_eq($$ select id, public, file_size_limit::int, array_to_string(allowed_mime_types, ' ') from storage.buckets where id in ('attachments', 'avatars', 'receipts') $$,
  $$ values ('attachments', false, 10485760, 'image/jpeg image/png image/webp image/gif application/pdf'), ('avatars', true, 524288, 'image/jpeg image/png image/webp'),
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
select tests.sign_in_as('ada');
select lives_ok($$ select pg_temp.put('avatars', tests.id_of('ada') || '/' || md5('a')::uuid || '.webp') $$, 'people upload a picture of their own');
select tests.denied($$ select pg_temp.put('avatars', tests.id_of('eve') || '/' || md5('a')::uuid || '.webp') $$, 'not one of another');
select tests.denied($$ select pg_temp.put('avatars', tests.id_of('ada') || '/../' || md5('a')::uuid || '.webp') $$, 'nor by a way around');
select tests.denied($$ select pg_temp.put('avatars', tests.id_of('ada') || '/' || md5('a')::uuid || '.svg') $$, 'nor a drawing');
select is_empty($$ select name from storage.objects where bucket_id = 'avatars' $$, 'and nobody lists who has one');
select lives_ok($$ update public.profiles set avatar_url = 'avatars/' || id || '/' || md5('a')::uuid || '.webp' where id = tests.id_of('ada') $$, 'people show their own picture');
select tests.refuses($$ update public.profiles set avatar_url = 'avatars/' || tests.id_of('eve') || '/' || md5('a')::uuid || '.webp' where id = tests.id_of('ada') $$, '23514', null, 'not that of another');
select tests.refuses($$ update public.profiles set avatar_url = 'avatars/../attachments/x' where id = tests.id_of('ada') $$, '23514', null, 'nor what lies elsewhere');
select tests.refuses($$ update public.profiles set avatar_url = 'javascript:alert(1)' where id = tests.id_of('ada') $$, '23514', null, 'nor what is no picture');
update public.profiles set avatar_url = null where id = tests.id_of('ada');
select tests.admin();
select results_eq($$ select bucket_id, path from private.file_removals $$, $$ values ('avatars', tests.id_of('ada') || '/' || md5('a')::uuid || '.webp') $$, 'a picture that is no longer shown is to go');
select * from finish();
rollback;
