import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import type { Rpc } from '../_shared/database.ts'
import type { RoomStep } from '../_shared/twilio-rooms.ts'
import { accessTokens } from './access-token.ts'
import { videoToken } from './handler.ts'

const call = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const ada = 'ada00000-0000-4000-8000-000000000001'
const device = '0d3f2c1b-0000-4000-8000-00000000000d'
const keys = { accountSid: `AC${'1'.repeat(32)}`, apiKeySid: `SK${'2'.repeat(32)}`, apiKeySecret: 'hush' }

function setUp({ isRunning = true }: { isRunning?: boolean } = {}) {
  const asked: { name: string; parameters: Record<string, unknown> }[] = []
  const opened: string[] = []
  const ended: string[] = []
  const lines: string[] = []
  let pass: unknown = { room: call, identity: ada, ttl_s: 45 }
  let room: RoomStep<{ sid: string }> = { step: 'done', sid: `RM${'a'.repeat(32)}` }
  const rpc: Rpc = (name, parameters) => {
    asked.push({ name, parameters })
    return Promise.resolve(name === 'call_pass' ? pass : isRunning)
  }
  const handle = videoToken({
    rpc,
    whoIs: (token) => Promise.resolve(token === 'ada.token' ? ada : undefined),
    rooms: {
      open: (name) => {
        opened.push(name)
        return Promise.resolve(room)
      },
      end: (name) => {
        ended.push(name)
        return Promise.resolve({ step: 'done' })
      },
    },
    sign: accessTokens(keys),
    log: (line) => lines.push(line),
  })
  return {
    handle,
    asked,
    opened,
    ended,
    lines,
    answers: (next: unknown) => {
      pass = next
    },
    rooms: (next: typeof room) => {
      room = next
    },
  }
}

const ask = (body: unknown = { call_id: call, device_id: device }, token = 'ada.token') =>
  new Request('http://127.0.0.1/video-token', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })

const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())

Deno.test('one of the two gets a token for that room alone, which ends with the call', async () => {
  const { handle, asked, opened } = setUp()
  const answer = await handle(ask())
  strictEqual(answer.status, 200)
  const { token, room, expires_in_s } = await answer.json()
  deepStrictEqual([room, expires_in_s, opened], [call, 45, [call]])
  const claims = claimsOf(token)
  deepStrictEqual(claims.grants, { identity: ada, video: { room: call } })
  strictEqual(claims.exp - claims.iat, 45)
  strictEqual(claims.sub, keys.accountSid)
  deepStrictEqual(asked[0], {
    name: 'call_pass',
    parameters: { call_id: call, user_id: ada, device_id: device },
  })
})

Deno.test('whose call it is says the token of the person, never the body', async () => {
  const { handle, asked } = setUp()
  await handle(ask({ call_id: call, device_id: device, user_id: crypto.randomUUID() }))
  strictEqual(asked[0]?.parameters.user_id, ada)
  strictEqual((await handle(ask(undefined, 'nobody.token'))).status, 401)
})

Deno.test('what the database refuses is refused, and no room is made for it', async () => {
  const { handle, answers, opened } = setUp()
  for (const [refused, status] of [
    ['call_not_found', 404],
    ['call_over', 409],
    ['answered_elsewhere', 409],
  ] as const) {
    answers({ refused })
    const answer = await handle(ask())
    deepStrictEqual([answer.status, (await answer.json()).code], [status, refused])
  }
  deepStrictEqual(opened, [])
})

Deno.test('a call that ended while its room was made leaves neither token nor room', async () => {
  const { handle, ended } = setUp({ isRunning: false })
  const answer = await handle(ask())
  deepStrictEqual([answer.status, (await answer.json()).code, ended], [409, 'call_over', [call]])
})

Deno.test('a room that cannot be made is said to be for later, and its cause stays in the log', async () => {
  const { handle, rooms, lines } = setUp()
  rooms({ step: 'failed', reason: 'timeout 10.0.0.3' })
  const answer = await handle(ask())
  strictEqual(answer.status, 503)
  strictEqual(JSON.stringify(await answer.json()).includes('10.0.0.3'), false)
  strictEqual(lines.join().includes('10.0.0.3'), true)
})

Deno.test('nonsense is refused before anything is asked', async () => {
  const { handle, asked } = setUp()
  for (const body of [{}, { call_id: call }, { call_id: 'x', device_id: device }, []])
    strictEqual((await handle(ask(body))).status, 422)
  deepStrictEqual(asked, [])
})
