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
  const { data } = await ada.supabase
    .from('projects')
    .insert({ name: 'Wash', tags: ['a', 'b c'] })
    .select()
    .single()
  project = data?.id
  await ada.supabase.from('tasks').insert([
    { project_id: project, title: 'soak one shirt', effort: 1, body: { k: { n: 1 }, list: [1, 2] } },
    { project_id: project, title: 'rinse', effort: 2.5, body: { k: { n: 2 } } },
    { project_id: project, title: 'iron', effort: null, body: null },
  ])
  await api.owner(`insert into labels values (1, 'hot'), (2, 'cold');
    insert into task_labels select id, 1 from tasks; insert into task_labels select id, 2 from tasks where title = 'rinse'`)
})
afterAll(() => api.stop())

const phones = () => api.client().from('phones').select('id').order('id')
const ids = (result: { data: { id: number }[] | null }) => result.data?.map((row) => row.id)

describe('a filter', () => {
  test('compares text as text, not as the number or word it looks like', async () => {
    expect(ids(await phones().eq('e164', '+447700900001'))).toEqual([1])
    expect(ids(await phones().eq('note', '1.0'))).toEqual([1])
    expect(ids(await phones().eq('note', '  x '))).toEqual([3])
    expect(ids(await phones().eq('note', 'null'))).toEqual([4])
    expect(ids(await phones().eq('note', 'true'))).toEqual([5])
    expect(ids(await phones().in('e164', ['007', 'x,(z)']))).toEqual([4, 5])
  })

  test('counts each time, also twice on one column', async () => {
    expect(ids(await phones().neq('state', 'a').neq('state', 'b'))).toEqual([3, 4, 6])
    expect(ids(await phones().or('state.eq.a,state.eq.b').or('id.eq.2,id.eq.3'))).toEqual([2])
    expect(ids(await phones().not('state', 'in', '(a,b)').not('id', 'eq', 4))).toEqual([3, 6])
  })

  test('nests, negates and quotes in a logic tree', async () => {
    expect(ids(await phones().or('and(state.eq.c,id.lt.4),not.and(id.gt.1,id.lt.6)'))).toEqual([1, 3, 6])
    expect(ids(await phones().or('e164.eq."x,(z)",note.eq."a \\"b\\"",id.eq.1'))).toEqual([1, 5, 6])
    expect(ids(await phones().or('e164.in.("007","+1"),state.is.null'))).toEqual([3, 4, 5])
  })

  test('knows the operators of supabase-js', async () => {
    const tasks = () => ada.supabase.from('tasks').select('title').order('title')
    const titles = async (query: ReturnType<typeof tasks>) => (await query).data?.map((row) => row.title)
    expect(await titles(tasks().ilike('title', '%I%'))).toEqual(['iron', 'rinse', 'soak one shirt'])
    expect(await titles(tasks().likeAnyOf('title', ['ri%', 'ir%']))).toEqual(['iron', 'rinse'])
    expect(await titles(tasks().is('body', null))).toEqual(['iron'])
    expect(await titles(tasks().textSearch('words', 'shirts', { type: 'plain', config: 'english' }))).toEqual(
      ['soak one shirt'],
    )
    expect(await titles(tasks().contains('body', { k: { n: 2 } }))).toEqual(['rinse'])
    expect(await titles(tasks().eq('body->k->>n', '1'))).toEqual(['soak one shirt'])
    expect(await titles(tasks().eq('body->list->0', 1))).toEqual(['soak one shirt'])
    expect(await titles(tasks().gt('effort', 1).lte('effort', 2.5))).toEqual(['rinse'])
    expect(await titles(tasks().eq('state', 'done'))).toEqual([])
    const { data } = await ada.supabase.from('projects').select('name').contains('tags', ['b c'])
    expect(data).toEqual([{ name: 'Wash' }])
  })

  test('with a column or an operator that is not there is refused with 400', async () => {
    const unknown = await api.client().from('phones').select().eq('nope', 1)
    expect(unknown).toMatchObject({
      status: 400,
      error: { code: '42703', message: 'column phones.nope does not exist' },
    })
    const wrong = await api.http('/rest/v1/phones?id=like2.1')
    expect(wrong.status).toBe(400)
    expect(await wrong.json()).toMatchObject({ code: 'PGRST100' })
    const uuid = await ada.supabase.from('projects').select().eq('id', 'x')
    expect(uuid).toMatchObject({ status: 400, error: { code: '22P02' } })
  })
})

describe('a select', () => {
  test('embeds to one, to many and through a joining table', async () => {
    const { data, error } = await ada.supabase
      .from('projects')
      .select('name, owner:profiles!owner_id(name), tasks(title, labels(name), project:projects(name))')
      .order('title', { referencedTable: 'tasks' })
      .order('id', { referencedTable: 'tasks.labels', ascending: false })
    expect(error).toBe(null)
    expect(data).toEqual([
      {
        name: 'Wash',
        owner: { name: 'ada' },
        tasks: [
          { title: 'iron', labels: [{ name: 'hot' }], project: { name: 'Wash' } },
          { title: 'rinse', labels: [{ name: 'cold' }, { name: 'hot' }], project: { name: 'Wash' } },
          { title: 'soak one shirt', labels: [{ name: 'hot' }], project: { name: 'Wash' } },
        ],
      },
    ])
  })

  test('filters, limits and counts what is embedded, and drops rows without it when asked', async () => {
    const from = ada.supabase.from('projects')
    expect((await from.select('tasks(title)').gt('tasks.effort', 1)).data).toEqual([
      { tasks: [{ title: 'rinse' }] },
    ])
    expect((await from.select('name, tasks!inner(title)').eq('tasks.title', 'nope')).data).toEqual([])
    expect((await from.select('tasks(count)')).data).toEqual([{ tasks: [{ count: 3 }] }])
    const limited = await from
      .select('tasks(title)')
      .order('title', { referencedTable: 'tasks' })
      .limit(1, { referencedTable: 'tasks' })
    expect(limited.data).toEqual([{ tasks: [{ title: 'iron' }] }])
    const related = await ada.supabase
      .from('tasks')
      .select('title, projects!inner(name)')
      .eq('projects.name', 'Wash')
      .order('projects(name)')
      .order('title')
      .limit(1)
    expect(related.data).toEqual([{ title: 'iron', projects: { name: 'Wash' } }])
    const spread = await ada.supabase
      .from('tasks')
      .select('title, ...projects(project:name)')
      .eq('title', 'iron')
    expect(spread.data).toEqual([{ title: 'iron', project: 'Wash' }])
    const missing = await from.select('name, reviewer:profiles!reviewer_id(name)').is('reviewer', null)
    expect(missing.data).toEqual([{ name: 'Wash', reviewer: null }])
  })

  test('reaches from a view to what its table refers to', async () => {
    const { data } = await ada.supabase
      .from('task_titles')
      .select('title, projects(name)')
      .eq('title', 'iron')
    expect(data).toEqual([{ title: 'iron', projects: { name: 'Wash' } }])
  })

  test('of an unclear or unknown relationship is refused as PostgREST does', async () => {
    const unclear = await ada.supabase.from('projects').select('profiles(name)')
    expect(unclear).toMatchObject({ status: 300, error: { code: 'PGRST201' } })
    const unknown = await ada.supabase.from('projects').select('labels(name)')
    expect(unknown).toMatchObject({
      status: 400,
      error: {
        code: 'PGRST200',
        message: "Could not find a relationship between 'projects' and 'labels' in the schema cache",
      },
    })
    const filter = await ada.supabase.from('projects').select('name').eq('tasks.title', 'x')
    expect(filter).toMatchObject({ status: 400, error: { code: 'PGRST108' } })
  })

  test('renames, casts and reads into JSON', async () => {
    const { data } = await ada.supabase
      .from('tasks')
      .select('t:title, effort::text, n:body->k->n')
      .eq('title', 'rinse')
    expect(data).toEqual([{ t: 'rinse', effort: '2.5', n: 2 }])
    const aggregate = await ada.supabase.from('tasks').select('effort.sum()')
    expect(aggregate.error).toMatchObject({ code: 'PGRST123' })
    const injected = await api.http('/rest/v1/phones?select=id::int)from%20pg_authid--')
    expect(injected.status).toBe(400)
  })
})

describe('a page', () => {
  const tasks = () => ada.supabase.from('tasks')
  test('says what part it is and what there is in all', async () => {
    const page = await tasks().select('title', { count: 'exact' }).order('title').range(1, 1)
    expect(page).toMatchObject({ status: 206, count: 3, data: [{ title: 'rinse' }] })
    expect(await tasks().select('*', { count: 'exact', head: true })).toMatchObject({
      status: 200,
      count: 3,
      data: null,
    })
    const beyond = await tasks().select('title', { count: 'exact' }).range(10, 20)
    expect(beyond).toMatchObject({ status: 416, error: { code: 'PGRST103' } })
    const raw = await api.http('/rest/v1/phones?select=id&order=id&limit=2&offset=1')
    expect(raw.headers.get('content-range')).toBe('1-2/*')
  })

  test('of exactly one row is an object, of none or several PGRST116', async () => {
    expect((await tasks().select('title').eq('title', 'iron').single()).data).toEqual({ title: 'iron' })
    expect(await tasks().select().eq('title', 'x').single()).toMatchObject({
      status: 406,
      error: {
        code: 'PGRST116',
        details: 'The result contains 0 rows',
        message: 'Cannot coerce the result to a single JSON object',
      },
    })
    expect(await tasks().select().single()).toMatchObject({
      status: 406,
      error: { details: 'The result contains 3 rows' },
    })
    expect(await tasks().select().eq('title', 'x').maybeSingle()).toMatchObject({ data: null, error: null })
  })

  test('can be CSV, and without nulls', async () => {
    expect((await tasks().select('title,effort').order('title').csv()).data).toBe(
      'title,effort\niron,\nrinse,2.5\n"soak one shirt",1',
    )
    const stripped = await tasks().select('title,effort').eq('title', 'iron').stripNulls()
    expect(stripped.data).toEqual([{ title: 'iron' }])
  })
})

test('an unknown table, schema or path is refused as PostgREST does', async () => {
  const table = await api.client().from('phoness').select()
  expect(table).toMatchObject({
    status: 404,
    error: {
      code: 'PGRST205',
      message: "Could not find the table 'public.phoness' in the schema cache",
      hint: "Perhaps you meant the table 'public.phones'",
    },
  })
  const schema = await api
    .client()
    .schema('private' as 'public')
    .from('audit')
    .select()
  expect(schema).toMatchObject({
    status: 406,
    error: { code: 'PGRST106', message: 'Invalid schema: private' },
  })
  expect(await (await api.http('/rest/v1/a/b')).json()).toMatchObject({ code: 'PGRST125' })
  for (const path of [
    '%E0%A4%A',
    'phones?select=a%00b',
    'phones?a%00b=eq.1',
    'phones?id=eq.%00',
    'phones?select=id-%3E%27%00',
    'rpc/%00',
  ]) {
    const answer = await api.http(`/rest/v1/${path}`)
    expect([400, 404], path).toContain(answer.status)
  }
})
