-- Files: announced by members who may speak, read by members once they are clean, gone with their message.
begin;
\ir helpers.psql
select plan(84);
select tests.person('ada'), tests.person('eve'), tests.person('sam', 'partner'), tests.person('bea', 'partner');
select tests.keep('order', tests.order_between('ada', 'sam')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order')));
select tests.keep('other order', tests.order_between('eve', 'bea')::text);
select tests.keep('other room', (select id::text from public.rooms where order_id = tests.kept('other order')));

create function pg_temp.begin(tag text, name text default 'photo.jpg', mime text default 'image/jpeg', bytes int default 1000, room text default 'room') returns jsonb
language sql as $$ select public.begin_upload(md5(tag)::uuid, tests.kept(room), name, mime, bytes, 40, 30) $$;
-- what Storage does: it asks as the person, undoes that, and writes as itself
create function pg_temp.upload(path text, bucket text default 'attachments') returns text language plpgsql as $$
declare
  claims text := current_setting('request.jwt.claims');
begin
  begin
    insert into storage.objects (bucket_id, name, owner_id) values (bucket, path, auth.uid()::text);
    raise exception using errcode = 'RTUND';
  exception when sqlstate 'RTUND' then
    null;
  end;
  perform tests.service();
  insert into storage.objects (bucket_id, name, owner_id, metadata) values (bucket, path, claims::jsonb ->> 'sub', '{}')
  on conflict (bucket_id, name) do update set metadata = excluded.metadata;
  perform set_config('role', 'authenticated', true), set_config('request.jwt.claims', claims, true);
  return path;
end $$;
create function pg_temp.path_of(tag text) returns text language sql security definer as $$ select path from public.message_files where id = md5(tag)::uuid $$;
create function pg_temp.state_of(tag text) returns text language sql security definer as $$ select concat_ws(' ', state, reason) from public.message_files where id = md5(tag)::uuid $$;
create function pg_temp.say(tag text, files text[], body text default null, type public.message_type default 'image') returns public.messages language sql as $$
  select public.send_message(tests.kept('room'), md5('message ' || tag)::uuid, body, type, file_ids => array(select md5(f)::uuid from unnest(files) f)) $$;
-- the worker: claims everything and says this of it
create function pg_temp.check(state text, reason text default null) returns bigint language plpgsql as $$
declare
  claims text := current_setting('request.jwt.claims', true);
  asked_by text := current_setting('role');
  claimed bigint;
begin
  perform tests.service();
  with mine as materialized (select * from public.claim_files(100)),
  told as (select public.settle_files(coalesce(jsonb_agg(jsonb_build_object('id', id, 'lease_token', lease_token, 'stored_path', stored_path, 'state', state, 'reason', reason,
    'found', case state when 'clean' then jsonb_build_object('bytes', 900, 'width', 30, 'height', 40, 'sha256', repeat('a', 64)) end)), '[]')) from mine)
  select (select count(*) from mine) into claimed from told;
  perform set_config('role', asked_by, true), set_config('request.jwt.claims', claims, true);
  return claimed;
end $$;
grant execute on all functions in schema pg_temp to authenticated, anon, service_role;

-- announcing
select tests.sign_in_as('ada');
select is(pg_temp.begin('one') ->> 'path', tests.kept('room') || '/' || tests.id_of('ada') || '/' || md5('one')::uuid || '.jpg', 'a member is told where to put a file, and the path is the server''s');
select is(pg_temp.begin('one'), pg_temp.begin('one', 'else.pdf', 'application/pdf'), 'announcing it twice gives the first answer');
select tests.refuses($$ select pg_temp.begin('x', bytes => 10485761) $$, 'PT422', 'file_too_large', 'a file over the bucket''s limit is refused');
select lives_ok($$ select pg_temp.begin('full', bytes => 10485760) $$, 'one of just that size is taken');
select tests.refuses($$ select pg_temp.begin('x', bytes => 0) $$, 'PT422', 'invalid_file', 'an empty file is refused');
select tests.refuses($$ select pg_temp.begin('x', bytes => -1) $$, 'PT422', 'invalid_file', 'so is one of less than nothing');
select tests.refuses($$ select pg_temp.begin('x', mime => 'image/svg+xml') $$, 'PT422', 'file_type_not_allowed', 'a drawing that can hold scripts is refused');
select tests.refuses($$ select pg_temp.begin('x', mime => 'text/html') $$, 'PT422', 'file_type_not_allowed', 'a page is refused');
select tests.refuses($$ select pg_temp.begin('x', mime => null) $$, 'PT422', 'file_type_not_allowed', 'a file without type is refused');
select tests.refuses($$ select pg_temp.begin('x', room => 'other room') $$, 'PT403', 'not_a_member', 'nobody announces a file in a room that is not theirs');
select tests.sign_in_as('sam');
select tests.refuses($$ select pg_temp.begin('one') $$, 'PT409', 'file_id_used', 'a member does not take over the file of another');
select is_empty($$ select id from public.message_files $$, 'a member does not see what another has not sent');
select tests.sign_in_as('ada');
select is((select count(*)::int from public.message_files), 2, 'its uploader does');
select tests.denied($$ insert into public.message_files (id, room_id, path, name, mime, bytes) values (gen_random_uuid(), tests.kept('room'), 'x', 'x', 'image/png', 1) $$, 'nobody writes a file''s row');
select tests.denied($$ select path from public.message_files $$, 'nobody reads where an unchecked file lies');

-- names
select tests.admin();
select results_eq($$ select private.safe_file_name(n, m) from (values ('a.jpg', 'image/jpeg'), ('A.JPEG', 'image/jpeg'), ('invoice.pdf.exe', 'application/pdf'), ('../../etc/passwd', 'image/png'),
    (E'gpj\u202eexe.png', 'image/png'), ('', 'image/gif'), (null, 'image/webp'), ('...', 'image/png'), (E'two\nlines.pdf', 'application/pdf'), (repeat('x', 500) || '.png', 'image/png'), ('<b>.gif', 'image/gif')) v (n, m) $$,
  $$ values ('a.jpg'), ('A.jpeg'), ('invoice.pdf.exe.pdf'), ('etc_passwd.png'), ('gpj_exe.png'), ('file.gif'), ('file.webp'), ('file.png'), ('two_lines.pdf'), (repeat('x', 110) || '.png'), ('b_.gif') $$,
  'a name is made safe to show and to save under, and ends as its type does');

-- uploading
select tests.sign_in_as('ada');
select tests.denied($$ select pg_temp.upload(tests.kept('room') || '/' || tests.id_of('ada') || '/mine.jpg') $$, 'a member uploads nothing that was not announced');
select tests.denied($$ select pg_temp.upload(tests.kept('room') || '/checked/' || md5('one')::uuid) $$, 'nor where checked files lie');
select tests.sign_in_as('sam');
select tests.denied($$ select pg_temp.upload(pg_temp.path_of('one')) $$, 'nor at the place of another');
select tests.nobody();
select tests.denied($$ select pg_temp.upload(pg_temp.path_of('one')) $$, 'nor does nobody');
select tests.sign_in_as('ada');
select is(pg_temp.upload(pg_temp.path_of('one')), pg_temp.path_of('one'), 'a member uploads what they announced');
select ok((pg_temp.begin('one') ->> 'is_uploaded')::boolean, 'who asks again hears that it is there');
select tests.denied($$ select pg_temp.upload(pg_temp.path_of('one')) $$, 'and does not replace it');
select is_empty($$ select name from storage.objects $$, 'nobody reads it before it is checked, its uploader neither');
select tests.refuses($$ select pg_temp.say('early', '{full}') $$, 'PT409', 'file_not_there', 'a file that was not uploaded is not sent');

-- muted, closed, gone
select pg_temp.begin('late');
select tests.admin();
update public.room_members set muted_until = now() + interval '1 hour' where user_id = tests.id_of('ada');
select tests.sign_in_as('ada');
select tests.refuses($$ select pg_temp.begin('x') $$, 'PT403', 'muted', 'who is muted announces nothing');
select tests.denied($$ select pg_temp.upload(pg_temp.path_of('late')) $$, 'and uploads nothing');
select tests.admin();
update public.room_members set muted_until = null where user_id = tests.id_of('ada');
update public.rooms set status = 'closed' where id = tests.kept('room');
select tests.sign_in_as('ada');
select tests.refuses($$ select pg_temp.begin('x') $$, 'PT409', 'room_closed', 'in a closed room nothing is announced');
select tests.denied($$ select pg_temp.upload(pg_temp.path_of('late')) $$, 'and nothing uploaded');
select tests.admin();
update public.rooms set status = 'open' where id = tests.kept('room');

-- sending
select tests.sign_in_as('ada');
select tests.refuses($$ select pg_temp.say('doubled', '{one,one}') $$, 'PT409', 'file_not_there', 'a file is not sent twice in one message');
select tests.refuses($$ select pg_temp.say('many', array(select 'f' || i from generate_series(1, 11) i)) $$, 'PT422', 'too_many_files_in_message', 'eleven files are too many');
select tests.sign_in_as('sam');
select tests.refuses($$ select pg_temp.say('stolen', '{one}') $$, 'PT409', 'file_not_there', 'nobody sends the file of another');
select tests.sign_in_as('ada');
select is((select files from pg_temp.say('one', '{one}', 'Look')), jsonb_build_array(jsonb_build_object('id', md5('one')::uuid, 'name', 'photo.jpg', 'mime', 'image/jpeg', 'bytes', 1000,
  'width', 40, 'height', 30, 'state', 'pending')), 'a message carries what its file is, before it is checked');
select is((select files -> 0 ->> 'id' from pg_temp.say('one', '{one}', 'Look')), md5('one')::uuid::text, 'sending it again gives that message');
select tests.refuses($$ select pg_temp.say('again', '{one}') $$, 'PT409', 'file_not_there', 'a file belongs to one message');
select public.cancel_upload(md5('one')::uuid);
select is(pg_temp.state_of('one'), 'pending', 'what was sent cannot be taken back as an upload');
select tests.denied($$ select public.claim_files(1) $$, 'a person cannot check');

-- checking
select is(pg_temp.check('clean'), 1::bigint, 'a worker finds what was uploaded');
select is(pg_temp.check('clean'), 0::bigint, 'once');
select results_eq($$ select files -> 0 ->> 'state', (files -> 0 ->> 'width')::int, m.rev = r.last_rev and m.rev > m.seq from public.messages m join public.rooms r on r.id = m.room_id where files <> '[]' $$,
  $$ values ('clean', 30, true) $$, 'the message says so, with the true size, under a new rev');
select tests.admin();
insert into storage.objects (bucket_id, name) values ('attachments', tests.kept('room') || '/checked/' || md5('one')::uuid);
select results_eq($$ select path from private.file_removals $$, $$ select pg_temp.path_of('one') $$, 'what was uploaded is to go: the room reads the checked copy');
select tests.sign_in_as('sam');
select results_eq($$ select name from storage.objects $$, $$ values (tests.kept('room') || '/checked/' || md5('one')::uuid) $$, 'a member reads the checked copy and nothing else');
select tests.sign_in_as('eve');
select is_empty($$ select name from storage.objects $$, 'a stranger reads no file');
select is_empty($$ select id from public.message_files $$, 'nor that there is one');
select tests.admin();
update public.room_members set left_at = now() where user_id = tests.id_of('sam') and room_id = tests.kept('room');
select tests.sign_in_as('sam');
select is_empty($$ select name from storage.objects $$, 'who left reads no file any more');

-- blocked
select tests.sign_in_as('ada');
select pg_temp.upload(pg_temp.begin('bad') ->> 'path');
select pg_temp.say('bad', '{bad}');
select pg_temp.check('blocked', 'type_mismatch');
select results_eq($$ select files -> 0 ->> 'state', files -> 0 ->> 'reason' from public.messages where files @> '[{"state": "blocked"}]' $$, $$ values ('blocked', 'type_mismatch') $$,
  'a message says that its file was refused, and why');
select tests.admin();
insert into storage.objects (bucket_id, name) values ('attachments', tests.kept('room') || '/checked/' || md5('bad')::uuid);
select tests.sign_in_as('ada');
select is((select count(*)::int from storage.objects), 1, 'and nobody reads it, whatever lies there');

-- leases
select pg_temp.upload(pg_temp.begin('held') ->> 'path');
select tests.service();
select tests.keep('lease', (select lease_token::text from public.claim_files(10)));
select is_empty($$ select id from public.claim_files(10) $$, 'what one worker holds no other finds');
select public.settle_files(jsonb_build_array(jsonb_build_object('id', md5('held')::uuid, 'lease_token', gen_random_uuid(), 'state', 'clean')));
select is(pg_temp.state_of('held'), 'pending', 'a worker whose lease is over changes nothing');
select public.settle_files(jsonb_build_array(jsonb_build_object('id', md5('held')::uuid, 'lease_token', tests.kept('lease'), 'state', 'retry')));
select is_empty($$ select id from public.claim_files(10) $$, 'what could not be checked waits');
select tests.admin();
update public.message_files set next_attempt_at = now(), attempts = (select max_attempts from private.settings) where id = md5('held')::uuid;
select is(pg_temp.check('clean'), 0::bigint, 'one that ends every worker is not tried for ever');
select is(pg_temp.state_of('held'), 'blocked check_failed', 'but refused');

-- going
select tests.admin();
delete from private.file_removals;
update public.messages set deleted_at = now(), body = null where files @> jsonb_build_array(jsonb_build_object('id', md5('one')::uuid));
select bag_eq($$ select path from private.file_removals $$, $$ select tests.kept('room') || '/' || p from (values (tests.id_of('ada') || '/' || md5('one')::uuid || '.jpg'), ('checked/' || md5('one')::uuid)) v (p) $$,
  'a deleted message takes its files along');
select is_empty($$ select id from public.message_files where id = md5('one')::uuid $$, 'and their rows');
select tests.service();
select is((select count(*)::int from public.claim_file_removals()), 2, 'the worker is told what to remove');
select is(public.settle_file_removals('attachments', array(select tests.kept('room') || '/checked/' || md5('one')::uuid)), 0, 'what is still there is not forgotten');
select is(public.settle_file_removals('attachments', array(select tests.kept('room') || '/' || tests.id_of('ada') || '/never.jpg')), 0, 'nor what was never asked');
select tests.admin();
delete from private.file_removals;
update public.message_files set created_at = now() - interval '25 hours' where message_id is null;
select private.forget_unsent_files();
select is_empty($$ select id from public.message_files where message_id is null $$, 'after a day what was never sent is forgotten');
select cmp_ok((select count(*)::int from private.file_removals), '>=', 6, 'and its bytes are to go');

-- thumbnails
select tests.sign_in_as('ada');
create function pg_temp.begin_small(tag text, bytes int default 500, mime text default 'image/jpeg') returns jsonb
language sql as $$ select public.begin_upload(md5(tag)::uuid, tests.kept('room'), 'photo.jpg', mime, 1000, 40, 30, bytes) $$;
select is(pg_temp.begin_small('small') ->> 'thumbnail_path', tests.kept('room') || '/' || tests.id_of('ada') || '/' || md5('small')::uuid || '.thumbnail',
  'who announces a thumbnail is told where to put it');
select is(pg_temp.begin_small('small') ->> 'thumbnail_path', pg_temp.begin('small') ->> 'thumbnail_path', 'and told the same again');
select is(pg_temp.begin('x1') ->> 'thumbnail_path', null, 'who announces none is told no place');
select is(pg_temp.begin_small('x2', 61441) ->> 'thumbnail_path', null, 'nor for one that is too large, and the picture is taken all the same');
select is(pg_temp.begin_small('x3', 0) ->> 'thumbnail_path', null, 'nor for an empty one');
select is(pg_temp.begin_small('x4', 500, 'application/pdf') ->> 'thumbnail_path', null, 'nor for one of a PDF');
select tests.admin();
create function pg_temp.small_of(tag text) returns text language sql security definer as $$ select thumbnail_path from public.message_files where id = md5(tag)::uuid $$;
grant execute on function pg_temp.small_of, pg_temp.begin_small to authenticated;
select tests.sign_in_as('sam');
select tests.denied($$ select pg_temp.upload(pg_temp.small_of('small')) $$, 'nobody uploads the thumbnail of another');
select tests.sign_in_as('ada');
select tests.denied($$ select pg_temp.upload(tests.kept('room') || '/checked/' || md5('small')::uuid || '.thumbnail') $$, 'nor where checked ones lie');
select lives_ok($$ select pg_temp.upload(pg_temp.small_of('small')) $$, 'its uploader does');
select is(pg_temp.check('clean'), 0::bigint, 'a thumbnail alone is nothing to check');
select tests.admin();
select is_empty($$ select path from private.file_removals where path = pg_temp.small_of('small') $$, 'nor to remove: it waits for its picture');
select tests.sign_in_as('ada');
select pg_temp.upload(pg_temp.path_of('small'));
select tests.denied($$ select pg_temp.upload(pg_temp.small_of('small')) $$, 'after its picture no thumbnail is taken');
select pg_temp.say('small', '{small}');
select tests.admin();
delete from private.file_removals;
select tests.service();
with mine as materialized (select * from public.claim_files(100))
select public.settle_files(jsonb_agg(jsonb_build_object('id', id, 'lease_token', lease_token, 'state', 'clean', 'found',
  jsonb_build_object('bytes', 900, 'width', 30, 'height', 40, 'sha256', repeat('a', 64), 'thumbnail_bytes', 450)))) from mine where id = md5('small')::uuid;
select tests.admin();
select is((select files -> 0 ->> 'thumbnail_bytes' from public.messages where files @> jsonb_build_array(jsonb_build_object('id', md5('small')::uuid))), '450',
  'the message says that there is a thumbnail');
select bag_eq($$ select path from private.file_removals $$, $$ values (pg_temp.path_of('small')), (pg_temp.small_of('small')) $$, 'what was uploaded is to go, both of it');
insert into storage.objects (bucket_id, name) values ('attachments', tests.kept('room') || '/checked/' || md5('small')::uuid || '.thumbnail');
create function pg_temp.sees_small() returns bigint language sql as $$ select count(*) from storage.objects where name like '%/checked/%.thumbnail' $$;
grant execute on all functions in schema pg_temp to authenticated;
select tests.sign_in_as('eve');
select is(pg_temp.sees_small(), 0::bigint, 'a stranger reads no thumbnail');
select tests.sign_in_as('ada');
select is(pg_temp.sees_small(), 1::bigint, 'a member does');
select tests.admin();
update public.message_files set thumbnail_bytes = null where id = md5('small')::uuid;
select tests.sign_in_as('ada');
select is(pg_temp.sees_small(), 0::bigint, 'unless the check has dropped it, whatever lies there');
select tests.admin();
update public.message_files set thumbnail_bytes = 450 where id = md5('small')::uuid;
update storage.objects set created_at = now() - interval '2 days' where name like '%.thumbnail';
delete from private.file_removals;
update storage.objects set metadata = '{}' where name = pg_temp.small_of('small');
select results_eq($$ select path from private.file_removals $$, $$ values (pg_temp.small_of('small')) $$, 'one that comes after the check is to go');
select private.forget_unsent_files();
select is_empty($$ select path from private.file_removals where path like '%/checked/%.thumbnail' $$, 'the hourly clean-up leaves it alone');
delete from private.file_removals;
update public.messages set deleted_at = now(), body = null where files @> jsonb_build_array(jsonb_build_object('id', md5('small')::uuid));
select is((select count(*)::int from private.file_removals where path like '%' || md5('small')::uuid || '.thumbnail'), 2, 'a deleted message takes its thumbnail along');
select tests.sign_in_as('ada');
select pg_temp.begin_small('dropped');
select pg_temp.upload(pg_temp.path_of('dropped'));
select pg_temp.check('clean');
select tests.admin();
select isnt_empty($$ select path from private.file_removals where path = tests.kept('room') || '/checked/' || md5('dropped')::uuid || '.thumbnail' $$,
  'of a thumbnail that was dropped nothing stays, even where the check had begun to store it');
delete from public.message_files where message_id is null;
delete from private.paces;
update private.settings set upload_mb_per_day = 1;
select tests.sign_in_as('ada');
select tests.refuses($$ select public.begin_upload(md5('heavy')::uuid, tests.kept('room'), 'a.jpg', 'image/jpeg', 1000000, thumbnail_bytes => 60000) $$,
  'PT429', 'too_many_files', 'a thumbnail counts to what a person may upload in a day');
select lives_ok($$ select public.begin_upload(md5('heavy')::uuid, tests.kept('room'), 'a.jpg', 'image/jpeg', 1000000) $$, 'the picture alone would fit');
select tests.admin();
delete from public.message_files where message_id is null;

-- limits
update private.settings set unsent_files_per_person = 2;
select tests.sign_in_as('ada');
select pg_temp.begin('l1'), pg_temp.begin('l2');
select tests.refuses($$ select pg_temp.begin('l3') $$, 'PT429', 'too_many_files', 'nobody announces more than they may');
select public.cancel_upload(md5('l1')::uuid);
select lives_ok($$ select pg_temp.begin('l3') $$, 'what is cancelled no longer counts');
select * from finish();
rollback;
