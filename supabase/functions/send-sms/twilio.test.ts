import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import {
  closedPort,
  drip,
  flood,
  type Misbehaviour,
  silent,
  startBreakOff,
  startHangUp,
  startProvider,
} from '../_shared/misbehaving-provider.ts'
import { twilioMessages } from './twilio.ts'

const account = {
  accountSid: `AC${'0'.repeat(32)}`,
  authToken: 'token',
  messagingServiceSid: `MG${'0'.repeat(32)}`,
}
const sms = { to: '+447700900001', body: 'Order A1001 placed. €5', deliveryId: 'd1', validityS: 600 }
const clientOf = (apiBase: string, owners: Record<string, string> | Error = {}) =>
  twilioMessages({
    ...account,
    functionsUrl: 'https://x.supabase.co/functions/v1',
    ownersOf: () =>
      owners instanceof Error ? Promise.reject(owners) : Promise.resolve(new Map(Object.entries(owners))),
    apiBase,
    timeoutMs: 400,
  })

const message = (more = {}) => ({
  sid: `SM${'1'.repeat(32)}`,
  status: 'accepted',
  body: sms.body,
  num_segments: '0',
  date_created: new Date().toUTCString(),
  ...more,
})

/** The outcome of one send without its text, which differs by machine; and that it took no longer than the timeout. */
async function sendTo(apiBase: string): Promise<Record<string, unknown>> {
  const start = performance.now()
  const { error: _error, ...outcome }: Record<string, unknown> = await clientOf(apiBase).send(sms)
  ok(performance.now() - start < 1500)
  return outcome
}

async function sendAgainst(answer: Misbehaviour) {
  const provider = startProvider(answer)
  const outcome = await sendTo(provider.origin)
  strictEqual(provider.seen.length, 1, 'nothing is sent a second time')
  await provider.stop()
  return outcome
}

Deno.test('Twilio gets one signed-in request with everything a text needs', async () => {
  const provider = startProvider(() => Response.json(message({ num_segments: '2' }), { status: 201 }))
  deepStrictEqual(await clientOf(`${provider.origin}/twilio/`).send(sms), {
    outcome: 'accepted',
    provider_message_id: `SM${'1'.repeat(32)}`,
    segments: 2,
  })
  const [request] = provider.seen
  strictEqual(request?.method, 'POST')
  strictEqual(request.path, `/twilio/api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Messages.json`)
  strictEqual(request.headers.get('authorization'), `Basic ${btoa(`${account.accountSid}:token`)}`)
  deepStrictEqual(Object.fromEntries(new URLSearchParams(new TextDecoder().decode(request.body))), {
    To: '+447700900001',
    Body: 'Order A1001 placed. €5',
    MessagingServiceSid: account.messagingServiceSid,
    StatusCallback: 'https://x.supabase.co/functions/v1/twilio-status?d=d1',
    SmartEncoded: 'true',
    ValidityPeriod: '600',
  })
  await provider.stop()
})

Deno.test('a refusal of Twilio keeps its code, for the database to judge', async () => {
  const refusal = { code: 21211, message: 'Invalid To', status: 400, more_info: 'https://…' }
  deepStrictEqual(await sendAgainst(() => Response.json(refusal, { status: 400 })), {
    outcome: 'permanent',
    code: '21211',
    http_status: 400,
  })
})

Deno.test('a 4xx that is not Twilio speaking is tried again', async () => {
  deepStrictEqual(await sendAgainst(() => new Response('<h1>Forbidden</h1>', { status: 403 })), {
    outcome: 'retry',
    code: 'http_403',
    http_status: 403,
  })
})

Deno.test('Twilio may ask for patience, and then never looked at the text', async () => {
  const busy = { code: 20429, message: 'Too many requests', status: 429 }
  deepStrictEqual(
    await sendAgainst(() => Response.json(busy, { status: 429, headers: { 'retry-after': '12' } })),
    {
      outcome: 'retry',
      code: '20429',
      http_status: 429,
      retry_after_s: 12,
    },
  )
})

Deno.test('a connection that never stood sent nothing, so the text is simply sent again', async () => {
  deepStrictEqual(await sendTo(closedPort()), { outcome: 'retry', code: 'not_connected' })
})

Deno.test('a redirect is not followed, and nothing was sent', async () => {
  const elsewhere = startProvider(() => Response.json(message(), { status: 201 }))
  deepStrictEqual(await sendAgainst(() => Response.redirect(`${elsewhere.origin}/`, 307)), {
    outcome: 'retry',
    code: 'redirected',
    http_status: 307,
  })
  strictEqual(elsewhere.seen.length, 0)
  await elsewhere.stop()
})

Deno.test('whatever Twilio may have acted on is ambiguous, and never sent again blindly', async () => {
  const ambiguous = (code: string, http_status?: number) => ({
    outcome: 'ambiguous',
    code,
    ...(http_status ? { http_status } : {}),
  })
  deepStrictEqual(await sendAgainst(() => new Response('oops', { status: 500 })), ambiguous('http_500', 500))
  deepStrictEqual(await sendAgainst(silent), ambiguous('timeout'))
  deepStrictEqual(
    await sendAgainst(() => new Response('{"sid":', { status: 201 })),
    ambiguous('unreadable_answer', 201),
  )
  deepStrictEqual(await sendAgainst(() => Response.json([], { status: 200 })), ambiguous('unreadable_answer'))
  deepStrictEqual(await sendAgainst(() => drip(201)), ambiguous('unreadable_answer', 201))
  const { response, sent } = flood(201)
  deepStrictEqual(await sendAgainst(() => response), ambiguous('unreadable_answer', 201))
  ok(sent() < 10_000_000, `${sent()} bytes were sent`)
  const hangUp = startHangUp()
  deepStrictEqual(await sendTo(hangUp.origin), ambiguous('connection_lost'))
  strictEqual(hangUp.connections(), 1)
  await hangUp.stop()
  const breakOff = startBreakOff('HTTP/1.1 201 Created')
  deepStrictEqual(await sendTo(breakOff.origin), ambiguous('unreadable_answer', 201))
  await breakOff.stop()
})

const since = new Date('2026-11-21T09:00:00.000Z')
const at = (time: string) => ({ date_created: `Sat, 21 Nov 2026 ${time} +0000` })
const page = (messages: unknown[]) => Response.json({ messages, next_page_uri: null, page_size: 50 })

Deno.test('a text in doubt is found at Twilio by number, words and time', async () => {
  const provider = startProvider(() =>
    page([
      message({ sid: 'SMother', body: 'Order A1002 placed.', ...at('09:00:03') }),
      message({ sid: 'SMagain', num_segments: '1', ...at('09:00:30') }),
      message({ sid: 'SMours', num_segments: '1', ...at('08:59:59') }),
      message({ sid: 'SMlastWeek', ...at('08:40:00') }),
    ]),
  )
  deepStrictEqual(await clientOf(provider.origin).find(sms, since), {
    outcome: 'accepted',
    provider_message_id: 'SMours',
    segments: 1,
    is_found: true,
  })
  const asked = new URL(provider.seen[0]?.path ?? '', 'http://x')
  deepStrictEqual(Object.fromEntries(asked.searchParams), { To: sms.to, PageSize: '50' })
  await provider.stop()
})

Deno.test('a text in doubt that Twilio never got is not found', async () => {
  const provider = startProvider(() => page([message({ ...at('08:40:00') })]))
  strictEqual(await clientOf(provider.origin).find(sms, since), undefined)
  await provider.stop()
})

Deno.test('a look-up that fails is made again later; the text stays in doubt', async () => {
  for (const answer of [() => new Response('', { status: 503 }), () => new Response('{'), silent]) {
    const provider = startProvider(answer)
    const outcome = await clientOf(provider.origin).find(sms, since)
    deepStrictEqual(
      [outcome?.outcome, outcome && 'code' in outcome && outcome.code],
      ['retry', 'look_up_failed'],
    )
    await provider.stop()
  }
})

Deno.test('two texts with the same words to one number are never taken for each other', async () => {
  const twins = ['SMthird', 'SMsecond', 'SMfirst'].map((sid, n) => message({ sid, ...at(`09:00:3${9 - n}`) }))
  const provider = startProvider(() => page(twins))
  const find = async (owners: Record<string, string>) => {
    const found = await clientOf(provider.origin, owners).find(sms, since)
    return found?.outcome === 'accepted' ? found.provider_message_id : found
  }
  strictEqual(await find({}), 'SMfirst', 'nothing is known: the oldest')
  strictEqual(await find({ SMsecond: 'd1', SMfirst: 'd2' }), 'SMsecond', 'a callback named ours')
  strictEqual(await find({ SMfirst: 'd2', SMsecond: 'd3' }), 'SMthird', 'what others own is not ours')
  strictEqual(
    await find({ SMfirst: 'd2', SMsecond: 'd3', SMthird: 'd4' }),
    undefined,
    'all are others: ours never went out',
  )
  await provider.stop()
})

Deno.test('nothing is claimed while the database cannot say whose a message is', async () => {
  const provider = startProvider(() => page([message({ ...at('09:00:03') })]))
  const found = await clientOf(provider.origin, new Error('down')).find(sms, since)
  deepStrictEqual([found?.outcome, found && 'code' in found && found.code], ['retry', 'look_up_failed'])
  await provider.stop()
})

Deno.test('a price is read once Twilio knows it', async () => {
  let answer: Record<string, unknown> = { price: null, price_unit: null }
  const provider = startProvider(() => Response.json(message(answer)))
  const priceOf = () => clientOf(provider.origin).priceOf('SM1')
  strictEqual(await priceOf(), undefined)
  answer = { price: '-0.08000', price_unit: 'USD', num_segments: '2' }
  deepStrictEqual(await priceOf(), {
    provider_message_id: 'SM1',
    price: '-0.08000',
    currency: 'USD',
    segments: 2,
  })
  strictEqual(provider.seen[0]?.path.endsWith('/Messages/SM1.json'), true)
  await provider.stop()
  strictEqual(await clientOf(closedPort()).priceOf('SM1'), undefined)
})
