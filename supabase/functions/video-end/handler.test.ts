import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type { Rpc } from '../_shared/database.ts'
import { type Misbehaviour, startProvider } from '../_shared/misbehaving-provider.ts'
import { twilioRooms } from '../_shared/twilio-rooms.ts'
import { videoEnd } from './handler.ts'

const call = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const lease = '0d3f2c1b-0000-4000-8000-00000000000d'
const room = { sid: `RM${'a'.repeat(32)}` }

/** Knocks once, with this room to end, against a provider that answers like that; what was settled, and what the provider saw. */
async function knock(answer: Misbehaviour) {
  const provider = startProvider(answer)
  const settled: Record<string, unknown>[] = []
  let waiting = [{ call_id: call, lease_token: lease }]
  const rpc: Rpc = (name, parameters) => {
    if (name === 'settle_call_closing') settled.push(parameters)
    return Promise.resolve(name === 'claim_call_closings' ? waiting.splice(0) : null)
  }
  let work: Promise<void> = Promise.resolve()
  const handle = videoEnd({
    webhookSecret: 'hush',
    rpc,
    rooms: twilioRooms({
      accountSid: 'AC1',
      authToken: 'token',
      statusCallback: 'https://functions.example/video-status',
      apiBase: provider.origin,
      timeoutMs: 2000,
    }),
    background: (begun) => {
      work = begun
    },
    log() {},
  })
  const ask = (secret: string) =>
    handle(
      new Request('http://127.0.0.1/video-end', {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}` },
      }),
    )
  strictEqual((await ask('guessed')).status, 401)
  strictEqual(waiting.length, 1)
  strictEqual((await ask('hush')).status, 202)
  await work
  waiting = []
  await provider.stop()
  return { settled, seen: provider.seen }
}

Deno.test('a knock ends the room, by the name of its call', async () => {
  const { settled, seen } = await knock(() => Response.json(room))
  deepStrictEqual(settled, [{ call_id: call, lease_token: lease, error: null }])
  strictEqual(seen[0]?.path, `/video.twilio.com/v1/Rooms/${call}`)
  strictEqual(new TextDecoder().decode(seen[0]?.body), 'Status=completed')
})

Deno.test('a room that was never made, or is over, is ended', async () => {
  for (const [code, status] of [
    [20404, 404],
    [53112, 400],
    [53118, 400],
  ]) {
    const { settled } = await knock(() => Response.json({ code, message: 'over' }, { status }))
    strictEqual(settled[0]?.error, null)
  }
})

Deno.test('a room that could not be ended is settled as such, so that it is tried again', async () => {
  for (const answer of [
    () => new Response('down', { status: 500 }),
    () => Response.json({ code: 20003, message: 'Authenticate' }, { status: 401 }),
    () => new Response('{"sid": "RM'),
    () => new Response(null, { status: 302, headers: { location: 'https://example.com' } }),
  ]) {
    const { settled } = await knock(answer)
    strictEqual(typeof settled[0]?.error, 'string')
  }
})
