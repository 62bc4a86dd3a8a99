import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from './api.ts'

const migration = readFileSync(new URL('./project.sql', import.meta.url), 'utf8')
let api: TestApi
let token: string

beforeAll(async () => {
  api = await startTestApi({ migration })
  token = (await api.person('mallory')).token
})
afterAll(() => api.stop())

const word = fc.constantFrom(
  ...[
    'id',
    'title',
    'body',
    'e164',
    'projects',
    'tasks',
    'labels',
    'profiles',
    'name',
    'effort',
    'due_at',
    'state',
    'words',
    'tags',
  ],
  ...[
    '*',
    '',
    ' ',
    '"',
    "'",
    '\\',
    '--',
    ';',
    '$1',
    '\0',
    '%',
    '::',
    '->',
    '->>0',
    '.',
    ',',
    '(',
    ')',
    '{',
    '}',
    '!inner',
    '...',
    ':',
    'é',
    '🙂',
    '\ud800',
  ],
  ...[
    'eq',
    'not.in',
    'in.(1,2)',
    'is.null',
    'fts(english).a',
    'cs.{a}',
    'eq(any).{1}',
    'like.*',
    'or',
    'and(',
    'count()',
    'x.sum()',
    '1e999',
    '-1',
    '99999999999999999999',
  ],
)
const text = fc.oneof(
  word,
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
)
const key = fc.oneof(
  fc.constantFrom(
    'select',
    'order',
    'limit',
    'offset',
    'or',
    'not.and',
    'columns',
    'on_conflict',
    'tasks.order',
    'tasks.limit',
  ),
  text,
)
const target = fc.oneof(
  fc.constantFrom(
    'phones',
    'tasks',
    'projects',
    'profiles',
    'task_titles',
    'labels',
    'rpc/echo',
    'rpc/add',
    'rpc/whole',
    'rpc/my_tasks',
    'rpc/sum_of',
    'rpc/pick',
    'rpc/make_task',
  ),
  text.map(encodeURIComponentSafely),
)
const body = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.dictionary(word, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }).map((row) => JSON.stringify(row)),
  fc
    .array(fc.dictionary(word, fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }), { maxLength: 3 })
    .map((rows) => JSON.stringify(rows)),
  text,
)
const prefer = fc.constantFrom(
  '',
  'return=representation',
  'count=exact',
  'resolution=merge-duplicates',
  'missing=default,return=representation',
  'handling=strict,max-affected=1',
  'handling=strict,x',
)
const accept = fc.constantFrom(
  '*/*',
  'application/json',
  'application/vnd.pgrst.object+json',
  'text/csv',
  'application/vnd.pgrst.plan',
  'x',
)

function encodeURIComponentSafely(value: string): string {
  // through UTF-8, where half a surrogate pair cannot be
  return encodeURIComponent(Buffer.from(value).toString())
}

test('no request of a signed-in person makes the server fail or talk about itself', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'HEAD', 'POST', 'PATCH', 'DELETE'),
      target,
      fc.array(fc.tuple(key, text), { maxLength: 4 }),
      body,
      fc.tuple(prefer, accept),
      async (method, path, params, content, [preferred, accepted]) => {
        const query = params
          .map(([name, value]) => `${encodeURIComponentSafely(name)}=${encodeURIComponentSafely(value)}`)
          .join('&')
        const answer = await api.http(`/rest/v1/${path}?${query}`, {
          method,
          token,
          headers: { prefer: preferred, accept: accepted },
          ...(method !== 'GET' && method !== 'HEAD' && { body: content }),
        })
        const said = await answer.text()
        expect(answer.status, said).toBeLessThan(500)
        expect(said).not.toMatch(/pgrst_|json_to_record|json_agg|node_modules|\bat .+:\d+:\d+/)
      },
    ),
    { numRuns: Number(process.env.HOSTILE_RUNS ?? 1000) },
  )
  expect(api.lines).toEqual([])
  const open = await api.admin(
    `select from pg_stat_activity where usename = 'authenticator' and state like 'idle in transaction%'`,
  )
  expect(open).toHaveLength(0)
})
