import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { during, startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./project.sql', import.meta.url), 'utf8')
let api: TestApi
let ada: Awaited<ReturnType<TestApi['person']>>

beforeAll(async () => {
  api = await startTestApi({ migration })
  ada = await api.person('ada')
})
afterAll(() => api.stop())

describe('limits', () => {
  test('a person’s query ends after 8 s, a stranger’s after 3 s, as the roles are set', async () => {
    const settings = await api.admin(
      'select rolname, setconfig::text as settings from pg_db_role_setting join pg_roles on oid = setrole',
    )
    expect(settings.map((row) => `${row.rolname} ${row.settings}`).join()).toMatch(
      /anon \{statement_timeout=3s/,
    )
    await api.admin(`alter role anon set statement_timeout = '300ms'; notify pgrst, 'reload config'`)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await api.client().rpc('sleep', { seconds: 2 })).toMatchObject({
      status: 500,
      error: { code: '57014', message: 'canceling statement due to statement timeout' },
    })
    expect(await ada.supabase.rpc('sleep', { seconds: 0.6 })).toMatchObject({ status: 204 })
    await api.admin(`alter role anon set statement_timeout = '3s'; notify pgrst, 'reload config'`)
  })

  test('an answer has at most 1000 rows', async () => {
    await during(
      api,
      'create table public.many as select i as id from generate_series(1, 1500) i',
      'drop table public.many',
    )
    const { data, count } = await api.service().from('many').select('id', { count: 'exact' })
    expect([data?.length, count]).toEqual([1000, 1500])
    expect((await api.service().from('many').select('id').limit(1200)).data).toHaveLength(1000)
    expect((await api.service().rpc('numbers', { n: 1500 })).data).toHaveLength(1000)
  })
})

describe('the schema', () => {
  test('is read anew after DDL, without being told', async () => {
    const service = api.service()
    for (let round = 0; round < 15; round++) {
      await api.owner(
        'create table public.fresh (id int); create function public.fresh_one() returns int language sql as $$ select 1 $$',
      )
      expect(await service.from('fresh').insert({ id: 1 })).toMatchObject({ status: 201 })
      expect((await service.rpc('fresh_one')).data).toBe(1)
      await api.owner('alter table public.fresh add column note text')
      const { data } = await service.from('fresh').update({ note: 'x' }).eq('id', 1).select()
      expect(data).toEqual([{ id: 1, note: 'x' }])
      await api.owner('drop table public.fresh; drop function public.fresh_one')
    }
    await expect.poll(async () => (await service.from('fresh').select()).error?.code).toBe('PGRST205')
  })

  test('is known as of the request, even when word of the DDL has not come yet', async () => {
    const script = `import pg from 'pg'
      const client = new pg.Client('${api.databaseUrl}')
      await client.connect()
      await client.query('create table public.sudden (id int); grant select on public.sudden to service_role')
      await client.end()`
    // while this waits, the event loop hears nothing
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: import.meta.dirname })
    expect((await api.fetch('/rest/v1/sudden')).status).toBe(200)
    await api.admin('drop table public.sudden')
  })

  test('may give a column another type: what was prepared before is not used again', async () => {
    await during(api, 'create table public.turning (id int)', 'drop table public.turning')
    const find = (id: number | string) => api.service().from('turning').select('id').eq('id', id)
    expect((await find(1)).data).toEqual([])
    await api.owner(
      `alter table public.turning alter column id type text; insert into public.turning values ('one')`,
    )
    await expect.poll(async () => (await find('one')).data).toEqual([{ id: 'one' }])
  })

  test('is read anew when told', async () => {
    // whatever earlier tests did is read before the watch is switched off
    await api.service().from('told').select()
    await api.admin('alter event trigger pgrst_ddl_watch disable')
    try {
      await api.owner('create table public.told (id int)')
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(await api.service().from('told').select()).toMatchObject({ error: { code: 'PGRST205' } })
      await api.owner(`notify pgrst, 'reload schema'`)
      await expect.poll(async () => (await api.service().from('told').select()).status).toBe(200)
    } finally {
      await api.admin('alter event trigger pgrst_ddl_watch enable')
      await api.owner('drop table public.told')
    }
  })
})

test('after a crash of Postgres requests work again, and are told to wait until then', async () => {
  const before = (await api.client().from('phones').select('id')).data?.length
  process.kill(api.postgresPid(), 'SIGKILL')
  const meanwhile = new Set<number>()
  await expect
    .poll(
      async () => {
        const { status, data } = await api.client().from('phones').select('id')
        meanwhile.add(status)
        return data?.length
      },
      { timeout: 20_000 },
    )
    .toBe(before)
  for (const status of meanwhile) expect([200, 503]).toContain(status)
  // a connection that died unnoticed costs one request more
  const signIn = () => api.client().auth.signInWithPassword({ email: ada.email, password: 'correct-horse' })
  await expect.poll(async () => (await signIn()).error, { timeout: 5_000 }).toBe(null)
  await api.owner('create table public.after_crash (id int)')
  // who listens for changes of the schema comes back on its own, in a second or so
  const look = async () => (await api.service().from('after_crash').select()).status
  await expect.poll(look, { timeout: 10_000 }).toBe(200)
})
