import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { during, startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./project.sql', import.meta.url), 'utf8')
let api: TestApi
let ada: Awaited<ReturnType<TestApi['person']>>
let bob: Awaited<ReturnType<TestApi['person']>>
let project: string

beforeAll(async () => {
  api = await startTestApi({ migration })
  ada = await api.person('ada')
  bob = await api.person('bob')
})
afterAll(() => api.stop())
beforeEach(async () => {
  await api.owner('truncate public.projects cascade')
  project = (await ada.supabase.from('projects').insert({ name: 'Wash' }).select('id').single()).data?.id
})
const tasks = () => ada.supabase.from('tasks')
const stored = (columns: string) => api.owner(`select ${columns} from public.tasks order by id`)

describe('an insert', () => {
  test('gives rows back in the formats of PostgREST: numbers, ISO times, JSON, text for bytea', async () => {
    await during(
      api,
      `create table public.formats (id int primary key, n numeric, big bigint, f float8, at timestamptz, plain timestamp, d date,
        t time, i interval, b bytea, ns numeric[], ats timestamptz[], ip inet, j json, jb jsonb, ok boolean, r int4range, s public.task_state[]);
       alter table public.formats disable row level security`,
      'drop table public.formats',
    )
    const { data, error } = await api
      .service()
      .from('formats')
      .insert({
        id: 1,
        n: 12.5,
        big: 9007199254740991,
        f: 1.5,
        at: '2025-01-01T10:00:00.123456+02:00',
        plain: '2025-01-01 10:00',
        d: '2025-01-01',
        t: '10:00',
        i: '1 day 2 hours',
        b: '\\xdead',
        ns: [1.5, 2],
        ats: ['2025-01-01T10:00:00Z'],
        ip: '10.0.0.1',
        j: { a: [1] },
        jb: 'text',
        ok: true,
        r: '[1,5)',
        s: ['open', 'done'],
      })
      .select()
      .single()
    expect(error).toBe(null)
    expect(data).toEqual({
      id: 1,
      n: 12.5,
      big: 9007199254740991,
      f: 1.5,
      at: '2025-01-01T08:00:00.123456+00:00',
      plain: '2025-01-01T10:00:00',
      d: '2025-01-01',
      t: '10:00:00',
      i: '1 day 02:00:00',
      b: '\\xdead',
      ns: [1.5, 2],
      ats: ['2025-01-01T10:00:00+00:00'],
      ip: '10.0.0.1',
      j: { a: [1] },
      jb: 'text',
      ok: true,
      r: '[1,5)',
      s: ['open', 'done'],
    })
    const [row] = await api.owner(
      'select jsonb_typeof(jb) as kind, jb #>> array[]::text[] as text from public.formats',
    )
    expect(row).toEqual({ kind: 'string', text: 'text' })
    await api.owner('update public.formats set big = 9007199254740993, n = 1234567890123456789.5')
    // no digit is lost on the way, whatever the client then does with it
    const raw = await api.http('/rest/v1/formats?select=big,n', { key: api.secrets.secretKey })
    expect(await raw.text()).toBe('[{"big":9007199254740993,"n":1234567890123456789.5}]')
    const exact = await api.http('/rest/v1/formats?id=eq.1', {
      key: api.secrets.secretKey,
      method: 'PATCH',
      body: '{"big":9007199254740995}',
      headers: { prefer: 'return=representation' },
    })
    expect(await exact.text()).toContain('9007199254740995')
  })

  test('of rows with different keys puts null where a key is missing, and says so', async () => {
    const rows = [
      { project_id: project, title: 'a', effort: 2 },
      { project_id: project, title: 'b', body: { x: 1 } },
    ]
    const { data } = await tasks().insert(rows).select('title, effort, body')
    expect(data).toEqual([
      { title: 'a', effort: 2, body: null },
      { title: 'b', effort: null, body: { x: 1 } },
    ])
    const refused = await tasks().insert([
      { project_id: project, title: 'c', state: 'done' },
      { project_id: project, title: 'd' },
    ])
    expect(refused).toMatchObject({ status: 400, error: { code: '23502' } })
    expect(await stored('title')).toHaveLength(2)
  })

  test('uses a column default instead when the client asks for it, and gives back what was stored', async () => {
    const rows = [
      { project_id: project, title: 'a', state: 'done' },
      { project_id: project, title: 'b' },
    ]
    const { data } = await tasks().insert(rows, { defaultToNull: false }).select('title, state')
    expect(data).toEqual([
      { title: 'a', state: 'done' },
      { title: 'b', state: 'open' },
    ])
    expect(await stored('title, state')).toEqual(data)
  })

  test('without select needs no right to read, and answers 201 without a body', async () => {
    await during(
      api,
      `create table public.box (id int, note text); revoke all on public.box from anon, authenticated; grant insert on public.box to authenticated`,
      'drop table public.box',
    )
    expect(await ada.supabase.from('box').insert({ id: 1 })).toMatchObject({
      status: 201,
      data: null,
      error: null,
    })
    expect(await ada.supabase.from('box').insert({ id: 2 }).select()).toMatchObject({
      status: 403,
      error: { code: '42501' },
    })
    expect(await api.owner('select id from public.box')).toEqual([{ id: 1 }])
  })

  test('may be read back by granted columns alone, with what they refer to', async () => {
    await during(
      api,
      `create table public.secretive (id int primary key, task_id bigint references public.tasks on delete cascade, hidden text default 'x');
       revoke all on public.secretive from anon, authenticated;
       grant insert (id, task_id), select (id, task_id) on public.secretive to authenticated`,
      'drop table public.secretive',
    )
    const { data: task } = await tasks().insert({ project_id: project, title: 'a' }).select('id').single()
    const { data } = await ada.supabase
      .from('secretive')
      .insert({ id: 1, task_id: task?.id })
      .select('id, tasks(title)')
      .single()
    expect(data).toEqual({ id: 1, tasks: { title: 'a' } })
  })

  test('of an empty list or an empty row does what it says', async () => {
    expect(await tasks().insert([]).select()).toMatchObject({ status: 201, data: [] })
    await during(
      api,
      `create table public.marks (id int generated always as identity, at timestamptz default now())`,
      'drop table public.marks',
    )
    expect((await api.service().from('marks').insert({}).select('id')).data).toEqual([{ id: 1 }])
    expect((await api.service().from('marks').insert([{}, {}]).select('id')).data).toEqual([
      { id: 2 },
      { id: 3 },
    ])
  })

  test('that names an unknown column, or is no JSON, is refused', async () => {
    expect(await tasks().insert({ titel: 'x' })).toMatchObject({
      status: 400,
      error: {
        code: 'PGRST204',
        message: "Could not find the 'titel' column of 'tasks' in the schema cache",
      },
    })
    const broken = await api.http('/rest/v1/tasks', { method: 'POST', body: '{"a":', token: ada.token })
    expect([broken.status, await broken.json()]).toMatchObject([400, { code: 'PGRST102' }])
    const uneven = await api.http('/rest/v1/tasks', {
      method: 'POST',
      body: '[{"a":1},{"b":1}]',
      token: ada.token,
    })
    expect(await uneven.json()).toMatchObject({ code: 'PGRST102', message: 'All object keys must match' })
  })
})

describe('an upsert', () => {
  test('changes the row that is there, or leaves it when asked', async () => {
    await tasks().insert({ project_id: project, title: 'a', effort: 1 })
    const on = { onConflict: 'project_id,title' }
    const changed = await tasks()
      .upsert({ project_id: project, title: 'a', effort: 2 }, on)
      .select('title, effort')
    expect(changed).toMatchObject({ status: 200, data: [{ title: 'a', effort: 2 }] })
    const added = await tasks().upsert({ project_id: project, title: 'b', effort: 3 }, on).select('title')
    expect(added).toMatchObject({ status: 201, data: [{ title: 'b' }] })
    const ignored = await tasks()
      .upsert({ project_id: project, title: 'a', effort: 9 }, { ...on, ignoreDuplicates: true })
      .select()
    expect(ignored).toMatchObject({ status: 201, data: [] })
    expect(await stored('effort::int')).toEqual([{ effort: 2 }, { effort: 3 }])
  })
})

describe('an update', () => {
  test('gives back every row it changed, also those its filter no longer finds', async () => {
    await tasks().insert([
      { project_id: project, title: 'a' },
      { project_id: project, title: 'b' },
    ])
    const { data, status } = await tasks()
      .update({ state: 'done' })
      .eq('state', 'open')
      .select('title, was:state')
      .order('title')
    expect([status, data]).toEqual([
      200,
      [
        { title: 'a', was: 'done' },
        { title: 'b', was: 'done' },
      ],
    ])
  })

  test('of somebody else’s rows changes nothing', async () => {
    await tasks().insert({ project_id: project, title: 'a' })
    expect((await bob.supabase.from('tasks').update({ title: 'mine' }).gt('id', 0).select()).data).toEqual([])
    expect((await bob.supabase.from('tasks').delete().gt('id', 0).select()).data).toEqual([])
    expect(await stored('title')).toEqual([{ title: 'a' }])
    const given = await bob.supabase.from('projects').insert({ name: 'x', owner_id: ada.id })
    expect(given).toMatchObject({
      status: 403,
      error: { code: '42501', message: 'new row violates row-level security policy for table "projects"' },
    })
  })

  test('without anything to change answers 204 and leaves the rows', async () => {
    await tasks().insert({ project_id: project, title: 'a' })
    expect(await tasks().update({}).eq('title', 'a')).toMatchObject({ status: 204 })
    expect(await tasks().update({ title: 'b' }).eq('title', 'a')).toMatchObject({ status: 204, data: null })
  })

  test('of more rows than allowed is undone', async () => {
    await tasks().insert([
      { project_id: project, title: 'a' },
      { project_id: project, title: 'b' },
    ])
    const many = await api.http('/rest/v1/tasks?id=gt.0', {
      method: 'PATCH',
      body: '{"effort":1}',
      token: ada.token,
      headers: { prefer: 'handling=strict, max-affected=1' },
    })
    expect([many.status, await many.json()]).toMatchObject([400, { code: 'PGRST124' }])
    const single = await tasks().update({ effort: 1 }).gt('id', 0).select().single()
    expect(single).toMatchObject({ status: 406, error: { code: 'PGRST116' } })
    expect(await stored('effort')).toEqual([{ effort: null }, { effort: null }])
  })
})

test('a delete gives back what is gone and what it referred to', async () => {
  await tasks().insert([
    { project_id: project, title: 'a' },
    { project_id: project, title: 'b' },
  ])
  const { data } = await tasks().delete().eq('title', 'a').select('title, projects(name)')
  expect(data).toEqual([{ title: 'a', projects: { name: 'Wash' } }])
  expect(await tasks().delete({ count: 'exact' }).eq('title', 'b')).toMatchObject({ status: 204, count: 1 })
})
