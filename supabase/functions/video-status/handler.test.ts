import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { fakeDatabase } from '../_shared/fake-database.ts'
import { videoStatus } from './handler.ts'

const authToken = 'primary token'
const functionsUrl = 'https://project.supabase.co/functions/v1'
const call = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const joined = {
  AccountSid: `AC${'1'.repeat(32)}`,
  RoomSid: `RM${'a'.repeat(32)}`,
  RoomName: call,
  RoomStatus: 'in-progress',
  RoomType: 'group',
  StatusCallbackEvent: 'participant-connected',
  Timestamp: '2026-11-21T20:00:00.123Z',
  ParticipantSid: `PA${'b'.repeat(32)}`,
  ParticipantIdentity: 'ada00000-0000-4000-8000-000000000001',
  SequenceNumber: '1',
}

function setUp() {
  const database = fakeDatabase([])
  const handle = videoStatus({ rpc: database.rpc, authToken, functionsUrl, log() {} })
  return { database, handle }
}

function callback(
  parameters: Record<string, string>,
  { signature = '', body = String(new URLSearchParams(parameters)) } = {},
) {
  const signed = getExpectedTwilioSignature(authToken, `${functionsUrl}/video-status`, parameters)
  return new Request('http://127.0.0.1:9999/video-status', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature || signed,
    },
    body,
  })
}

Deno.test('a report of Twilio is stored with all it said, and answered with 204', async () => {
  const { database, handle } = setUp()
  strictEqual((await handle(callback(joined))).status, 204)
  deepStrictEqual(database.calls, [
    {
      name: 'record_call_event',
      parameters: {
        event_key: `${joined.RoomSid}:participant-connected:${joined.ParticipantSid}`,
        call_id: call,
        kind: 'participant-connected',
        participant: joined.ParticipantSid,
        identity: joined.ParticipantIdentity,
        provider_room: joined.RoomSid,
        happened_at: joined.Timestamp,
        raw: joined,
      },
    },
  ])
})

Deno.test('a stranger cannot forge, change or shorten a report', async () => {
  const { database, handle } = setUp()
  const form = (more: Record<string, string>) => String(new URLSearchParams({ ...joined, ...more }))
  for (const forged of [
    callback(joined, { signature: 'AAAA' }),
    callback(joined, { body: form({ StatusCallbackEvent: 'room-ended' }) }),
    callback(joined, { body: form({ RoomName: crypto.randomUUID() }) }),
    callback(joined, { body: `${form({})}&StatusCallbackEvent=room-ended` }),
  ]) {
    const answer = await handle(forged)
    deepStrictEqual([answer.status, (await answer.json()).code], [403, 'bad_signature'])
  }
  deepStrictEqual(database.calls, [])
})

Deno.test('rooms of others on the same account are none of ours', async () => {
  const { database, handle } = setUp()
  strictEqual((await handle(callback({ ...joined, RoomName: 'daily stand-up' }))).status, 204)
  deepStrictEqual(database.calls, [])
})

Deno.test('a report is not answered as stored when it was not', async () => {
  const { database, handle } = setUp()
  database.failures.record_call_event = [new Error('connection reset')]
  strictEqual((await handle(callback(joined))).status, 503)
})

Deno.test('a signed report that says nothing about a room is refused', async () => {
  const { handle } = setUp()
  const { RoomSid: _sid, ...nameless } = joined
  for (const parameters of [nameless, { ...joined, StatusCallbackEvent: '' }])
    strictEqual((await handle(callback(parameters))).status, 422)
})
