import { createECDH, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { removeState } from '../../local/postgres/home.ts'
import { type Stack, startStack } from '../../local/stack.ts'
import { until } from './sms-outbox.ts'

type Manner = (response: ServerResponse, request: IncomingMessage) => void

const dribble: Manner = (response) => {
  response.writeHead(201, { 'content-length': '100' })
  const drop = setInterval(() => response.write('x'), 1000)
  response.on('close', () => clearInterval(drop))
}
/** What a push service may do to us, and what the delivery must come to at first. */
const manners: Record<string, { state: string; code: string | null; act: Manner }> = {
  good: { state: 'accepted', code: null, act: (response) => void response.writeHead(201).end() },
  broken: { state: 'retry_wait', code: '500', act: (response) => void response.writeHead(500).end('no') },
  busy: {
    ...{ state: 'retry_wait', code: '429' },
    act: (response) => void response.writeHead(429, { 'retry-after': '600' }).end(),
  },
  elsewhere: {
    ...{ state: 'failed', code: 'redirected' },
    act: (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  },
  silent: { state: 'retry_wait', code: 'timeout', act: () => {} },
  hangingUp: {
    ...{ state: 'retry_wait', code: 'connection_lost' },
    act: (response) => void response.socket?.resetAndDestroy(),
  },
  dribbling: { state: 'accepted', code: null, act: dribble },
  endless: {
    ...{ state: 'accepted', code: null },
    act: (response) => void response.writeHead(201).end(Buffer.alloc(10_000_000, 'x')),
  },
  babbling: {
    state: 'accepted',
    code: null,
    act: (response) => void response.writeHead(201).end('{"unfinished'),
  },
  gone: { state: 'failed', code: '410', act: (response) => void response.writeHead(410).end() },
}

const services = Object.entries(manners).map(([name, { act }]) => {
  const times: number[] = []
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', () => {
      times.push(performance.now())
      act(response, request)
    })
  })
  return { name, times, server, origin: '' }
})
const stateDir = mkdtempSync(join(tmpdir(), 'orderline-push-'))
let stack: Stack
let sql: pg.Client

beforeAll(async () => {
  for (const service of services) {
    await new Promise<void>((resolve) => service.server.listen(0, '127.0.0.1', resolve))
    service.origin = `http://127.0.0.1:${(service.server.address() as AddressInfo).port}`
  }
  const settings = { PUSH_EXTRA_ORIGINS: services.map(({ origin }) => origin).join(',') }
  stack = await startStack({ stateDir, ports: 'free', app: 'none', seed: true, settings, log: () => {} })
  sql = new pg.Client({ connectionString: stack.env.SUPABASE_DB_URL })
  await sql.connect()
  // a person per service, so that each has one browser there
  for (const { name, origin } of services) {
    const browser = createECDH('prime256v1')
    browser.generateKeys()
    const keys = [browser.getPublicKey('base64url'), randomBytes(16).toString('base64url')]
    await sql.query(
      `insert into auth.users (id, email, raw_user_meta_data) values (md5($1)::uuid, $1 || '@push.example', '{"name": "Bo"}')`,
      [name],
    )
    await sql.query(
      `insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth)
       values (md5($1)::uuid, md5($1)::uuid, $2 || '/' || $1, $3, $4)`,
      [name, origin, ...keys],
    )
  }
}, 60_000)
afterAll(async () => {
  await sql?.end()
  await stack?.stop()
  for (const { server } of services) {
    server.closeAllConnections()
    server.close()
  }
  removeState(stateDir)
})

/** Tells each of these people `count` things at once; when the good one's pushes had all arrived, in ms. */
async function tell(round: string, names: string[], count: number): Promise<number> {
  const good = services.find(({ name }) => name === 'good')
  const before = good?.times.length ?? 0
  const began = performance.now()
  await sql.query(
    `select public.notify(md5(name)::uuid, 'order.ready', dedupe_key => $1 || n, data => '{"order": {"number": "A1"}}')
     from generate_series(1, $3::int) n, unnest($2::text[]) name`,
    [round, names, count],
  )
  const isDone = await until(async () => (good?.times.length ?? 0) >= before + count, 30_000)
  expect(isDone, 'the good one got all').toBe(true)
  return (good?.times.at(-1) ?? 0) - began
}

const middle = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0

test('Ada’s pushes come as quickly when other push services fail in every way, and each ends as it should', async () => {
  await tell('warm', ['good'], 100)
  const alone: number[] = []
  const crowded: number[] = []
  for (let round = 0; round < 5; round++) {
    alone.push(await tell(`alone${round}-`, ['good'], 100))
    const others = services.map(({ name }) => name).filter((name) => name !== 'good')
    await sql.query(
      `select public.notify(md5(name)::uuid, 'order.ready', dedupe_key => $1, data => '{"order": {"number": "A1"}}')
       from unnest($2::text[]) name`,
      [`others${round}`, others],
    )
    crowded.push(await tell(`crowd${round}+`, ['good'], 100))
  }
  console.log(JSON.stringify({ aloneMs: alone.map(Math.round), crowdedMs: crowded.map(Math.round) }))
  // 200 ms for the nine others themselves and the neighbours on this machine
  expect(middle(crowded)).toBeLessThan(middle(alone) * 1.2 + 200)
}, 120_000)

test.for(Object.entries(manners).filter(([name]) => name !== 'good'))(
  'a push to a service that is %s ends as it should',
  async ([name, { state, code }]) => {
    const key = `manner-${name}`
    await sql.query('update public.push_subscriptions set disabled_at = null where user_id = md5($1)::uuid', [
      name,
    ])
    await sql.query(
      `select public.notify(md5($1)::uuid, 'order.ready', dedupe_key => $2, data => '{"order": {"number": "A1"}}')`,
      [name, key],
    )
    const look = async () =>
      (
        await sql.query(
          `select d.state, d.last_code, d.next_attempt_at > now() + interval '9 minutes' as is_late from private.deliveries d
           join public.notifications n on n.id = d.notification_id where n.dedupe_key = $1 and d.channel = 'web_push'`,
          [key],
        )
      ).rows[0]
    await until(async () => !['pending', 'sending'].includes((await look())?.state), 25_000)
    const { state: seen, last_code, is_late } = await look()
    // one that was silent five times is given a rest
    expect([seen, last_code === 'push_service_down' ? 'timeout' : last_code]).toEqual([state, code])
    if (name === 'busy') expect(is_late, 'Retry-After was heard').toBe(true)
  },
)
