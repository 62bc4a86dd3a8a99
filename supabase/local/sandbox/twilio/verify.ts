import { Hono } from 'hono'
import { answer, type Env } from '../answer.ts'
import { answerOf, type Effect } from '../effect.ts'
import type { Sms } from '../entry.ts'
import { type Faults, faultEffect } from '../fault.ts'
import type { Courses } from './course.ts'
import { type Account, errorAnswer, refuse, sid, turnAway } from './door.ts'
import { twilioError } from './error.ts'
import { magicOf } from './magic-numbers.ts'
import { isE164 } from './message-input.ts'
import { createVerifications, type Verification } from './verification.ts'

/** `verify.twilio.com/v2/Services/{VA…}`: start, read, settle and check a verification, by SMS only. */
export function verifyRoutes(account: Account, o: { courses: Courses; faults: Faults }): Hono<Env> {
  const { accountSid, log, pace } = account
  const verifications = createVerifications()
  const service = '/v2/Services/:service{VA[0-9a-f]{32}}'
  const app = new Hono<Env>()
  const show = (verification: Verification) => resource(verification, accountSid)

  app.post(`${service}/Verifications`, async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const to = form.get('To') ?? ''
    if (!isE164(to)) return refuse(account, 'verify', to || null, twilioError(60200, 'To'))
    if (form.get('Channel') !== 'sms') return refuse(account, 'verify', to, twilioError(60200, 'Channel'))
    const effect = faultEffect(o.faults.take('verify', to), pace.delayMs) ?? {}
    if (effect.isKept === false) return turnAway(c, account, 'verify', to, effect)
    const magic = magicOf(to)?.verify?.start
    const verification = magic ?? verifications.send(c.req.param('service'), to)
    if (typeof verification === 'number')
      return refuse(account, 'verify', to, twilioError(verification, 'To'))
    o.courses.follow(log.add(codeMessage(verification, effect)))
    return answer(c, Response.json(show(verification), { status: 201 }), effect, pace)
  })

  app.get(`${service}/Verifications/:id`, (c) => {
    const verification = verifications.find(c.req.param('service'), c.req.param('id'))
    return verification
      ? c.json(show(verification))
      : errorAnswer(twilioError(20404, c.req.path.replace(/^.*?(?=\/v2)/, '')))
  })

  app.post(`${service}/Verifications/:id`, async (c) => {
    const status = new URLSearchParams(await c.req.text()).get('Status')
    const verification = verifications.find(c.req.param('service'), c.req.param('id'))
    if (verification?.status !== 'pending')
      return errorAnswer(twilioError(20404, c.req.path.replace(/^.*?(?=\/v2)/, '')))
    if (status !== 'approved' && status !== 'canceled') return errorAnswer(twilioError(60200, 'Status'))
    verifications.settle(verification, status)
    return c.json(show(verification))
  })

  app.post(`${service}/VerificationCheck`, async (c) => {
    const form = new URLSearchParams(await c.req.text())
    const id = form.get('VerificationSid') ?? form.get('To') ?? ''
    const to = id.startsWith('+') ? id : (verifications.find(c.req.param('service'), id)?.to ?? null)
    if (!form.get('Code')) return refuse(account, 'verify', to, twilioError(60200, 'Code'))
    const magic = magicOf(to ?? '')?.verify?.check
    const checked = magic ?? verifications.check(c.req.param('service'), id, form.get('Code') ?? '')
    if (typeof checked === 'number') {
      return refuse(account, 'verify', to, twilioError(checked, c.req.path.replace(/^.*?(?=\/v2)/, '')))
    }
    return c.json(show(checked), 201)
  })
  return app
}

function codeMessage({ to, code }: Verification, effect: Effect): Sms {
  return {
    kind: 'sms',
    via: 'verify',
    sid: sid('SM'),
    to,
    from: null,
    body: `Your Orderline verification code is: ${code}`,
    code,
    status: 'queued',
    error_code: null,
    encoding: 'GSM-7',
    segments: 1,
    messaging_service_sid: null,
    status_callback: null,
    sent_at: null,
    updated_at: new Date().toISOString(),
    course: { final: 'delivered', errorCode: null, callbacks: 'none' },
    answer: answerOf(effect),
  }
}

function resource(v: Verification, accountSid: string) {
  return {
    sid: v.sid,
    service_sid: v.serviceSid,
    account_sid: accountSid,
    to: v.to,
    channel: 'sms',
    status: v.status,
    valid: v.status === 'approved',
    amount: null,
    payee: null,
    lookup: {},
    send_code_attempts: v.sends.map(({ at, attempt_sid }) => ({ time: at, channel: 'SMS', attempt_sid })),
    sna: null,
    date_created: v.createdAt.replace(/\.\d+/, ''),
    date_updated: v.updatedAt.replace(/\.\d+/, ''),
    url: `https://verify.twilio.com/v2/Services/${v.serviceSid}/Verifications/${v.sid}`,
  }
}
