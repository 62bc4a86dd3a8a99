import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./project.sql', import.meta.url), 'utf8')
let api: TestApi
let ada: Awaited<ReturnType<TestApi['person']>>
let project: string

beforeAll(async () => {
  api = await startTestApi({ migration })
  ada = await api.person('ada')
  project = (await ada.supabase.from('projects').insert({ name: 'Wash' }).select('id').single()).data?.id
  await ada.supabase.from('tasks').insert(['c', 'a', 'b'].map((title) => ({ project_id: project, title })))
})
afterAll(() => api.stop())

const call = (name: string, args: object = {}, options: object = {}) => ada.supabase.rpc(name, args, options)

describe('a function', () => {
  test('takes named arguments, with defaults, by POST and by GET', async () => {
    expect((await call('add', { a: 1 })).data).toBe(2)
    expect((await call('add', { a: 1, b: 5 }, { get: true })).data).toBe(6)
    expect((await call('sum_of', { parts: [1, 2, 3] })).data).toBe(6)
  })

  test('takes arrays, enums, JSON, times and nulls as what they are', async () => {
    const ids = ['7b1c0f5e-0000-4000-8000-000000000001']
    const args = {
      ids,
      states: ['open', 'done'],
      data: { a: [1, 'x'] },
      at: '2025-01-01T10:00:00+02:00',
      flag: false,
    }
    expect((await call('echo', args)).data).toEqual({
      ...args,
      at: '2025-01-01T08:00:00+00:00',
      kind: 'object',
    })
    const nulls = { ids: null, states: [], data: [1], at: null, flag: null }
    expect((await call('echo', nulls)).data).toEqual({ ...nulls, kind: 'array' })
    expect((await call('echo', { ...args, data: 'text' })).data).toMatchObject({
      data: 'text',
      kind: 'string',
    })
  })

  test('that takes one unnamed JSON gets the whole body', async () => {
    expect((await call('whole', { any: ['thing', 1] })).data).toEqual({ any: ['thing', 1] })
  })

  test('is chosen by the names of its arguments; PGRST203 when two fit', async () => {
    expect((await call('pick', { a: 1 })).data).toBe('int')
    expect((await call('pick', { a: 1, b: 2 })).data).toBe('two ints')
    expect(await call('unclear', { a: 1 })).toMatchObject({ status: 300, error: { code: 'PGRST203' } })
  })

  test('gives a row as an object with PostgREST’s formats, rows as a list, a value as itself', async () => {
    const { data } = await call('make_task', { project_id: project, title: 'made', body: { x: 1 } })
    expect(data).toMatchObject({
      title: 'made',
      body: { x: 1 },
      effort: 12.5,
      due_at: '2025-01-01T08:00:00+00:00',
      state: 'open',
    })
    await ada.supabase.from('tasks').delete().eq('title', 'made')
    expect((await call('two')).data).toEqual({ a: 1, b: 'x' })
    expect((await call('totals')).data).toEqual([{ state: 'open', count: 3 }])
    expect((await call('single_column')).data).toEqual([{ title: 'a' }, { title: 'b' }, { title: 'c' }])
    expect((await call('numbers', { n: 3 })).data).toEqual([1, 2, 3])
  })

  test('that returns nothing answers 204', async () => {
    expect(await call('nothing')).toMatchObject({ status: 204, data: null, error: null })
  })

  test('that returns rows can be filtered, ordered, limited, counted and joined', async () => {
    const tasks = () => call('my_tasks', {}, { count: 'exact' })
    expect(
      (await tasks().select('title').neq('title', 'a').order('title', { ascending: false })).data,
    ).toEqual([{ title: 'c' }, { title: 'b' }])
    expect(await tasks().select('title, projects(name)').order('title').limit(1)).toMatchObject({
      count: 3,
      data: [{ title: 'a', projects: { name: 'Wash' } }],
    })
    expect(await call('my_tasks', {}, { head: true, count: 'exact' })).toMatchObject({
      count: 3,
      data: null,
      status: 200,
    })
    expect(
      (await call('my_tasks', {}, { get: true }).eq('title', 'a').select('title').single()).data,
    ).toEqual({ title: 'a' })
    expect(await call('my_tasks').select().eq('title', 'x').single()).toMatchObject({
      status: 406,
      error: { code: 'PGRST116' },
    })
  })

  test('runs as the caller, through the connection of authenticator', async () => {
    const { data } = await call('whoami')
    expect(data).toMatchObject({
      uid: ada.id,
      role: 'authenticated',
      user: 'authenticated',
      session: 'authenticator',
      jwt: { email: ada.email },
    })
    expect((await api.client().rpc('whoami')).data).toMatchObject({ uid: null, role: 'anon', user: 'anon' })
    expect((await api.service().rpc('whoami')).data).toMatchObject({
      uid: null,
      role: 'service_role',
      user: 'service_role',
    })
  })

  test('may set status and headers of the answer', async () => {
    const answer = await api.http('/rest/v1/rpc/teapot', { method: 'POST', body: '{}' })
    expect([answer.status, answer.headers.get('x-brew'), await answer.json()]).toEqual([
      418,
      'coffee',
      { short: true },
    ])
  })

  test('marked stable, or called by GET, cannot write', async () => {
    expect(await call('sneak')).toMatchObject({ status: 405, error: { code: '25006' } })
    expect(await call('write_something', {}, { get: true })).toMatchObject({
      status: 405,
      error: { code: '25006' },
    })
    expect(await api.owner('select from public.labels')).toHaveLength(0)
  })

  test('that is unknown, or closed to the caller, is refused as PostgREST does', async () => {
    expect(await call('addd', { a: 1 })).toMatchObject({
      status: 404,
      error: {
        code: 'PGRST202',
        message: 'Could not find the function public.addd(a) in the schema cache',
        hint: 'Perhaps you meant to call the function public.add',
      },
    })
    expect(await call('add', { a: 1, c: 2 })).toMatchObject({ status: 404, error: { code: 'PGRST202' } })
    expect(await call('admin_only')).toMatchObject({ status: 403, error: { code: '42501' } })
    expect(await api.client().rpc('admin_only')).toMatchObject({ status: 401, error: { code: '42501' } })
  })
})

describe('an error', () => {
  const refusal = (state: string, more = {}) => call('refuse', { state, message: 'no', ...more })

  test('raised in SQL keeps code, details and hint, and gets PostgREST’s status', async () => {
    expect(await refusal('P0001', { detail: 'why', hint: 'how' })).toMatchObject({
      status: 400,
      error: { code: 'P0001', message: 'no', details: 'why', hint: 'how' },
    })
    const statuses = {
      23514: 400,
      23505: 409,
      23503: 409,
      42501: 403,
      22023: 400,
      40001: 500,
      53300: 503,
      P0002: 500,
      ZZ123: 400,
    }
    for (const [state, status] of Object.entries(statuses)) {
      expect(await refusal(state)).toMatchObject({ status, error: { code: state } })
    }
  })

  test('with SQLSTATE PTxyz has that status', async () => {
    expect(await refusal('PT409', { hint: 'already_taken', detail: 'd' })).toMatchObject({
      status: 409,
      error: { code: 'PT409', message: 'no', details: 'd', hint: 'already_taken' },
    })
    expect(await refusal('PT422', { hint: 'invalid_note' })).toMatchObject({
      status: 422,
      error: { hint: 'invalid_note' },
    })
    expect(await refusal('PT429')).toMatchObject({ status: 429 })
  })

  test('raised as PGRST says everything itself', async () => {
    const message = JSON.stringify({ code: 'MINE', message: 'm', details: 'd', hint: 'h' })
    const detail = JSON.stringify({ status: 402, headers: { 'x-mine': 'yes' } })
    expect(await refusal('PGRST', { message, detail })).toMatchObject({
      status: 402,
      error: { code: 'MINE', message: 'm', details: 'd', hint: 'h' },
    })
    expect(await refusal('PGRST')).toMatchObject({ status: 500, error: { code: 'PGRST121' } })
  })

  test('of ours shows nothing of how the database works', async () => {
    const inner = await refusal('XX000', { detail: 'select secret from private.audit' })
    expect(JSON.stringify(inner)).not.toContain('select')
    const check = await ada.supabase.from('projects').insert({ name: '' })
    expect(check).toMatchObject({ status: 400, error: { code: '23514' } })
    expect(JSON.stringify(check.error)).not.toMatch(/insert into|at \w+ \(/i)
    expect(api.lines).toEqual([])
  })

  test('leaves no transaction open and no lock behind', async () => {
    for (let at = 0; at < 30; at++) await refusal('P0001')
    const open = await api.admin(
      `select from pg_stat_activity where usename = 'authenticator' and state like 'idle in transaction%'`,
    )
    expect(open).toHaveLength(0)
  })
})
