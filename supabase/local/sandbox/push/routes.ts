import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { answer, type Env } from '../answer.ts'
import { answerOf } from '../effect.ts'
import type { Push } from '../entry.ts'
import { type Faults, faultEffect } from '../fault.ts'
import { createLatest } from '../latest.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pace.ts'
import type { State } from '../state.ts'
import { readPushHeaders } from './headers.ts'
import { openPayload } from './payload.ts'
import { createVapidCheck } from './vapid.ts'

/** What a push service must take (RFC 8030 §7.2); more is a 413. */
const maxBytes = 4096

/** The push service itself: `POST /send/{device}` after RFC 8030, 8291 and 8292. Each try is written down, refused or not. */
export function pushService(o: {
  log: Log
  state: State
  faults: Faults
  origin: string
  pace: Pace
}): Hono<Env> {
  const checkVapid = createVapidCheck(o.origin)
  const topics = createLatest<number>(10_000)
  for (const entry of o.log.query({ kind: 'push' })) {
    if (entry.kind === 'push' && entry.topic && entry.outcome === 'delivered')
      topics.set(`${entry.device} ${entry.topic}`, entry.id)
  }
  const app = new Hono<Env>()

  app.post('/send/:id', async (c) => {
    const known = o.state.device(c.req.param('id'))
    if (!known) return refusal(404, 'no such subscription')
    const { device, isGone } = known
    const body = Buffer.from(await c.req.arrayBuffer())
    const tried: Push = {
      kind: 'push',
      device: device.id,
      device_name: device.name,
      payload: null,
      bytes: body.length,
      ttl: null,
      urgency: null,
      topic: null,
      vapid_subject: null,
      outcome: 'refused',
      http_status: 201,
      reason: null,
      replaces: null,
      replaced_by: null,
    }
    const refuse = (http_status: number, reason: string, headers?: Record<string, string>) => {
      o.log.add({ ...tried, http_status, reason, outcome: http_status === 410 ? 'gone' : 'refused' })
      return refusal(http_status, reason, headers)
    }

    if (isGone) return refuse(410, 'the subscription is gone')
    if (body.length > maxBytes) return refuse(413, `${body.length} bytes; at most ${maxBytes} are taken`)
    const headers = readPushHeaders((name) => c.req.header(name), body.length > 0)
    if ('reason' in headers) return refuse(400, headers.reason)
    Object.assign(tried, headers)
    const vapid = await checkVapid(c.req.header('authorization'), device.application_server_key)
    if ('reason' in vapid) return refuse(vapid.httpStatus, vapid.reason, { 'www-authenticate': 'vapid' })
    tried.vapid_subject = vapid.subject
    const opened = openPayload(body, device)
    if ('reason' in opened) return refuse(400, opened.reason)

    const effect = faultEffect(o.faults.take('push', device.id, device.name), o.pace.delayMs) ?? {}
    if (effect.refuse) {
      const { httpStatus = 500, retryAfterS } = effect.refuse
      const retryAfter = retryAfterS ? { 'retry-after': String(retryAfterS) } : undefined
      return refuse(httpStatus, 'an armed fault', retryAfter)
    }
    const topic = `${device.id} ${headers.topic}`
    const replaced = headers.topic ? o.log.get(topics.get(topic) ?? 0) : undefined
    const delivered: Push = {
      ...tried,
      payload: opened.payload,
      outcome: 'delivered',
      replaces: replaced?.id ?? null,
    }
    const entry = o.log.add({ ...delivered, answer: answerOf(effect) })
    if (replaced?.kind === 'push') o.log.change(replaced, { replaced_by: entry.id })
    if (headers.topic) topics.set(topic, entry.id)
    const created = { location: `${o.origin}/push/message/${randomUUID()}`, ttl: String(headers.ttl) }
    return answer(c, new Response(null, { status: 201, headers: created }), effect, o.pace)
  })
  return app
}

function refusal(status: number, message: string, headers?: Record<string, string>): Response {
  return Response.json({ code: status, message }, { status, headers })
}
