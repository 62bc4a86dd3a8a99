import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { asPostgres } from '../postgres/prepare.ts'
import { startScratchPostgres } from '../postgres/scratch.ts'
import { startNetWorker } from './net.ts'

type Received = { method: string; url: string; headers: IncomingMessage['headers']; body: string; at: number }

let postgres: Awaited<ReturnType<typeof startScratchPostgres>>
let worker: ReturnType<typeof startNetWorker>
let client: pg.Client
let server: Server
let base: string
let received: Received[]
let respond: (response: ServerResponse, request: Received) => void

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const { method = '', url = '', headers } = request
    const one = { method, url, headers, body, at: performance.now() }
    received.push(one)
    respond(response, one)
  }).listen(0, '127.0.0.1')
  postgres = await startScratchPostgres()
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  client = new pg.Client({ connectionString: asPostgres(postgres.url) })
  await client.connect()
  worker = startNetWorker({ databaseUrl: postgres.url, log: console.log })
  await client.query('create extension pg_net with schema extensions')
  await client.query('select net.wait_until_running()')
})

afterAll(async () => {
  await worker?.stop()
  await client?.end()
  await postgres?.stop()
  server.closeAllConnections()
  server.close()
})

beforeEach(() => {
  received = []
  respond = (response) => response.setHeader('content-type', 'text/plain').end('thanks')
})

async function responseTo(id: string) {
  return vi.waitFor(
    async () => {
      const found = await client.query('select * from net._http_response where id = $1', [id])
      expect(found.rowCount).toBe(1)
      return found.rows[0]
    },
    { timeout: 20_000, interval: 10 },
  )
}

const call = async (sql: string, values: unknown[] = []) =>
  (await client.query(`select ${sql} as id`, values)).rows[0].id as string

test('a post arrives as JSON with its headers and parameters, and the answer is recorded', async () => {
  const id = await call(
    `net.http_post(url := $1, body := '{"type": "INSERT"}', params := '{"q": "ü b"}', headers := '{"authorization": "Bearer s"}')`,
    [`${base}/functions/v1/send-sms`],
  )
  const response = await responseTo(id)
  expect(received[0]).toMatchObject({
    method: 'POST',
    url: '/functions/v1/send-sms?q=%C3%BC%20b',
    body: '{"type": "INSERT"}',
  })
  expect(received[0]?.headers).toMatchObject({
    authorization: 'Bearer s',
    'content-type': 'application/json',
    'user-agent': expect.stringMatching(/^pg_net\//),
  })
  expect(response).toMatchObject({
    status_code: 200,
    content_type: 'text/plain',
    content: 'thanks',
    timed_out: false,
    error_msg: null,
  })
  const collected = await client.query(
    `select status, (response).status_code from net._http_collect_response($1)`,
    [id],
  )
  expect(collected.rows[0]).toEqual({ status: 'SUCCESS', status_code: 200 })
})

test('get and delete go out with their methods', async () => {
  await responseTo(await call('net.http_get($1)', [base]))
  await responseTo(await call(`net.http_delete($1, body := '{"a": 1}')`, [base]))
  expect(received.map(({ method, body }) => [method, body])).toEqual([
    ['GET', ''],
    ['DELETE', '{"a": 1}'],
  ])
})

test('nothing is sent before commit, and nothing at all after a rollback', async () => {
  await client.query('begin')
  await call('net.http_post($1)', [`${base}/undone`])
  await client.query('rollback')
  await client.query('begin')
  const id = await call('net.http_post($1)', [`${base}/done`])
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(received).toEqual([])
  const committed = performance.now()
  await client.query('commit')
  await responseTo(id)
  expect(received.map(({ url }) => url)).toEqual(['/done'])
  expect(received[0]?.at).toBeGreaterThanOrEqual(committed)
})

test('an idle worker is woken by the commit instead of its next look', async () => {
  await new Promise((resolve) => setTimeout(resolve, 400))
  const before = performance.now()
  await responseTo(await call('net.http_post($1)', [base]))
  expect((received[0]?.at ?? 0) - before).toBeLessThan(300)
})

test('a slow answer is cut off and recorded as timed out', async () => {
  respond = () => {}
  const response = await responseTo(await call('net.http_post($1, timeout_milliseconds := 100)', [base]))
  expect(response).toMatchObject({
    status_code: null,
    timed_out: true,
    error_msg: expect.stringMatching(/^Timeout of 100 ms reached/),
  })
})

test('a closed port is an answer with an error', async () => {
  const response = await responseTo(await call(`net.http_post('http://127.0.0.1:9/')`))
  expect(response).toMatchObject({ status_code: null, timed_out: false, error_msg: expect.any(String) })
})

test('three hundred requests of one statement all arrive once, and the queue is empty', async () => {
  await client.query(`select net.http_post($1 || n) from generate_series(1, 300) n`, [`${base}/`])
  await vi.waitFor(() => expect(received).toHaveLength(300), 20_000)
  expect(new Set(received.map(({ url }) => url)).size).toBe(300)
  expect((await client.query('select count(*)::int as left from net.http_request_queue')).rows[0].left).toBe(
    0,
  )
})

test('any role inside the database may send, and a form-encoded body is refused', async () => {
  await client.query('begin')
  await client.query('set local role authenticated')
  const id = await call('net.http_get($1)', [base])
  await client.query('commit')
  await responseTo(id)
  await expect(
    call(`net.http_post($1, headers := '{"content-type": "application/x-www-form-urlencoded"}')`, [base]),
  ).rejects.toThrow('Content-Type header must be "application/json"')
})

test('a webhook made in the dashboard posts the row that was inserted', async () => {
  await client.query(`create table public.watched (id int)`)
  await client.query(`create trigger told after insert on public.watched for each row
    execute function supabase_functions.http_request('${base}/hook', 'POST', '{"content-type": "application/json", "x-a": "b"}', '{}', '2000')`)
  await client.query('insert into public.watched values (7)')
  await vi.waitFor(() => expect(received).toHaveLength(1), 20_000)
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({
    type: 'INSERT',
    table: 'watched',
    schema: 'public',
    record: { id: 7 },
    old_record: null,
  })
  expect(received[0]?.headers['x-a']).toBe('b')
})

test('responses older than six hours are removed', async () => {
  await client.query(
    `insert into net._http_response (id, created) values (-1, now() - interval '7 hours'), (-2, now())`,
  )
  // a worker cleans up when it starts
  await worker.stop()
  worker = startNetWorker({ databaseUrl: postgres.url, log: console.log })
  await vi.waitFor(async () => {
    const left = await client.query('select id from net._http_response where id < 0')
    expect(left.rows.map(({ id }) => id)).toEqual(['-2'])
  }, 20_000)
})

test('the worker comes back after its connection was killed', async () => {
  await client
    .query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pg_net worker'`)
    .catch(() => {})
  const admin = new pg.Client({ connectionString: postgres.url })
  await admin.connect()
  await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pg_net worker'`,
  )
  await admin.end()
  expect(await responseTo(await call('net.http_get($1)', [base]))).toMatchObject({ status_code: 200 })
})
