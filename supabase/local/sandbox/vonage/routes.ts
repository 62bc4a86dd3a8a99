import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { answer, type Env } from '../answer.ts'
import { answerOf, type Effect } from '../effect.ts'
import type { Refusal, Sms, Stored } from '../entry.ts'
import { type Faults, faultEffect } from '../fault.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pace.ts'
import type { Courses } from '../twilio/course.ts'
import { magicOf } from '../twilio/magic-numbers.ts'
import { isE164 } from '../twilio/message-input.ts'
import { countSegments } from '../twilio/segments.ts'
import type { VonageAccount } from './account.ts'
import { pricePerPart } from './receipt.ts'

type Parts = {
  log: Log
  pace: Pace
  courses: Courses
  faults: Faults
  isOptedOut(number: string): boolean
}

// what Twilio refuses with these codes, Vonage refuses with those (developer.vonage.com, "Troubleshooting SMS")
const statuses: Record<number, [status: string, text: string]> = {
  21211: ['3', 'Invalid value for parameter: to'],
  21408: ['29', 'Non White-listed Destination - rejected'],
  21610: ['7', 'Illegal number: blocked'],
  21612: ['6', 'Unroutable message - rejected'],
  21614: ['6', 'Unroutable message - rejected'],
}

/** Two hosts of Vonage below one path each: `/rest.nexmo.com/sms/json` sends, `/api.nexmo.com/v2/reports/records` looks up. */
export function vonageRoutes(account: VonageAccount, o: Parts): Hono<Env> {
  const { log, pace } = o
  const app = new Hono<Env>()
  const expected = `Basic ${Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64')}`
  const refuse = (to: string | null, status: string, text: string, httpStatus = 200) => {
    const refusal: Refusal = {
      kind: 'refusal',
      provider: 'vonage',
      to,
      http_status: httpStatus,
      code: status,
      message: text,
    }
    log.add(refusal)
    const part = { to: to?.slice(1), status, 'error-text': text }
    return Response.json({ 'message-count': '1', messages: [part] }, { status: httpStatus })
  }
  app.use(async (c, next) =>
    c.req.header('authorization') === expected ? next() : refuse(null, '4', 'Bad Credentials'),
  )

  app.post('/rest.nexmo.com/sms/json', async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const to = `+${form.get('to') ?? ''}`
    const body = form.get('text') ?? ''
    if (!form.get('from')) return refuse(null, '2', 'Missing from param')
    if (body === '') return refuse(to, '2', 'Missing text param')
    if (!isE164(to)) return refuse(to, '3', 'Invalid value for parameter: to')
    const ttl = Number(form.get('ttl') ?? 20_000)
    if (!(ttl >= 20_000 && ttl <= 604_800_000)) return refuse(to, '3', 'Invalid value for parameter: ttl')
    if (o.isOptedOut(to)) return refuse(to, '7', 'Illegal number: blocked')
    const effect = faultEffect(o.faults.take('vonage', to), pace.delayMs) ?? magicOf(to)?.effect ?? {}
    if (effect.refuse) {
      const { httpStatus = 400, code } = effect.refuse
      if (httpStatus === 429)
        return refuse(to, '1', 'Throughput Rate Exceeded - please wait [ 250 ] and retry')
      if (httpStatus >= 500) return refuse(to, '5', 'Internal Error', httpStatus)
      return refuse(to, ...(statuses[code ?? 0] ?? (['3', 'Invalid message'] as const)))
    }
    const known = { client_ref: form.get('client-ref'), status_callback: form.get('callback') }
    const sms = effect.isKept === false ? undefined : log.add(entry(form, to, known, effect))
    if (sms) o.courses.follow(sms)
    else refuse(to, '', `no answer (${effect.manner})`)
    return answer(c, Response.json(sms ? accepted(sms) : {}), effect, pace)
  })

  // what `npm run send -- --check-config` looks at
  app.get('/rest.nexmo.com/account/get-balance', (c) => c.json({ value: 10, autoReload: false }))

  app.get('/api.nexmo.com/v2/reports/records', (c) => {
    const { product, direction, account_id, to, date_start, date_end } = c.req.query()
    if (product !== 'SMS' || direction !== 'outbound' || account_id !== account.apiKey)
      return c.json({ title: 'Invalid request' }, 422)
    const [begin, end] = [Date.parse(date_start ?? ''), Date.parse(date_end ?? '')]
    if (!(end - begin <= 86_400_000)) return c.json({ title: 'Invalid request: a day at most' }, 422)
    const sent = (log.query({ kind: 'sms' }) as Stored<Sms>[]).filter(({ via, at, to: number }) => {
      const time = Date.parse(at)
      return via === 'vonage' && time >= begin && time < end && (!to || number === `+${to}`)
    })
    return c.json({
      request_status: 'SUCCESS',
      items_count: sent.length,
      records: sent.map((sms) => ({
        account_id: account.apiKey,
        message_id: sms.sid,
        client_ref: sms.client_ref ?? null,
        direction: 'outbound',
        from: sms.from,
        to: sms.to.slice(1),
        status: sms.status,
        date_received: sms.at,
        total_price: pricePerPart,
        currency: 'EUR',
      })),
    })
  })
  return app
}

function entry(
  form: URLSearchParams,
  to: string,
  known: { client_ref: string | null; status_callback: string | null },
  effect: Effect,
): Sms {
  const body = form.get('text') ?? ''
  return {
    kind: 'sms',
    via: 'vonage',
    sid: randomBytes(8).toString('hex').toUpperCase(),
    to,
    from: form.get('from'),
    body,
    status: 'queued',
    error_code: null,
    ...countSegments(body, false),
    messaging_service_sid: null,
    ...known,
    sent_at: null,
    updated_at: new Date().toISOString(),
    course: { final: 'delivered', errorCode: null, callbacks: 'once', ...effect.course },
    answer: answerOf(effect),
  }
}

function accepted({ sid, to, segments }: Sms) {
  const part = (n: number) => ({
    to: to.slice(1),
    'message-id': n === 0 ? sid : `${sid.slice(0, -2)}${String(n).padStart(2, '0')}`,
    status: '0',
    'remaining-balance': '3.14159265',
    'message-price': pricePerPart,
    network: '23410',
  })
  return { 'message-count': String(segments), messages: Array.from({ length: segments }, (_, n) => part(n)) }
}
