-- Realtime topics: who may hear and who may speak, for own and foreign, current and former, closed and malformed names.
begin;
\ir helpers.psql
select plan(28);
select tests.person('ada'), tests.person('eve'), tests.person('bob'), tests.person('sam', 'partner'), tests.person('pia', 'partner'), tests.person('grace', 'staff');
select tests.keep('order', tests.order_between('ada', 'sam')::text), tests.keep('open', tests.order_of('ada', 'open')::text), tests.keep('closed', tests.order_between('bob', 'sam', 'closed')::text);
select tests.keep('room', (select id::text from public.rooms where order_id = tests.kept('order'))), tests.keep('closed room', (select id::text from public.rooms where order_id = tests.kept('closed')));
update public.orders set status = 'cancelled' where id = tests.kept('closed');

-- {ada} is her id; the topic of the closed order and room is the one after it closed
create function pg_temp.topic(pattern text) returns text language sql as $$
  select replace(replace(replace(replace(replace(replace(replace(pattern, '{ada}', tests.id_of('ada')::text), '{eve}', tests.id_of('eve')::text),
    '{order}', tests.kept('order')::text), '{open}', tests.kept('open')::text), '{closed}', tests.kept('closed')::text),
    '{room}', tests.kept('room')::text), '{closed_room}', tests.kept('closed room')::text)
$$;
create temporary table expected (pattern text, hear text, speak text default '');
-- ada is customer, sam partner, of the order; bob's order is closed; pia is a partner without orders; eve a stranger
insert into expected (pattern, hear, speak) values
  ('user:{ada}', 'ada', ''), ('user:{eve}', 'eve', ''), ('partners', 'pia sam', ''), ('staff', 'grace', ''),
  ('room:{room}:1', 'ada sam', ''), ('room:{room}:1:live', 'ada sam', 'ada sam'),
  ('room:{closed_room}:2', 'bob sam', ''), ('room:{closed_room}:2:live', 'bob sam', ''),
  ('order:{order}:loc:2', 'ada grace sam', '');
-- names that are nearly right open nothing to anybody
insert into expected (pattern, hear) select unnest, '' from unnest(array[
  'room:{room}:2', 'room:{room}:0', 'room:{room}:01', 'room:{room}:1 ', 'room:{room}:', 'room:{room}', 'room:{room}:2:live', 'room:{room}:1:liver', 'room:{room}:1:live:x', 'room:{room}:1:loc',
  'room:{closed_room}:1', 'room:{order}:1', 'room::1', 'room:x:1:live', 'room:{ada}:1', 'Room:{room}:1', ' room:{room}:1',
  'order:{order}:loc:1', 'order:{order}:loc:3', 'order:{order}:loc', 'order:{order}:2', 'order:{order}:pos:2', 'order:{order}:loc:2:x', 'order:{open}:loc:1', 'order:{closed}:loc:2', 'order:{closed}:loc:3', 'order:{room}:loc:1',
  'user:{ada}:x', 'user:', 'user', 'user:%', 'user:*', 'users:{ada}', 'partners:', 'partners:x', 'Staff', 'staff:x', 'realtime:staff', '', ':', '::::', '{', 'room:{room}'';--:1', 'public', 'order', 'user:00000000-0000-0000-0000-000000000000']) unnest;

create function pg_temp.who(call text, topic text) returns text language plpgsql as $$
declare
  name text;
  may boolean;
  found text[] := '{}';
begin
  foreach name in array '{ada,bob,eve,grace,pia,sam}'::text[] loop
    perform tests.sign_in_as(name);
    execute format('select private.%I($1)', call) into may using topic;
    if may is null then found := found || (name || '?'); elsif may then found := found || name; end if;
  end loop;
  perform tests.admin();
  return array_to_string(found, ' ');
end $$;
-- whoever may, opens the tracking; without it nobody hears a position
create function pg_temp.open_as(names text[]) returns void language plpgsql as $$
declare
  name text;
begin
  foreach name in array names loop
    perform tests.sign_in_as(name);
    begin
      perform public.open_tracking(tests.kept('order'));
    exception when sqlstate 'PT404' then null;
    end;
  end loop;
  perform tests.admin();
end $$;
select is(pg_temp.who('can_read_topic', pg_temp.topic('order:{order}:loc:2')), '', 'nobody hears a position before they stand in the log of looks');
select pg_temp.open_as('{ada,bob,eve,grace,pia,sam}');
create temporary table heard as select pattern, hear, speak, pg_temp.who('can_read_topic', pg_temp.topic(pattern)) as does_hear, pg_temp.who('can_write_topic', pg_temp.topic(pattern)) as does_speak from expected;

select cmp_ok((select count(*)::int from heard), '>=', 50, 'fifty names were tried by six people');
select is_empty('select pattern, hear, does_hear from heard where hear <> does_hear', 'people hear exactly the topics that are theirs');
select is_empty('select pattern, speak, does_speak from heard where speak <> does_speak', 'and speak on the live topic of their open rooms alone');
select is(pg_temp.who('can_read_topic', null), '', 'nobody hears a topic without a name');
select is(pg_temp.who('can_read_topic', repeat('room:', 10000)), '', 'nor one without an end');
select tests.sign_in_as('sam');
select is(private.can_read_topic('user:' || upper(tests.id_of('sam')::text)), false, 'a name is written as the id is');

-- muted, removed, replaced
select tests.admin();
update public.room_members set muted_until = now() + interval '1 hour' where room_id = tests.kept('room') and user_id = tests.id_of('sam');
select is(pg_temp.who('can_write_topic', pg_temp.topic('room:{room}:2:live')), 'ada', 'a muted member does not type');
select is(pg_temp.who('can_read_topic', pg_temp.topic('room:{room}:1:live')) || pg_temp.who('can_write_topic', pg_temp.topic('room:{room}:1:live')), '', 'and the topic where they could is dead');
select is(pg_temp.who('can_read_topic', pg_temp.topic('room:{room}:2:live')), 'ada sam', 'but sees others type');
update public.room_members set muted_until = null, left_at = now() where room_id = tests.kept('room') and user_id = tests.id_of('sam');
select is(pg_temp.who('can_read_topic', pg_temp.topic('room:{room}:3')), 'ada', 'a removed member hears nothing');
update public.room_members set left_at = null where room_id = tests.kept('room') and user_id = tests.id_of('sam');
update public.orders set partner_id = tests.id_of('pia') where id = tests.kept('order');
select is(pg_temp.who('can_read_topic', pg_temp.topic('room:{room}:3')), '', 'when the partner is replaced the old topic is dead');
select is(pg_temp.who('can_read_topic', pg_temp.topic('room:{room}:4')), 'ada pia', 'and the new one without the former partner');
select is(pg_temp.who('can_read_topic', pg_temp.topic('order:{order}:loc:2')), '', 'so is that of the position');
select is(pg_temp.who('can_read_topic', pg_temp.topic('order:{order}:loc:3')), '', 'the new one asks for a new look');
select pg_temp.open_as('{ada,bob,eve,pia,sam}');
select is(pg_temp.who('can_read_topic', pg_temp.topic('order:{order}:loc:3')), 'ada pia', 'also without the former partner');
update public.profiles set role = 'customer' where id = tests.id_of('pia');
select is(pg_temp.who('can_read_topic', 'partners'), 'sam', 'who is no partner any more does not hear of open orders');

-- through the policies, as the Realtime server asks
create function pg_temp.hears(who text, topic text, extension text default 'broadcast') returns boolean language plpgsql as $$
declare
  probe uuid := gen_random_uuid();
  heard boolean;
begin
  insert into realtime.messages (id, topic, extension) values (probe, hears.topic, hears.extension);
  perform case when who is null then tests.nobody() else tests.sign_in_as(who) end, set_config('realtime.topic', hears.topic, true);
  heard := exists (select from realtime.messages m where m.id = probe);
  perform tests.admin();
  return heard;
end $$;
create function pg_temp.speaks(who text, topic text, extension text default 'broadcast') returns text language plpgsql as $$
declare
  said text := 'yes';
begin
  perform case when who is null then tests.nobody() else tests.sign_in_as(who) end, set_config('realtime.topic', speaks.topic, true);
  begin
    insert into realtime.messages (topic, extension) values (speaks.topic, speaks.extension);
  exception when insufficient_privilege then said := 'no';
  end;
  perform tests.admin();
  return said;
end $$;
select is(pg_temp.hears('ada', pg_temp.topic('room:{room}:4')), true, 'a member hears a broadcast of the room');
select is(pg_temp.hears('ada', pg_temp.topic('room:{room}:4'), 'presence'), true, 'and presence');
select is(pg_temp.hears('ada', pg_temp.topic('room:{room}:4'), 'postgres_changes'), false, 'and nothing else');
select is(pg_temp.hears('eve', pg_temp.topic('room:{room}:4')), false, 'a stranger does not');
select is(pg_temp.hears(null, 'partners'), false, 'nobody hears anything');
select is(pg_temp.speaks('ada', pg_temp.topic('room:{room}:4:live')), 'yes', 'a member types in the room');
select is(pg_temp.speaks('ada', pg_temp.topic('room:{room}:4:live'), 'presence'), 'yes', 'and is present');
select is(pg_temp.speaks('ada', pg_temp.topic('room:{room}:4')), 'no', 'but does not speak on its data topic');
select is(pg_temp.speaks('ada', pg_temp.topic('user:{ada}')), 'no', 'nor on their own');
select is(pg_temp.speaks('eve', pg_temp.topic('room:{room}:4:live')), 'no', 'a stranger does not type');
select is(pg_temp.speaks(null, pg_temp.topic('room:{room}:4:live')), 'no', 'nobody types');

select * from finish();
rollback;
