import { deepStrictEqual, doesNotMatch, match, strictEqual } from 'node:assert/strict'
import { closedPort, type Misbehaviour, silent, startProvider } from '../_shared/misbehaving-provider.ts'
import { phoneVerification } from './handler.ts'
import { twilioVerifier } from './verify.ts'

const number = '+447700900901'
const id = 'b0e8a5a6-0000-4000-8000-000000000001'
const sid = `VE${'1'.repeat(32)}`
const goes = { id, resend_after_s: 30, line_types: ['mobile', 'nonFixedVoip'] }

type Twilio = { lookup?: Misbehaviour; send?: Misbehaviour; check?: Misbehaviour }
const refusal = (status: number, code: number) => () =>
  Response.json({ code, status, message: `Twilio says ${code}` }, { status })
const line = (type: string | null) => () =>
  Response.json({ valid: true, phone_number: number, line_type_intelligence: type && { type } })
const says =
  (status: string): Misbehaviour =>
  () =>
    Response.json({ sid, status }, { status: 201 })

function setUp(twilio: Twilio = {}, answers: Record<string, unknown> = {}, base?: string) {
  const provider = startProvider((request, body) => {
    const { pathname } = new URL(request.url)
    if (pathname.includes('/PhoneNumbers/')) return (twilio.lookup ?? line('mobile'))(request, body)
    return pathname.endsWith('/Verifications')
      ? (twilio.send ?? says('pending'))(request, body)
      : (twilio.check ?? says('approved'))(request, body)
  })
  const calls: { name: string; parameters: Record<string, unknown> }[] = []
  const lines: string[] = []
  const database: Record<string, unknown> = {
    start_phone_verification: goes,
    take_phone_check: { id, e164: number, checks_left: 3 },
    finish_phone_verification: '+44***901',
    ...answers,
  }
  const handle = phoneVerification({
    rpc: (name, parameters) => {
      calls.push({ name, parameters })
      const answer = database[name] ?? null
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    whoIs: (token) => Promise.resolve(token === 'ada' ? 'ada-id' : undefined),
    verifier: twilioVerifier({
      accountSid: `AC${'0'.repeat(32)}`,
      authToken: 'token',
      verifyServiceSid: `VA${'7'.repeat(32)}`,
      apiBase: base ?? provider.origin,
      timeoutMs: 300,
    }),
    hashAddress: (request) => `hash of ${request.headers.get('x-forwarded-for')}`,
    log: (text) => lines.push(text),
  })
  const ask = async (body: unknown, token = 'ada', method = 'POST') => {
    const response = await handle(
      new Request('http://f/phone-verification', {
        method,
        headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' },
        body: method === 'POST' ? JSON.stringify(body) : null,
      }),
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null }
  }
  return {
    provider,
    calls,
    lines,
    ask,
    start: (more = {}) => ask({ action: 'start', number: '07700 900901', country: 'GB', ...more }),
    check: (code = '123456') => ask({ action: 'check', code }),
    noted: () => calls.find(({ name }) => name === 'note_phone_verification')?.parameters,
    forms: () => provider.seen.map(({ body }) => String(new URLSearchParams(new TextDecoder().decode(body)))),
  }
}

Deno.test('a person is sent a code: the number is read, counted, looked up, and handed to Verify', async () => {
  const on = setUp()
  const { status, body } = await on.start({ locale: 'es' })
  deepStrictEqual([status, body], [200, { masked: '+44***901', resend_after_s: 30, expires_in_s: 600 }])
  deepStrictEqual(on.calls[0], {
    name: 'start_phone_verification',
    parameters: { user_id: 'ada-id', e164: number, address_hash: 'hash of 203.0.113.9' },
  })
  deepStrictEqual(
    on.provider.seen.map(({ method, path }) => `${method} ${path}`),
    [
      'GET /lookups.twilio.com/v2/PhoneNumbers/+447700900901?Fields=line_type_intelligence',
      `POST /verify.twilio.com/v2/Services/VA${'7'.repeat(32)}/Verifications`,
    ],
  )
  strictEqual(on.forms()[1], 'To=%2B447700900901&Channel=sms&Locale=es')
  deepStrictEqual(on.noted(), { id, state: 'sent', line_type: 'mobile', provider_sid: sid, reason: null })
  await on.provider.stop()
})

Deno.test('a person who is over a limit is told how long to wait, and Twilio is not asked', async () => {
  const on = setUp(
    {},
    { start_phone_verification: { refused: 'too_many_codes', scope: 'person', retry_after_s: 27 } },
  )
  const { status, body, headers } = await on.start()
  deepStrictEqual([status, body.code, body.retry_after_s], [429, 'too_many_codes', 27])
  strictEqual(headers.get('retry-after'), '27')
  strictEqual(on.provider.seen.length, 0)
  await on.provider.stop()
})

Deno.test('a number that is none, already theirs, or barred is refused before anything is paid for', async () => {
  const none = setUp()
  deepStrictEqual((await none.start({ number: '123' })).body.code, 'phone_invalid')
  strictEqual(none.calls.length, 0)
  for (const refused of ['phone_already_verified', 'phone_cannot_receive_sms']) {
    const on = setUp({}, { start_phone_verification: { refused } })
    strictEqual((await on.start()).body.code, refused)
    strictEqual(on.provider.seen.length, 0)
    await on.provider.stop()
  }
  await none.provider.stop()
})

Deno.test('a line that takes no texts is refused before a code is paid for', async () => {
  for (const type of ['landline', 'tollFree', 'premium', 'pager', 'unknown']) {
    const on = setUp({ lookup: line(type) })
    deepStrictEqual(
      [(await on.start()).body.code, on.provider.seen.length],
      ['phone_cannot_receive_sms', 1],
      type,
    )
    deepStrictEqual(on.noted(), { id, state: 'refused', line_type: type, reason: 'line_type' })
    await on.provider.stop()
  }
  const invalid = setUp({ lookup: () => Response.json({ valid: false, line_type_intelligence: null }) })
  strictEqual((await invalid.start()).body.code, 'phone_invalid')
  await invalid.provider.stop()
})

Deno.test('a Lookup that is down, or does not know, keeps nobody out', async () => {
  for (const lookup of [line(null), refusal(503, 20503), refusal(429, 20429), silent]) {
    const on = setUp({ lookup })
    strictEqual((await on.start()).status, 200)
    strictEqual(on.noted()?.line_type, null)
    await on.provider.stop()
  }
})

Deno.test("a person reads in plain words what Verify's codes mean", async () => {
  const cases: [number, number, string][] = [
    [400, 60200, 'phone_invalid'],
    [403, 60205, 'phone_cannot_receive_sms'],
    [429, 60203, 'too_many_codes'],
    [429, 60212, 'too_many_codes'],
    [403, 60410, 'phone_not_accepted'],
    [403, 60605, 'phone_not_accepted'],
    [429, 20429, 'unavailable'],
    [401, 20003, 'unavailable'],
    [400, 99999, 'unavailable'],
  ]
  for (const [status, code, said] of cases) {
    const on = setUp({ send: refusal(status, code) })
    const { body } = await on.start()
    strictEqual(body.code, said, String(code))
    doesNotMatch(body.message, /Twilio/)
    strictEqual(on.noted()?.state, said === 'unavailable' ? 'failed' : 'refused')
    strictEqual(on.noted()?.reason, String(code))
    await on.provider.stop()
  }
  const on = setUp({ send: refusal(429, 60203) })
  strictEqual((await on.start()).body.retry_after_s, 600)
  await on.provider.stop()
})

Deno.test('a code whose answer was lost may have arrived, so the person may type it', async () => {
  const on = setUp({ send: silent })
  strictEqual((await on.start()).status, 200)
  deepStrictEqual(on.noted(), {
    id,
    state: 'sent',
    line_type: 'mobile',
    provider_sid: null,
    reason: 'timeout',
  })
  await on.provider.stop()
  const closed = setUp({}, {}, closedPort())
  strictEqual((await closed.start()).body.code, 'unavailable')
  strictEqual(closed.noted()?.state, 'failed')
  await closed.provider.stop()
})

Deno.test('a person types the code and the number is theirs', async () => {
  const on = setUp()
  const { status, body } = await on.check('١٢٣ ٤٥٦')
  deepStrictEqual([status, body], [200, { masked: '+44***901' }])
  strictEqual(on.forms()[0], 'Code=123456&To=%2B447700900901')
  deepStrictEqual(
    on.calls.map(({ name, parameters }) => [name, parameters]),
    [
      ['take_phone_check', { user_id: 'ada-id' }],
      ['finish_phone_verification', { id }],
    ],
  )
  await on.provider.stop()
})

Deno.test('a wrong code proves nothing and says how many are left', async () => {
  const on = setUp({ check: says('pending') })
  const { status, body } = await on.check()
  deepStrictEqual([status, body.code, body.checks_left], [422, 'code_wrong', 3])
  strictEqual(on.calls.length, 1)
  strictEqual((await on.check('not a code')).body.code, 'code_wrong')
  strictEqual(on.calls.length, 1, 'what cannot be a code uses up no turn')
  await on.provider.stop()
})

Deno.test('a code that is too old, checked too often, or answered by nobody, proves nothing', async () => {
  const cases: [Twilio, Record<string, unknown>, string][] = [
    [{ check: refusal(404, 20404) }, {}, 'code_expired'],
    [{ check: refusal(429, 60202) }, {}, 'too_many_checks'],
    [{ check: refusal(400, 60200) }, {}, 'code_wrong'],
    [{ check: refusal(500, 20500) }, {}, 'unavailable'],
    [{ check: says('canceled') }, {}, 'code_wrong'],
    [{}, { take_phone_check: { refused: 'code_expired' } }, 'code_expired'],
    [{}, { take_phone_check: { refused: 'too_many_checks' } }, 'too_many_checks'],
    [{}, { take_phone_check: new Error('down') }, 'unavailable'],
    [{}, { finish_phone_verification: new Error('down') }, 'unavailable'],
  ]
  for (const [twilio, answers, said] of cases) {
    const on = setUp(twilio, answers)
    strictEqual((await on.check()).body.code, said)
    if (!('finish_phone_verification' in answers))
      strictEqual(
        on.calls.some(({ name }) => name === 'finish_phone_verification'),
        false,
      )
    await on.provider.stop()
  }
})

Deno.test('nobody gets a code without a token of a person, or with another body', async () => {
  const on = setUp()
  strictEqual((await on.ask({ action: 'start', number }, 'eve')).body.code, 'not_signed_in')
  for (const body of [
    {},
    { action: 'finish' },
    { action: 'start' },
    { action: 'start', number: 7 },
    { action: 'start', number: '0'.repeat(41) },
    { action: 'start', number, country: 'GBR' },
    { action: 'check' },
  ])
    strictEqual((await on.ask(body)).body.code, 'invalid_body', JSON.stringify(body))
  strictEqual((await on.ask('x'.repeat(3000))).status, 413)
  strictEqual(on.calls.length + on.provider.seen.length, 0)
  strictEqual((await on.ask(null, '', 'OPTIONS')).status, 204)
  await on.provider.stop()
})

Deno.test('no log line holds a whole number', async () => {
  const on = setUp({ lookup: silent, send: refusal(500, 20500), check: refusal(500, 20500) })
  await on.start()
  await on.check()
  const over = setUp({}, { start_phone_verification: { refused: 'too_many_codes', retry_after_s: 1 } })
  await over.start()
  match([...on.lines, ...over.lines].join('\n'), /\+44\*\*\*901/)
  doesNotMatch([...on.lines, ...over.lines].join('\n'), /7700/)
  await on.provider.stop()
  await over.provider.stop()
})
