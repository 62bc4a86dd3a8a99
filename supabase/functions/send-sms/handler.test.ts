import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { openOutbox } from '../_shared/deliveries.ts'
import { fakeDatabase } from '../_shared/fake-database.ts'
import { type Misbehaviour, silent, startProvider } from '../_shared/misbehaving-provider.ts'
import { sendSms } from './handler.ts'
import { ownersAt } from './owners.ts'
import { twilioMessages } from './twilio.ts'
import { vonageSms } from './vonage.ts'

let texts = 0
const created = () => Response.json({ sid: `SM${++texts}`, num_segments: '0' }, { status: 201 })

function setUp(answer: Misbehaviour) {
  const twilio = startProvider(answer)
  const database = fakeDatabase([])
  const running: Promise<void>[] = []
  let settledBeforePrices = -1
  const handle = sendSms({
    webhookSecret: 'secret',
    outbox: openOutbox(database.rpc, 'sms', 'test', () => {}),
    providers: {
      twilio: twilioMessages({
        accountSid: `AC${'0'.repeat(32)}`,
        authToken: 'token',
        messagingServiceSid: 'MG1',
        functionsUrl: 'https://x.supabase.co/functions/v1',
        ownersOf: ownersAt(database.rpc, 'twilio'),
        apiBase: twilio.origin,
        timeoutMs: 500,
      }),
      vonage: vonageSms({
        apiKey: 'abcd1234',
        apiSecret: 'secret',
        from: 'Orderline',
        functionsUrl: 'https://x.supabase.co/functions/v1',
        apiBase: twilio.origin,
        timeoutMs: 500,
      }),
    },
    settlePrices: () => {
      settledBeforePrices = database.settled.length
      return Promise.resolve()
    },
    background: (work) => running.push(work),
    log: () => {},
  })
  return {
    twilio,
    database,
    settledBeforePrices: () => settledBeforePrices,
    add: (id: string, body = `Text ${id}`, more = {}) =>
      database.add({ id, rendered: { body }, target: { e164: '+447700900001' }, ...more }),
    knock: async () => {
      const headers = { authorization: 'Bearer secret' }
      const answered = await handle(new Request('http://f/send-sms', { method: 'POST', headers, body: '{}' }))
      strictEqual(answered.status, 202)
      await Promise.all(running)
    },
    bodies: () =>
      twilio.seen.map(({ body }) => new URLSearchParams(new TextDecoder().decode(body)).get('Body')),
  }
}

Deno.test('a knock sends what is due and settles it with the parts it will be billed for', async () => {
  const { twilio, database, add, knock, bodies } = setUp(created)
  add('a', ' It’s on its way – follow it. ')
  await knock()
  deepStrictEqual(bodies(), ["It's on its way - follow it."])
  const [{ lease_token, provider_message_id, ...rest } = { lease_token: '', provider_message_id: '' }] =
    JSON.parse(JSON.stringify(database.settled))
  deepStrictEqual(rest, { id: 'a', provider: 'twilio', outcome: 'accepted', encoding: 'GSM-7', segments: 1 })
  ok(lease_token && provider_message_id)
  await twilio.stop()
})

Deno.test('a hundred texts go out once each, and one that hangs delays nobody', async () => {
  const { twilio, database, add, knock, bodies } = setUp((_request, body) =>
    new URLSearchParams(body).get('Body') === 'Text 0' ? silent() : created(),
  )
  for (let i = 0; i < 100; i++) add(String(i))
  await knock()
  strictEqual(new Set(bodies()).size, 100)
  strictEqual(bodies().length, 100)
  const outcomes = database.outcomes()
  strictEqual(outcomes['0'], 'ambiguous')
  strictEqual(Object.values(outcomes).filter((outcome) => outcome === 'accepted').length, 99)
  strictEqual(database.settled.at(-1)?.id, '0', 'the others were settled before it')
  await twilio.stop()
})

Deno.test('a delivery that nobody can read is refused alone, without a request', async () => {
  const { twilio, database, add, knock } = setUp(created)
  database.add({ id: 'no-words', rendered: { body: '  ' }, target: { e164: '+447700900001' } })
  database.add({ id: 'no-number', rendered: { body: 'x' }, target: { e164: '07700 900001' } })
  database.add({ id: 'no-phone', rendered: { body: 'x' }, target: null })
  add('good')
  await knock()
  deepStrictEqual(database.outcomes(), {
    'no-words': 'permanent',
    'no-number': 'permanent',
    'no-phone': 'permanent',
    good: 'accepted',
  })
  strictEqual(twilio.seen.length, 1)
  await twilio.stop()
})

Deno.test('a text lives at Twilio no longer than its news, within what Twilio takes', async () => {
  const { twilio, add, knock } = setUp(created)
  const inSeconds = (seconds: number) => ({ expires_at: new Date(Date.now() + seconds * 1000).toISOString() })
  add('a', 'a', inSeconds(600))
  add('b', 'b', inSeconds(-200))
  add('c', 'c', inSeconds(900_000))
  add('d', 'd', { expires_at: null })
  await knock()
  const periods: Record<string, string> = {}
  for (const { body } of twilio.seen) {
    const sent = new URLSearchParams(new TextDecoder().decode(body))
    periods[sent.get('Body') ?? ''] = sent.get('ValidityPeriod') ?? 'none'
  }
  ok(Math.abs(Number(periods.a) - 600) <= 2)
  deepStrictEqual([periods.b, periods.c, periods.d], ['10', '36000', 'none'])
  await twilio.stop()
})

const doubt = { in_doubt_since: new Date(Date.now() - 60_000).toISOString() }
const isLookUp = (request: Request) => request.method === 'GET'
const kept = (body: string) =>
  Response.json({
    messages: [{ sid: 'SMkept', body, num_segments: '1', date_created: new Date().toUTCString() }],
  })

Deno.test('a text in doubt that Twilio has is settled, not sent again', async () => {
  const { twilio, database, add, knock } = setUp((request) =>
    isLookUp(request) ? kept("It's here") : created(),
  )
  add('a', 'It’s here', doubt)
  await knock()
  deepStrictEqual(
    twilio.seen.map(({ method }) => method),
    ['GET'],
  )
  const [settled] = database.settled
  deepStrictEqual(
    [settled?.outcome, settled?.outcome === 'accepted' && settled.provider_message_id],
    ['accepted', 'SMkept'],
  )
  await twilio.stop()
})

Deno.test('a text in doubt that Twilio never got is sent, unless something speaks against it by now', async () => {
  const { twilio, database, add, knock } = setUp((request) =>
    isLookUp(request) ? kept('another text') : created(),
  )
  add('late', 'late', { ...doubt, fault: 'expired' })
  add('stopped', 'stopped', { ...doubt, fault: 'no_consent' })
  add('due', 'due', doubt)
  await knock()
  deepStrictEqual(database.outcomes(), { late: 'permanent', stopped: 'permanent', due: 'accepted' })
  strictEqual(twilio.seen.filter(({ method }) => method === 'POST').length, 1)
  await twilio.stop()
})

Deno.test('a text in doubt is not sent while Twilio cannot be asked', async () => {
  const { twilio, database, add, knock } = setUp((request) =>
    isLookUp(request) ? new Response('', { status: 500 }) : created(),
  )
  add('a', 'a', doubt)
  await knock()
  deepStrictEqual(database.outcomes(), { a: 'retry' })
  strictEqual(twilio.seen.length, 1)
  await twilio.stop()
})

Deno.test('the database chooses the provider, and a text in doubt is looked up where it was sent', async () => {
  const at = (path: string) => new URL(path, 'http://x').pathname.split('/')[1]
  const { twilio, database, add, knock } = setUp((request) => {
    if (isLookUp(request)) return Response.json({ records: [{ message_id: 'VM1', client_ref: 'lost' }] })
    return request.url.includes('nexmo')
      ? Response.json({ 'message-count': '1', messages: [{ status: '0', 'message-id': 'VM2' }] })
      : created()
  })
  add('usual')
  add('second', 'x', { provider: 'vonage' })
  add('lost', 'x', { ...doubt, provider: 'vonage' })
  add('unknown', 'x', { provider: 'pigeon' })
  await knock()
  const said = database.settled.map((one) => [
    one.id,
    one.provider,
    one.outcome,
    one.outcome === 'accepted' ? one.provider_message_id?.slice(0, 2) : one.code,
  ])
  deepStrictEqual(said.sort(), [
    ['lost', 'vonage', 'accepted', 'VM'],
    ['second', 'vonage', 'accepted', 'VM'],
    ['unknown', 'pigeon', 'retry', 'provider_not_set_up'],
    ['usual', 'twilio', 'accepted', 'SM'],
  ])
  deepStrictEqual(twilio.seen.map(({ path }) => at(path)).sort(), [
    'api.nexmo.com',
    'api.twilio.com',
    'rest.nexmo.com',
  ])
  await twilio.stop()
})

Deno.test('prices are asked for when everything due was sent', async () => {
  const { twilio, add, knock, settledBeforePrices } = setUp(created)
  for (let i = 0; i < 30; i++) add(String(i))
  await knock()
  strictEqual(settledBeforePrices(), 30)
  await twilio.stop()
})
