import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createDatabase, migrate, ResetNeeded, seed } from './migrate.ts'
import { asPostgres, type Part } from './postgres/prepare.ts'
import { startScratchPostgres } from './postgres/scratch.ts'

// what Auth and Storage bring, in small: a table of people, and one with row security that they own
const services: Part[] = [
  {
    name: 'auth and storage',
    sql: `create table auth.users (id uuid primary key default gen_random_uuid(), email text);
      create table storage.objects (id uuid primary key default gen_random_uuid(), name text);
      alter table storage.objects enable row level security;`,
  },
  {
    name: 'realtime',
    sql: `create schema realtime authorization supabase_realtime_admin;
      create table realtime.messages (topic text, extension text);
      alter table realtime.messages owner to supabase_realtime_admin;
      alter table realtime.messages enable row level security;
      grant usage on schema realtime to postgres, authenticated;
      grant select, insert on realtime.messages to postgres, authenticated;`,
  },
]

let postgres: Awaited<ReturnType<typeof startScratchPostgres>>
let folder: string

beforeAll(async () => {
  postgres = await startScratchPostgres(services)
})
afterAll(() => postgres?.stop())

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'orderline-migrations-'))
  return () => rmSync(folder, { recursive: true, force: true })
})

const chapter = (file: string, sql: string) => writeFileSync(join(folder, file), sql)

async function withDatabase(
  work: (url: string, query: (sql: string) => Promise<pg.QueryResult>) => Promise<void>,
) {
  const empty = join(folder, 'none')
  mkdirSync(empty)
  const database = await createDatabase(postgres.url, { services, migrations: empty })
  const client = new pg.Client({ connectionString: asPostgres(database.url) })
  await client.connect()
  try {
    await work(database.url, (sql) => client.query(sql))
  } finally {
    await client.end()
    await database.drop()
  }
}

test('what a Supabase migration begins with runs unmodified as postgres, who is no superuser', () =>
  withDatabase(async (url, query) => {
    chapter(
      '20260101000000_foundations.sql',
      `create extension if not exists pg_net with schema extensions;
       create extension if not exists pg_cron with schema pg_catalog;
       create extension if not exists supabase_vault with schema vault;
       create extension if not exists pgtap with schema extensions;
       create extension if not exists pgcrypto with schema extensions;
       create extension if not exists pg_trgm with schema extensions;
       create table public.notes (id bigint generated always as identity, owner uuid references auth.users);
       create function public.on_sign_up() returns trigger language plpgsql security definer set search_path = '' as
         $$ begin insert into public.notes (owner) values (new.id); return new; end $$;
       create trigger on_sign_up after insert on auth.users for each row execute function public.on_sign_up();
       create policy "members listen" on realtime.messages for select to authenticated using (true);
       create policy "own files" on storage.objects for select to authenticated using (auth.uid() is not null);
       select vault.create_secret('s3cret', 'webhook_secret');
       select cron.schedule('sweep', '10 seconds', 'select 1');
       select net.http_post('http://127.0.0.1:9/');`,
    )
    expect(await migrate(url, folder)).toBe(1)
    await query(`insert into auth.users (email) values ('ada@example.com')`)
    const seen = await query(`select
      (select count(*)::int from public.notes) as notes,
      (select decrypted_secret from vault.decrypted_secrets where name = 'webhook_secret') as secret,
      (select secret like '%s3cret%' from vault.secrets) as is_plain,
      (select username from cron.job) as job_owner,
      (select rolsuper from pg_roles where rolname = current_user) as is_superuser,
      (select extensions.ok(true, 'pgTAP is there') from extensions.plan(1)) as tap`)
    expect(seen.rows[0]).toEqual({
      notes: 1,
      secret: 's3cret',
      is_plain: false,
      job_owner: 'postgres',
      is_superuser: false,
      tap: 'ok 1 - pgTAP is there',
    })
  }))

test('what hosted Supabase refuses postgres is refused here', () =>
  withDatabase(async (_url, query) => {
    for (const sql of [
      'create table auth.mine ()',
      'create table storage.mine ()',
      'create function realtime.mine() returns int language sql as $$ select 1 $$',
      `select pg_read_file('vault.key')`,
      'alter system set fsync = off',
      'set session authorization supabase_admin',
      'alter table auth.users add column nickname text',
    ]) {
      await expect(query(sql), sql).rejects.toMatchObject({ code: '42501' })
    }
  }))

test('a new table in public is open to the API roles until the migration closes it, as on hosted Supabase', () =>
  withDatabase(async (_url, query) => {
    await query(
      'create table public.open (id int); create function public.f() returns int language sql as $$ select 1 $$',
    )
    const granted = await query(`select has_table_privilege('anon', 'public.open', 'insert') as write,
      has_function_privilege('authenticated', 'public.f()', 'execute') as call`)
    expect(granted.rows[0]).toEqual({ write: true, call: true })
  }))

test('auth.uid reads today’s claims and the older setting', () =>
  withDatabase(async (_url, query) => {
    const id = '5f1c6a3e-0000-4000-8000-000000000001'
    const today = await query(
      `select set_config('request.jwt.claims', '{"sub": "${id}", "role": "authenticated"}', false)`,
    )
    expect(today.rowCount).toBe(1)
    expect((await query('select auth.uid() as uid, auth.role() as role')).rows[0]).toEqual({
      uid: id,
      role: 'authenticated',
    })
    await query(
      `select set_config('request.jwt.claims', '', false), set_config('request.jwt.claim.sub', '${id}', false)`,
    )
    expect((await query('select auth.uid() as uid, auth.jwt() as jwt')).rows[0]).toEqual({
      uid: id,
      jwt: null,
    })
  }))

test('a second start applies only what is new', () =>
  withDatabase(async (url, query) => {
    chapter('20260101000000_one.sql', 'create table public.one ()')
    chapter('notes.txt', 'not a migration')
    expect(await migrate(url, folder)).toBe(1)
    chapter('20260102000000_two.sql', 'create table public.two ()')
    expect(await migrate(url, folder)).toBe(1)
    expect(await migrate(url, folder)).toBe(0)
    expect((await query('select version, name from supabase_migrations.schema_migrations')).rows).toEqual([
      { version: '20260101000000', name: 'one' },
      { version: '20260102000000', name: 'two' },
    ])
  }))

test('an applied chapter that was edited, removed or preceded asks for a reset', () =>
  withDatabase(async (url) => {
    chapter('20260102000000_two.sql', 'create table public.two ()')
    await migrate(url, folder)
    chapter('20260102000000_two.sql', 'create table public.two (id int)')
    await expect(migrate(url, folder)).rejects.toThrow(
      /20260102000000_two.sql was edited[\s\S]*npm run reset/,
    )
    chapter('20260102000000_two.sql', 'create table public.two ()')
    chapter('20260101000000_one.sql', 'select 1')
    await expect(migrate(url, folder)).rejects.toThrow(ResetNeeded)
    rmSync(join(folder, '20260101000000_one.sql'))
    renameSync(join(folder, '20260102000000_two.sql'), join(folder, '20260103000000_two.sql'))
    await expect(migrate(url, folder)).rejects.toThrow(ResetNeeded)
  }))

test('a chapter with a mistake is undone as a whole, and the message says file and line', () =>
  withDatabase(async (url, query) => {
    chapter('20260101000000_one.sql', 'create table public.one ();\nselect 1;\nselect * from nowhere;')
    await expect(migrate(url, folder)).rejects.toThrow(
      /migrations\/20260101000000_one.sql:3: relation "nowhere" does not exist/,
    )
    expect((await query(`select to_regclass('public.one') as one`)).rows[0]).toEqual({ one: null })
  }))

test('the seed is planted once', () =>
  withDatabase(async (url, query) => {
    const said: string[] = []
    const plant = () => seed(url, join(folder, 'seed.sql'), (line) => said.push(line))
    await query('create table public.people (name text)')
    chapter('seed.sql', `insert into public.people values ('Ada')`)
    await plant()
    await plant()
    expect(said).toEqual([])
    chapter('seed.sql', `insert into public.people values ('Sam')`)
    await plant()
    expect(said.join()).toMatch(/seed.sql has changed/)
    expect((await query('select name from public.people')).rows).toEqual([{ name: 'Ada' }])
  }))
