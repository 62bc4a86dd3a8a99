import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import {
  closedPort,
  drip,
  type Misbehaviour,
  silent,
  startHangUp,
  startProvider,
} from '../_shared/misbehaving-provider.ts'
import { vonageSms } from './vonage.ts'

const delivery = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const sms = { to: '+447700900001', body: 'Order A1001 placed. €5', deliveryId: delivery, validityS: 600 }
const clientOf = (apiBase: string) =>
  vonageSms({
    apiKey: 'abcd1234',
    apiSecret: 'secret',
    from: '447700900000',
    functionsUrl: 'https://x.supabase.co/functions/v1',
    apiBase,
    timeoutMs: 400,
  })
const part = (more = {}) => ({
  to: '447700900001',
  'message-id': '0A0000000123ABCD1',
  status: '0',
  'remaining-balance': '3.14159265',
  'message-price': '0.03330000',
  network: '23410',
  ...more,
})
const parts = (...messages: object[]) => Response.json({ 'message-count': String(messages.length), messages })

async function sendAgainst(answer: Misbehaviour, more = {}) {
  const provider = startProvider(answer)
  const { error: _error, ...outcome }: Record<string, unknown> = await clientOf(provider.origin).send({
    ...sms,
    ...more,
  })
  strictEqual(provider.seen.length, 1, 'nothing is sent a second time')
  const form = Object.fromEntries(new URLSearchParams(new TextDecoder().decode(provider.seen[0]?.body)))
  await provider.stop()
  return { outcome, form, request: provider.seen[0] }
}

Deno.test('Vonage gets one signed-in form with everything a text needs', async () => {
  const { outcome, form, request } = await sendAgainst(() => parts(part()))
  deepStrictEqual(outcome, {
    outcome: 'accepted',
    provider_message_id: '0A0000000123ABCD1',
    segments: 1,
    price: 0.0333,
    currency: 'EUR',
  })
  strictEqual(`${request?.method} ${request?.path}`, 'POST /rest.nexmo.com/sms/json')
  strictEqual(request?.headers.get('authorization'), `Basic ${btoa('abcd1234:secret')}`)
  deepStrictEqual(form, {
    from: '447700900000',
    to: '447700900001',
    text: 'Order A1001 placed. €5',
    type: 'text',
    'client-ref': delivery,
    'status-report-req': '1',
    callback: 'https://x.supabase.co/functions/v1/vonage-events',
    ttl: '600000',
  })
})

Deno.test('a person who reads another alphabet gets it, and no text lives shorter than Vonage takes', async () => {
  const { form } = await sendAgainst(() => parts(part()), { body: 'طلبك في الطريق', validityS: 10 })
  deepStrictEqual([form.type, form.ttl], ['unicode', '20000'])
})

Deno.test('a long text is one message of several parts, paid for together', async () => {
  const { outcome } = await sendAgainst(() => parts(part(), part({ 'message-id': '0A2' })))
  deepStrictEqual(outcome, {
    outcome: 'accepted',
    provider_message_id: '0A0000000123ABCD1',
    segments: 2,
    price: 0.0666,
    currency: 'EUR',
  })
})

Deno.test("Vonage's refusals come with status 200 and are told apart", async () => {
  const cases: [string, object][] = [
    ['1', { outcome: 'retry', code: '1', http_status: 429 }],
    ['5', { outcome: 'ambiguous', code: '5' }],
    ['3', { outcome: 'permanent', code: '3' }],
    ['9', { outcome: 'permanent', code: '9' }],
  ]
  for (const [status, expected] of cases) {
    const { outcome } = await sendAgainst(() => parts({ status, 'error-text': 'no' }))
    deepStrictEqual(outcome, expected, status)
  }
  const { outcome } = await sendAgainst(() => parts(part(), { status: '9', 'error-text': 'no credit' }))
  deepStrictEqual(
    outcome,
    { outcome: 'permanent', code: 'partly_sent' },
    'the first part cannot be called back',
  )
})

Deno.test('whatever Vonage may have acted on is ambiguous, and what it never saw is tried again', async () => {
  const outcomeOf = async (answer: Misbehaviour) => {
    const { outcome } = await sendAgainst(answer)
    return [outcome.outcome, outcome.code]
  }
  deepStrictEqual(await outcomeOf(() => new Response('', { status: 500 })), ['ambiguous', 'http_500'])
  deepStrictEqual(await outcomeOf(silent), ['ambiguous', 'timeout'])
  deepStrictEqual(await outcomeOf(() => new Response('{"messages":')), ['ambiguous', 'unreadable_answer'])
  deepStrictEqual(await outcomeOf(() => Response.json({ messages: [] })), ['ambiguous', 'unreadable_answer'])
  deepStrictEqual(await outcomeOf(() => drip(200)), ['ambiguous', 'unreadable_answer'])
  deepStrictEqual(await outcomeOf(() => new Response('', { status: 401 })), ['retry', 'http_401'])
  deepStrictEqual(await outcomeOf(() => new Response('', { status: 429 })), ['retry', '429'])
  deepStrictEqual(await outcomeOf(() => Response.redirect('http://127.0.0.1:9/', 307)), [
    'retry',
    'redirected',
  ])
  const hangUp = startHangUp()
  strictEqual((await clientOf(hangUp.origin).send(sms)).outcome, 'ambiguous')
  await hangUp.stop()
  strictEqual((await clientOf(closedPort()).send(sms)).outcome, 'retry')
})

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)
const report = (...records: object[]) => Response.json({ request_status: 'SUCCESS', records })

Deno.test('a text in doubt is found in the records by our own mark, whatever else has the same words', async () => {
  const provider = startProvider(() =>
    report(
      { message_id: 'VM1', client_ref: null },
      { message_id: 'VM2', client_ref: 'another delivery' },
      { message_id: 'VM3', client_ref: delivery },
    ),
  )
  const since = ago(120)
  deepStrictEqual(await clientOf(provider.origin).find(sms, since), {
    outcome: 'accepted',
    provider_message_id: 'VM3',
    is_found: true,
  })
  const asked = new URL(provider.seen[0]?.path ?? '', 'http://x')
  strictEqual(asked.pathname, '/api.nexmo.com/v2/reports/records')
  const { date_end, ...rest } = Object.fromEntries(asked.searchParams)
  deepStrictEqual(rest, {
    account_id: 'abcd1234',
    product: 'SMS',
    direction: 'outbound',
    to: '447700900001',
    date_start: new Date(since.getTime() - 10_000).toISOString(),
  })
  ok(Math.abs(Date.parse(date_end ?? '') - Date.now()) < 2000)
  await provider.stop()
})

Deno.test('records come late: a text is missing only when they had ten minutes', async () => {
  const provider = startProvider(() => report())
  const soon = await clientOf(provider.origin).find(sms, ago(120))
  deepStrictEqual(soon, { outcome: 'retry', code: 'look_up_failed', retry_after_s: 480 })
  strictEqual(await clientOf(provider.origin).find(sms, ago(601)), undefined)
  await provider.stop()
})

Deno.test('an account without reports never sends a text in doubt again', async () => {
  for (const answer of [() => new Response('', { status: 403 }), () => new Response('{'), silent]) {
    const provider = startProvider(answer)
    const found = await clientOf(provider.origin).find(sms, ago(9000))
    deepStrictEqual([found?.outcome, found && 'code' in found && found.code], ['retry', 'look_up_failed'])
    await provider.stop()
  }
})
