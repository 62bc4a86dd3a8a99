import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@supabase/supabase-js'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { stackSecrets } from '../../local/secrets.ts'
import { type Stack, startStack } from '../../local/stack.ts'

// a stack of its own, because only who holds its secret can make a true token that has run out
const stateDir = mkdtempSync(join(tmpdir(), 'orderline-expired-'))
let stack: Stack
beforeAll(async () => {
  stack = await startStack({ stateDir, ports: 'free', log: () => {} })
})
afterAll(async () => {
  await stack?.stop()
  rmSync(stateDir, { recursive: true, force: true })
})

const adaId = 'ada00000-0000-4000-8000-000000000001'
function tokenOf(secondsLeft: number): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')
  const now = Math.floor(Date.now() / 1000)
  const claims = { sub: adaId, role: 'authenticated', aud: 'authenticated' }
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claims, iat: now - 7200, exp: now + secondsLeft })}`
  const { jwtSecret } = stackSecrets(stateDir)
  return `${signed}.${createHmac('sha256', jwtSecret).update(signed).digest('base64url')}`
}
const show = (path: string, token: string, method = 'GET', body?: string) =>
  fetch(stack.env.SUPABASE_URL + path, {
    method,
    headers: {
      apikey: stack.env.SUPABASE_PUBLISHABLE_KEY,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: body ?? null,
  })

test.each([
  ['reads', '/rest/v1/profiles?select=name', 'GET', undefined],
  ['calls', '/rest/v1/rpc/unread_count', 'POST', '{}'],
  ['learns who it was from Auth', '/auth/v1/user', 'GET', undefined],
])('a true token %s until it runs out, and then is refused', async (_, path, method, body) => {
  const now = await show(path, tokenOf(600), method, body)
  expect(now.status).toBeLessThan(path.startsWith('/auth') ? 404 : 300)
  const late = await show(path, tokenOf(-600), method, body)
  expect([401, 403]).toContain(late.status)
  expect(await late.json()).not.toHaveProperty('name')
})

test('a token that ran out opens no function', async () => {
  const late = await show('/functions/v1/push-subscription', tokenOf(-600), 'DELETE', '{"endpoint":"x"}')
  expect(late.status).toBe(401)
})

test('a token that ran out joins no topic, not even its own', async () => {
  const outcome = async (token: string) => {
    const supabase = createClient(stack.env.SUPABASE_URL, stack.env.SUPABASE_PUBLISHABLE_KEY, {
      accessToken: async () => token,
      realtime: { transport: WebSocket as never },
    })
    await supabase.realtime.setAuth()
    return new Promise<string>((resolve) => {
      supabase.channel(`user:${adaId}`, { config: { private: true } }).subscribe((status) => {
        if (status === 'CLOSED') return
        resolve(status)
        void supabase.removeAllChannels()
      })
    })
  }
  expect(await outcome(tokenOf(600))).toBe('SUBSCRIBED')
  expect(await outcome(tokenOf(-600))).not.toBe('SUBSCRIBED')
})

test('who is joined when the token runs out hears nothing more', async () => {
  const token = tokenOf(3)
  const supabase = createClient(stack.env.SUPABASE_URL, stack.env.SUPABASE_PUBLISHABLE_KEY, {
    accessToken: async () => token,
    realtime: { transport: WebSocket as never },
  })
  await supabase.realtime.setAuth()
  const sql = new pg.Client({ connectionString: stack.env.SUPABASE_DB_URL })
  await sql.connect()
  const say = (n: number) =>
    sql.query(`select realtime.send(jsonb_build_object('n', $1::int), 'said', $2, true)`, [
      n,
      `user:${adaId}`,
    ])
  const heard: unknown[] = []
  const channel = supabase.channel(`user:${adaId}`, { config: { private: true } })
  channel.on('broadcast', { event: 'said' }, ({ payload }) => heard.push(payload.n))
  const statuses: string[] = []
  channel.subscribe((status) => statuses.push(status))
  await expect.poll(() => statuses, { timeout: 20_000 }).toContain('SUBSCRIBED')
  await say(1)
  await expect.poll(() => heard, { timeout: 20_000 }).toEqual([1])
  // the server shows her out by itself, without her asking for anything
  await expect.poll(() => statuses, { timeout: 20_000 }).toContain('CLOSED')
  for (let n = 2; n <= 6; n++) await say(n)
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  console.log(`listens after the token ran out: 5 said, ${heard.length - 1} leaked within 5 s`)
  expect(heard).toEqual([1])
  await supabase.removeAllChannels()
  await sql.end()
})
