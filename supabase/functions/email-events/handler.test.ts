import { deepStrictEqual, match, strictEqual } from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import { createHmac } from 'node:crypto'
import { concat, utf8 } from '../_shared/bytes.ts'
import type { Rpc } from '../_shared/database.ts'
import { emailEvents } from './handler.ts'
import { isSignedBySendGrid, readVerificationKey } from './sendgrid-signature.ts'
import { readSecrets } from './svix.ts'

const secret = utf8('a secret of sixteen bytes and more')
const old = utf8('the secret from before the change')
const delivery = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const now = 1_800_000_000_000
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])

function setUp(more = {}) {
  const stored: Record<string, unknown>[] = []
  const lines: string[] = []
  const failures: Error[] = []
  const rpc: Rpc = (name, parameters) => {
    strictEqual(name, 'record_provider_event')
    const failure = failures.shift()
    if (failure) return Promise.reject(failure)
    stored.push(parameters)
    return Promise.resolve('stored')
  }
  const handle = emailEvents({
    rpc,
    resendSecrets: [secret, old],
    sendgridKey: pair.publicKey,
    now: () => now,
    log: (line) => lines.push(line),
    ...more,
  })
  return { stored, lines, failures, handle }
}

const post = (headers: Record<string, string>, body: string) =>
  new Request('http://127.0.0.1:9/email-events', { method: 'POST', headers, body })

const resendEvent = (type = 'email.delivered', more = {}) => ({
  type,
  created_at: '2026-11-22T23:41:12.126Z',
  data: {
    email_id: '56761188-7520-42d8-8898-ff6fc54ce618',
    to: ['ada@example.com'],
    tags: { delivery_id: delivery },
    ...more,
  },
})
function svix(
  event: unknown,
  { key = secret, id = 'msg_1', at = now / 1000, body = JSON.stringify(event) } = {},
) {
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
  return {
    headers: { 'svix-id': id, 'svix-timestamp': String(at), 'svix-signature': `v1,${signature}` },
    body,
  }
}
const fromResend = (event: unknown, options = {}) => {
  const { headers, body } = svix(event, options)
  return post(headers, body)
}

/** As SendGrid writes it: two numbers in DER. */
function der(raw: Uint8Array): Uint8Array {
  const number = (part: Uint8Array) => {
    const first = part.findIndex((byte) => byte !== 0)
    const digits = part.subarray(first < 0 ? part.length - 1 : first)
    const padded = (digits[0] ?? 0) > 127 ? concat(Uint8Array.of(0), digits) : digits
    return concat(Uint8Array.of(2, padded.length), padded)
  }
  const both = concat(number(raw.subarray(0, 32)), number(raw.subarray(32)))
  return concat(Uint8Array.of(0x30, both.length), both)
}
async function sendgridHeaders(body: string, at = String(now / 1000), key = pair.privateKey) {
  const raw = new Uint8Array(
    await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, new TextEncoder().encode(at + body)),
  )
  return {
    'x-twilio-email-event-webhook-signature': Buffer.from(der(raw)).toString('base64'),
    'x-twilio-email-event-webhook-timestamp': at,
  }
}
const fromSendGrid = async (events: unknown, at?: string) => {
  const body = JSON.stringify(events)
  return post(await sendgridHeaders(body, at), body)
}
const sendgridEvent = (event = 'delivered', more = {}) => ({
  email: 'ada@example.com',
  timestamp: 1_800_000_000,
  event,
  sg_event_id: `event-${event}`,
  sg_message_id: '14c5d75ce93dfd64b469.filter0001.16648.5515E0B88.0',
  delivery_id: delivery,
  ...more,
})

Deno.test('an event of Resend is stored with its delivery and all it said', async () => {
  const { handle, stored } = setUp()
  strictEqual((await handle(fromResend(resendEvent()))).status, 204)
  deepStrictEqual(stored, [
    {
      provider: 'resend',
      event_key: 'msg_1',
      provider_message_id: '56761188-7520-42d8-8898-ff6fc54ce618',
      delivery_id: delivery,
      status: 'delivered',
      error_code: '',
      raw: resendEvent(),
    },
  ])
})

Deno.test('each event of Resend has one status and code of ours', async () => {
  const { handle, stored } = setUp()
  const cases: [string, object, string][] = [
    ['email.sent', {}, 'sent '],
    ['email.delivery_delayed', {}, 'delayed '],
    [
      'email.bounced',
      { bounce: { type: 'Permanent', subType: 'General', message: 'no such user' } },
      'bounced hard_bounce',
    ],
    ['email.bounced', { bounce: { type: 'Transient', subType: 'MailboxFull' } }, 'bounced soft_bounce'],
    ['email.bounced', { bounce: { type: 'Undetermined' } }, 'bounced soft_bounce'],
    ['email.bounced', {}, 'bounced soft_bounce'],
    ['email.complained', {}, 'complained '],
    ['email.failed', { failed: { reason: 'reached_daily_quota' } }, 'failed reached_daily_quota'],
    ['email.failed', { failed: { reason: 'A sentence.' } }, 'failed failed'],
    ['email.suppressed', {}, 'failed provider_suppressed'],
    ['email.opened', {}, 'opened '],
    ['email.clicked', {}, 'clicked '],
  ]
  for (const [type, more] of cases)
    strictEqual((await handle(fromResend(resendEvent(type, more)))).status, 204)
  deepStrictEqual(
    stored.map(({ status, error_code }) => `${status} ${error_code}`),
    cases.map(([, , expected]) => expected),
  )
})

Deno.test('events about contacts, domains and received mail are taken and stored nowhere', async () => {
  const { handle, stored } = setUp()
  for (const type of ['contact.created', 'domain.updated', 'email.received', 'email.constructor'])
    strictEqual((await handle(fromResend({ type, data: {} }))).status, 204)
  deepStrictEqual(stored, [])
})

Deno.test('a stranger cannot forge, change or age an event of Resend', async () => {
  const { handle, stored } = setUp()
  const good = svix(resendEvent())
  const forged = [
    post({ ...good.headers, 'svix-signature': 'v1,AAAA' }, good.body),
    post(
      { ...good.headers, 'svix-signature': good.headers['svix-signature'].replace('v1,', 'v2,') },
      good.body,
    ),
    post({ ...good.headers, 'svix-signature': '' }, good.body),
    post({ ...good.headers, 'svix-id': 'msg_2' }, good.body),
    post({ ...good.headers, 'svix-timestamp': String(now / 1000 + 1) }, good.body),
    post({ ...good.headers, 'svix-timestamp': 'NaN' }, good.body),
    post(good.headers, good.body.replace('delivered', 'complained')),
    post({}, good.body),
    fromResend(resendEvent(), { key: utf8('another secret of that length') }),
    fromResend(resendEvent(), { at: now / 1000 - 301 }),
    fromResend(resendEvent(), { at: now / 1000 + 301 }),
  ]
  for (const request of forged) {
    const answer = await handle(request)
    deepStrictEqual([answer.status, (await answer.json()).code], [403, 'bad_signature'])
  }
  strictEqual(stored.length, 0)
})

Deno.test('while a secret is being changed both count, and a header may hold several signatures', async () => {
  const { handle, stored } = setUp()
  strictEqual((await handle(fromResend(resendEvent(), { key: old }))).status, 204)
  const good = svix(resendEvent())
  const several = `v1a,xyz v1,AAAA ${good.headers['svix-signature']}`
  strictEqual((await handle(post({ ...good.headers, 'svix-signature': several }, good.body))).status, 204)
  strictEqual(stored.length, 2)
  const base64 = (key: Uint8Array) => Buffer.from(key).toString('base64')
  deepStrictEqual(readSecrets(`whsec_${base64(secret)} whsec_${base64(old)}`), [secret, old])
})

Deno.test('where no key is set whatever claims to be that provider is refused', async () => {
  const { handle } = setUp({ resendSecrets: undefined, sendgridKey: undefined })
  strictEqual((await handle(fromResend(resendEvent()))).status, 403)
  strictEqual((await handle(await fromSendGrid([sendgridEvent()]))).status, 403)
})

Deno.test('the example of SendGrid itself is verified, and nothing near it', async () => {
  const key = await readVerificationKey(
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA==',
  )
  const body = '{"category":"example_payload","event":"test_event","message_id":"message_id"}'
  const headers = new Headers({
    'x-twilio-email-event-webhook-signature':
      'MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=',
    'x-twilio-email-event-webhook-timestamp': '1588788367',
  })
  const then = 1_588_788_400_000
  strictEqual(await isSignedBySendGrid({ key, headers, body, now: then }), true)
  strictEqual(await isSignedBySendGrid({ key, headers, body: `${body} `, now: then }), false)
  strictEqual(await isSignedBySendGrid({ key: pair.publicKey, headers, body, now: then }), false)
  strictEqual(await isSignedBySendGrid({ key, headers, body, now: then + 26 * 3600_000 }), false)
})

Deno.test('whoever forges a signature of SendGrid is refused, whatever they write for one', async () => {
  const { handle, stored, lines } = setUp()
  const letters = [
    '',
    '%',
    'MEUCIQD',
    `MEUCIQD${'A'.repeat(90)}`,
    'MAYCAQACAQA=',
    'MAYCAQECAQE=',
    'MAA=',
    'MIIB',
    '🔑',
  ]
  for (const signature of letters.map((text) => encodeURI(text))) {
    const headers = {
      'x-twilio-email-event-webhook-timestamp': String(now / 1000),
      'x-twilio-email-event-webhook-signature': signature,
    }
    strictEqual((await handle(post(headers, '[]'))).status, 403, signature)
  }
  deepStrictEqual([stored, lines], [[], []])
})

Deno.test('a batch of SendGrid is stored event by event, each with a status of ours', async () => {
  const { handle, stored } = setUp()
  const cases: [object, string][] = [
    [sendgridEvent('processed'), 'queued '],
    [sendgridEvent('deferred', { response: '400 try again later' }), 'delayed '],
    [sendgridEvent('delivered'), 'delivered '],
    [sendgridEvent('bounce', { type: 'bounce', reason: '550 5.1.1 unknown' }), 'bounced hard_bounce'],
    [sendgridEvent('bounce', { type: 'blocked' }), 'bounced soft_bounce'],
    [sendgridEvent('dropped', { reason: 'Bounced Address' }), 'failed hard_bounce'],
    [sendgridEvent('dropped', { reason: 'Invalid' }), 'failed invalid_recipient'],
    [sendgridEvent('dropped', { reason: 'Spam Content' }), 'failed dropped'],
    [sendgridEvent('spamreport'), 'complained '],
    [sendgridEvent('open'), 'opened '],
    [sendgridEvent('click'), 'clicked '],
  ]
  const batch = [
    ...cases.map(([event]) => event),
    sendgridEvent('group_resubscribe'),
    { event: 'delivered' },
    null,
    5,
  ]
  strictEqual((await handle(await fromSendGrid(batch))).status, 204)
  deepStrictEqual(
    stored.map(({ status, error_code }) => `${status} ${error_code}`),
    cases.map(([, expected]) => expected),
  )
  deepStrictEqual(
    [
      ...new Set(
        stored.map(({ provider_message_id, delivery_id }) => `${provider_message_id} ${delivery_id}`),
      ),
    ],
    [`14c5d75ce93dfd64b469 ${delivery}`],
  )
})

Deno.test('a bounce of SendGrid that comes days later, without a message id, still finds its mail', async () => {
  const { handle, stored } = setUp()
  const late = { sg_message_id: undefined, 'smtp-id': '<14c5d75ce93dfd64b469@geopod-ismtpd-1>' }
  await handle(await fromSendGrid([sendgridEvent('bounce', late)]))
  strictEqual(stored[0]?.provider_message_id, '14c5d75ce93dfd64b469')
})

Deno.test('a stranger cannot forge, change or age a batch of SendGrid', async () => {
  const { handle, stored } = setUp()
  const body = JSON.stringify([sendgridEvent()])
  const good = await sendgridHeaders(body)
  const stranger = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const name = 'x-twilio-email-event-webhook-signature'
  const forged = [
    post(good, body.replace('delivered', 'spamreport')),
    post({ ...good, 'x-twilio-email-event-webhook-timestamp': String(now / 1000 + 1) }, body),
    post({ ...good, 'x-twilio-email-event-webhook-timestamp': '' }, body),
    post(await sendgridHeaders(body, String(now / 1000), stranger.privateKey), body),
    ...['', 'AAAA', 'MAA=', 'MAYCAQACAQA=', 'MAMCAQE=', '%%%', 'MEUCIQ=='].map((signature) =>
      post({ ...good, [name]: signature }, body),
    ),
    await fromSendGrid([sendgridEvent()], String(now / 1000 - 26 * 3600)),
    await fromSendGrid([sendgridEvent()], String(now / 1000 + 400)),
  ]
  for (const request of forged) strictEqual((await handle(request)).status, 403)
  strictEqual(stored.length, 0)
})

Deno.test('signatures of every shape that DER allows are read: 200 of them', async () => {
  const { handle } = setUp()
  for (let n = 0; n < 200; n++)
    strictEqual((await handle(await fromSendGrid([sendgridEvent('open', { n })]))).status, 204, String(n))
})

Deno.test('what was signed and says nothing is refused', async () => {
  const { handle } = setUp()
  const nothing = [
    {},
    null,
    [],
    { type: 'email.delivered' },
    { type: 'email.delivered', data: {} },
    { type: 5, data: {} },
  ]
  for (const event of nothing) strictEqual((await handle(fromResend(event))).status, 422)
  strictEqual((await handle(fromResend(null, { body: '{' }))).status, 422)
  strictEqual((await handle(await fromSendGrid({ event: 'delivered' }))).status, 422)
})

Deno.test('an event without a delivery, or with nonsense for one, is still stored', async () => {
  const { handle, stored } = setUp()
  for (const tags of [undefined, {}, { delivery_id: 'x' }, [{ name: 'delivery_id', value: delivery }]])
    strictEqual((await handle(fromResend(resendEvent('email.delivered', { tags })))).status, 204)
  for (const delivery_id of [undefined, 'x', 5])
    strictEqual((await handle(await fromSendGrid([sendgridEvent('open', { delivery_id })]))).status, 204)
  deepStrictEqual(new Set(stored.map(({ delivery_id }) => delivery_id)), new Set([null]))
  strictEqual(stored.length, 7)
})

Deno.test('what jsonb cannot hold is taken out, and what is endless is cut', async () => {
  const { handle, stored } = setUp()
  const deep = JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`)
  const subject = `a\u0000b\ud800${'x'.repeat(5000)}`
  strictEqual((await handle(fromResend(resendEvent('email.opened', { subject, deep })))).status, 204)
  const text = JSON.stringify(stored[0]?.raw)
  match(text, /"subject":"a b/)
  strictEqual(text.isWellFormed() && !text.includes('\\u0000') && text.length < 4000, true)
})

Deno.test('an event is not answered as stored when it was not, and the others of its batch are kept', async () => {
  const { handle, stored, failures, lines } = setUp()
  failures.push(new Error('connection reset by 10.0.0.3'))
  const answer = await handle(await fromSendGrid([sendgridEvent('processed'), sendgridEvent('delivered')]))
  deepStrictEqual([answer.status, (await answer.json()).code], [503, 'unavailable'])
  strictEqual(stored.length, 1)
  match(lines.join(), /10\.0\.0\.3/)
})

Deno.test('a stranger who floods the door is cut off before anything is computed', async () => {
  const { handle } = setUp()
  strictEqual((await handle(post({ 'svix-id': 'x' }, 'x'.repeat(1_100_000)))).status, 413)
})
