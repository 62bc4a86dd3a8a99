import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { fakeDatabase } from '../_shared/fake-database.ts'
import { vonageEvents } from './handler.ts'
import { signVonage } from './signature.ts'

const signatureSecret = 'a signature secret'
const delivery = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const receipt: Record<string, string> = {
  msisdn: '447700900001',
  to: 'Orderline',
  'network-code': '23410',
  messageId: '0A0000000123ABCD1',
  price: '0.03330000',
  status: 'delivered',
  scts: '2611211001',
  'err-code': '0',
  'api-key': 'abcd1234',
  'client-ref': delivery,
  'message-timestamp': '2026-11-21 10:01:02',
  timestamp: '1795255262',
  nonce: 'ee5a7eb0',
}

function setUp() {
  const database = fakeDatabase([])
  const lines: string[] = []
  const handle = vonageEvents({ rpc: database.rpc, signatureSecret, log: (line) => lines.push(line) })
  return { database, lines, handle }
}

const signed = (parameters: Record<string, string>, secret = signatureSecret) => ({
  ...parameters,
  sig: signVonage(secret, parameters),
})
const url = 'http://127.0.0.1:9999/vonage-events'
const form = (parameters: Record<string, string>) =>
  new Request(url, { method: 'POST', body: new URLSearchParams(parameters) })
const json = (parameters: object) => new Request(url, { method: 'POST', body: JSON.stringify(parameters) })
const query = (parameters: Record<string, string>) => new Request(`${url}?${new URLSearchParams(parameters)}`)

Deno.test('a receipt is stored with all it said, and the price of its part', async () => {
  const { database, handle } = setUp()
  const told = signed(receipt)
  strictEqual((await handle(json(told))).status, 204)
  deepStrictEqual(database.calls, [
    {
      name: 'record_provider_event',
      parameters: {
        provider: 'vonage',
        event_key: '0A0000000123ABCD1:delivered:',
        provider_message_id: '0A0000000123ABCD1',
        delivery_id: delivery,
        status: 'delivered',
        error_code: '',
        raw: told,
      },
    },
    {
      name: 'record_prices',
      parameters: {
        results: [
          {
            provider: 'vonage',
            provider_message_id: '0A0000000123ABCD1',
            price_per_segment: '0.03330000',
            currency: 'EUR',
          },
        ],
      },
    },
  ])
})

Deno.test('a receipt may come as a form, as JSON with numbers, or in a query', async () => {
  const { database, handle } = setUp()
  strictEqual((await handle(form(signed(receipt)))).status, 204)
  strictEqual((await handle(query(signed(receipt)))).status, 204)
  strictEqual((await handle(json({ ...signed(receipt), timestamp: 1795255262 }))).status, 204)
  strictEqual(database.calls.filter(({ name }) => name === 'record_provider_event').length, 3)
})

Deno.test("Vonage's words become ours, and its codes are told from those of a submission", async () => {
  const { database, handle } = setUp()
  const said: [string, string][] = [
    ['accepted', '0'],
    ['buffered', '0'],
    ['unknown', '0'],
    ['expired', '1'],
    ['failed', '3'],
    ['rejected', '6'],
  ]
  for (const [status, code] of said)
    strictEqual((await handle(form(signed({ ...receipt, status, 'err-code': code, price: '' })))).status, 204)
  deepStrictEqual(
    database.calls.map(({ parameters }) => [parameters.status, parameters.error_code]),
    [
      ['sent', ''],
      ['sent', ''],
      ['sent', ''],
      ['undelivered', 'dlr_1'],
      ['undelivered', 'dlr_3'],
      ['undelivered', 'dlr_6'],
    ],
  )
})

Deno.test('a receipt of somebody else has no delivery of ours', async () => {
  const { database, handle } = setUp()
  for (const more of [{ 'client-ref': '' }, { 'client-ref': 'not ours' }])
    strictEqual((await handle(form(signed({ ...receipt, ...more })))).status, 204)
  strictEqual(database.calls[0]?.parameters.delivery_id, null)
})

Deno.test('a text to us is stored, from a number with its plus', async () => {
  const { database, handle } = setUp()
  const { status: _status, ...rest } = receipt
  const text = { ...rest, to: '447700900000', type: 'text', text: 'STOP', keyword: 'STOP' }
  strictEqual((await handle(json(signed(text)))).status, 204)
  deepStrictEqual(database.calls, [
    {
      name: 'record_inbound_sms',
      parameters: {
        provider: 'vonage',
        provider_message_id: '0A0000000123ABCD1',
        from_number: '+447700900001',
        to_number: '+447700900000',
        body: 'STOP',
        opt_out_type: null,
      },
    },
  ])
})

Deno.test('a stranger cannot forge or change an event', async () => {
  const { database, handle } = setUp()
  const forged = [
    form(receipt),
    form(signed(receipt, 'another secret')),
    form({ ...signed(receipt), status: 'failed' }),
    form({ ...signed(receipt), 'client-ref': crypto.randomUUID() }),
    json({ ...signed(receipt), price: '9' }),
    query({ ...signed(receipt), msisdn: '447700900002' }),
    new Request(`${url}?${new URLSearchParams(signed(receipt))}`, { method: 'POST' }),
  ]
  for (const request of forged) {
    const answer = await handle(request)
    deepStrictEqual([answer.status, (await answer.json()).code], [403, 'bad_signature'])
  }
  strictEqual((await handle(json([signed(receipt)]))).status, 403)
  strictEqual((await handle(json({ ...signed(receipt), more: { a: 1 } }))).status, 422)
  strictEqual(database.calls.length, 0)
})

Deno.test('a signed event that is none is refused, a flood cut off, and what was not stored is told again', async () => {
  const { database, lines, handle } = setUp()
  strictEqual((await handle(form(signed({ ...receipt, status: 'perhaps' })))).status, 422)
  strictEqual((await handle(form(signed({ ...receipt, messageId: 'x y' })))).status, 422)
  strictEqual((await handle(form({ text: 'x'.repeat(70_000) }))).status, 413)
  database.failures.record_provider_event = [new Error('connection reset by 10.0.0.3')]
  strictEqual((await handle(form(signed(receipt)))).status, 503)
  match(lines.join(), /10\.0\.0\.3/)
})
