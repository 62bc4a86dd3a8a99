import { createHash, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import * as v from 'valibot'
import { answer, type Env } from '../answer.ts'
import { answerOf } from '../effect.ts'
import type { Mail, Stored } from '../entry.ts'
import { type Faults, faultEffect } from '../fault.ts'
import { createLatest } from '../latest.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pace.ts'
import { bareAddress, type EmailInput, emailInput } from './email-input.ts'
import { fateOf, type MailWebhook, sendMailEvent } from './webhook.ts'

export type MailRoutes = { app: Hono<Env>; stop(): void }

/** `POST /emails` in Resend's shape. Any non-empty Bearer key is let in. */
export function mailRoutes(o: { log: Log; faults: Faults; pace: Pace; webhook?: MailWebhook }): MailRoutes {
  const { log, pace } = o
  const timers = new Set<NodeJS.Timeout>()
  const stopping = new AbortController()
  const keys = createLatest<number>(50_000)
  for (const entry of log.query({ kind: 'mail' })) {
    if (entry.kind === 'mail' && entry.idempotency_key) keys.set(entry.idempotency_key, entry.id)
  }
  const app = new Hono<Env>()
  const refuse = (status: number, name: string, message: string, to: string | null = null) => {
    log.add({ kind: 'refusal', provider: 'mail', to, http_status: status, code: name, message })
    return Response.json({ statusCode: status, name, message }, { status })
  }

  app.post('/emails', async (c) => {
    if (!/^Bearer \S+/i.test(c.req.header('authorization') ?? ''))
      return refuse(401, 'missing_api_key', 'Missing API key')
    const text = await c.req.text()
    const parsed = v.safeParse(emailInput, json(text))
    if (!parsed.success) return refuse(422, 'validation_error', v.summarize(parsed.issues))
    const to = parsed.output.to.map(bareAddress)

    const key = c.req.header('idempotency-key') ?? null
    if (key !== null && (key === '' || key.length > 256))
      return refuse(400, 'invalid_idempotency_key', 'Between 1 and 256 characters')
    const hash = createHash('sha256').update(text).digest('base64')
    const before = key === null ? undefined : log.get(keys.get(key) ?? 0)
    if (before?.kind === 'mail' && isRecent(before)) {
      if (before.request_hash !== hash)
        return refuse(409, 'invalid_idempotent_request', 'Same key, other request', to[0])
      return Response.json({ id: before.mail_id })
    }

    const effect = faultEffect(o.faults.take('mail', ...to), pace.delayMs) ?? {}
    if (effect.refuse)
      return refuse(effect.refuse.httpStatus ?? 500, 'application_error', 'An armed fault', to[0])
    const mail = log.add({ ...mailEntry(parsed.output, to, key, hash), answer: answerOf(effect) })
    if (key !== null) keys.set(key, mail.id)
    const timer = setTimeout(() => {
      timers.delete(timer)
      log.change(mail, { status: fateOf(to[0] ?? '') })
      if (o.webhook) void sendMailEvent(log, o.webhook, mail, to[0] ?? '', stopping.signal)
    }, pace.stepMs)
    timers.add(timer)
    return answer(c, Response.json({ id: mail.mail_id }), effect, pace)
  })
  return {
    app,
    stop() {
      for (const timer of timers) clearTimeout(timer)
      stopping.abort()
    },
  }
}

/** Resend remembers an idempotency key for 24 hours. */
function isRecent(mail: Stored<Mail>): boolean {
  return Date.now() - Date.parse(mail.at) < 24 * 60 * 60_000
}

function mailEntry(input: EmailInput, to: string[], key: string | null, hash: string): Mail {
  return {
    kind: 'mail',
    mail_id: randomUUID(),
    from: input.from,
    to,
    cc: (input.cc ?? []).map(bareAddress),
    bcc: (input.bcc ?? []).map(bareAddress),
    reply_to: input.reply_to ?? [],
    subject: input.subject,
    html: input.html ?? null,
    text: input.text ?? null,
    headers: input.headers,
    tags: input.tags,
    status: 'sent',
    idempotency_key: key,
    request_hash: hash,
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
