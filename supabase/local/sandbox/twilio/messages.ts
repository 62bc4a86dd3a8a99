import { Hono } from 'hono'
import { answer, type Env } from '../answer.ts'
import { answerOf, type Effect } from '../effect.ts'
import type { Sms, Stored } from '../entry.ts'
import { type Faults, faultEffect } from '../fault.ts'
import type { Courses } from './course.ts'
import { type Account, errorAnswer, refuse, sid, turnAway } from './door.ts'
import { twilioError } from './error.ts'
import { magicOf } from './magic-numbers.ts'
import { isTwilioError, type MessageInput, readMessage } from './message-input.ts'
import { listMessages } from './message-list.ts'
import { messageResource } from './resource.ts'
import { countSegments } from './segments.ts'

/** Tells whether a number has sent STOP. */
export type IsOptedOut = (number: string) => boolean

/** `api.twilio.com/2010-04-01/Accounts/{sid}/Messages`: create, fetch one, list. */
export function messageRoutes(
  account: Account,
  o: { courses: Courses; faults: Faults; isOptedOut: IsOptedOut },
): Hono<Env> {
  const { accountSid, log, pace } = account
  const path = `/2010-04-01/Accounts/${accountSid}/Messages`
  const app = new Hono<Env>()
  const show = (sms: Stored<Sms>) => messageResource(sms, accountSid, pace.priceMs)

  app.post(`${path}.json`, async (c) => {
    const input = readMessage(new URLSearchParams(await c.req.text()))
    if (isTwilioError(input)) return refuse(account, 'twilio', null, input)
    if (o.isOptedOut(input.to)) return refuse(account, 'twilio', input.to, twilioError(21610))
    const fault = o.faults.take('sms', input.to)
    const effect = faultEffect(fault, pace.delayMs) ?? magicOf(input.to)?.effect ?? {}
    if (effect.isKept === false) return turnAway(c, account, 'twilio', input.to, effect)
    const sms = log.add(messageEntry(input, effect))
    o.courses.follow(sms)
    return answer(c, Response.json(show(sms), { status: 201 }), effect, pace)
  })

  app.get(`${path}.json`, (c) => {
    const all = log.query({ kind: 'sms' }) as Stored<Sms>[]
    const sent = all.filter(({ via }) => via === 'messages')
    const { found, page, pageSize, uri, nextUri } = listMessages(sent, new URL(c.req.url), `${path}.json`)
    const first = uri.replace(/([?&])Page=\d+/, '$1Page=0').replace(/&PageToken=\w+/, '')
    return c.json({
      messages: found.map(show),
      page,
      page_size: pageSize,
      start: page * pageSize,
      end: page * pageSize + Math.max(found.length - 1, 0),
      uri,
      first_page_uri: first,
      next_page_uri: nextUri,
      previous_page_uri: null,
    })
  })

  app.get(`${path}/:file{SM[0-9a-f]+\\.json}`, (c) => {
    const sms = log.sms(c.req.param('file').replace('.json', ''))
    if (sms?.via !== 'messages')
      return errorAnswer(twilioError(20404, c.req.path.replace(/^.*?(?=\/2010)/, '')))
    return c.json(show(sms))
  })
  return app
}

function messageEntry(input: MessageInput, effect: Effect): Sms {
  const now = new Date().toISOString()
  return {
    kind: 'sms',
    via: 'messages',
    sid: sid('SM'),
    to: input.to,
    from: input.from,
    body: input.body,
    // A Messaging Service first accepts and queues later; a plain sender queues at once.
    status: input.messagingServiceSid ? 'accepted' : 'queued',
    error_code: null,
    ...countSegments(input.body, input.isSmart),
    messaging_service_sid: input.messagingServiceSid,
    status_callback: input.statusCallback,
    sent_at: null,
    updated_at: now,
    course: { final: 'delivered', errorCode: null, callbacks: 'once', ...effect.course },
    answer: answerOf(effect),
  }
}
