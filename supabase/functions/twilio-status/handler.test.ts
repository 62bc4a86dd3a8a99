import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import { fakeDatabase } from '../_shared/fake-database.ts'
import { twilioStatus } from './handler.ts'

const authToken = 'primary token'
const functionsUrl = 'https://project.supabase.co/functions/v1'
const delivery = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const sid = `SM${'a1'.repeat(16)}`
const sent = {
  MessageSid: sid,
  MessageStatus: 'delivered',
  To: '+447700900001',
  From: '+15005550006',
  ApiVersion: '2010-04-01',
}

function setUp() {
  const database = fakeDatabase([])
  const lines: string[] = []
  const handle = twilioStatus({ rpc: database.rpc, authToken, functionsUrl, log: (line) => lines.push(line) })
  return { database, lines, handle }
}

/** As it arrives behind the gateway: another scheme, host and path than Twilio called and signed. */
function callback(
  parameters: Record<string, string>,
  {
    search = `?d=${delivery}`,
    body = String(new URLSearchParams(parameters)),
    signature = '',
    method = 'POST',
  } = {},
) {
  const signed = getExpectedTwilioSignature(authToken, `${functionsUrl}/twilio-status${search}`, parameters)
  return new Request(`http://127.0.0.1:9999/twilio-status${search}`, {
    method,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature || signed,
    },
    body,
  })
}

Deno.test('a report of Twilio is stored with all it said, and answered with 204', async () => {
  const { database, handle } = setUp()
  strictEqual((await handle(callback(sent))).status, 204)
  deepStrictEqual(database.calls, [
    {
      name: 'record_provider_event',
      parameters: {
        provider: 'twilio',
        event_key: `${sid}:delivered:`,
        provider_message_id: sid,
        delivery_id: delivery,
        status: 'delivered',
        error_code: '',
        raw: sent,
      },
    },
  ])
})

Deno.test('the same report twice has the same key, and another status or error has another', async () => {
  const { database, handle } = setUp()
  const undelivered = { ...sent, MessageStatus: 'undelivered' }
  await handle(callback(sent))
  await handle(callback(sent))
  await handle(callback({ ...undelivered, ErrorCode: '30003' }))
  await handle(callback({ ...undelivered, ErrorCode: '30005' }))
  const [first, second, third, fourth] = database.calls.map(({ parameters }) => parameters.event_key)
  strictEqual(first, second)
  strictEqual(third, `${sid}:undelivered:30003`)
  strictEqual(fourth, `${sid}:undelivered:30005`)
})

Deno.test('a stranger cannot forge, change or redirect a report', async () => {
  const { database, handle } = setUp()
  const form = (more: Record<string, string>) => String(new URLSearchParams({ ...sent, ...more }))
  const forged = [
    callback(sent, { signature: 'AAAA' }),
    callback(sent, { body: form({ MessageStatus: 'failed' }) }),
    callback(sent, { body: form({ Extra: '1' }) }),
    callback(sent, { body: `${form({})}&MessageStatus=failed` }),
    new Request(`http://127.0.0.1:9999/twilio-status?d=${crypto.randomUUID()}`, callback(sent)),
    new Request('http://127.0.0.1:9999/twilio-status', { method: 'POST', body: form({}) }),
  ]
  for (const request of forged) {
    const answer = await handle(request)
    strictEqual(answer.status, 403)
    strictEqual((await answer.json()).code, 'bad_signature')
  }
  strictEqual(database.calls.length, 0)
})

Deno.test('Twilio may repeat a parameter and add new ones', async () => {
  const { database, handle } = setUp()
  const parameters = { ...sent, NewField: 'x' }
  strictEqual((await handle(callback(parameters))).status, 204)
  strictEqual(database.calls.length, 1)
})

Deno.test('a report without a delivery, or with nonsense for one, is still stored', async () => {
  const { database, handle } = setUp()
  for (const search of ['', '?d=', '?d=not-a-uuid'])
    strictEqual((await handle(callback(sent, { search }))).status, 204)
  deepStrictEqual(
    database.calls.map(({ parameters }) => parameters.delivery_id),
    [null, null, null],
  )
})

Deno.test('a signed report that says nothing about a message is refused', async () => {
  const { handle } = setUp()
  const { MessageSid: _sid, ...nameless } = sent
  const empty: Record<string, string>[] = [nameless, { ...sent, MessageStatus: '' }, {}]
  for (const parameters of empty) strictEqual((await handle(callback(parameters))).status, 422)
})

Deno.test('a report is not answered as stored when it was not', async () => {
  const { database, lines, handle } = setUp()
  database.failures.record_provider_event = [new Error('connection reset by 10.0.0.3')]
  const answer = await handle(callback(sent))
  strictEqual(answer.status, 503)
  deepStrictEqual(await answer.json(), {
    code: 'unavailable',
    message: 'Not possible right now. Try again soon.',
  })
  match(lines.join(), /10\.0\.0\.3/)
})

Deno.test('a stranger who floods the door is cut off before anything is computed', async () => {
  const { handle } = setUp()
  strictEqual((await handle(callback(sent, { body: 'x'.repeat(70_000) }))).status, 413)
})
