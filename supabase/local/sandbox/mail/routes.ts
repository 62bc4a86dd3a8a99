import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { answer, type Env } from '../answer.ts'
import { answerOf, type Effect } from '../effect.ts'
import type { Mail, Stored } from '../entry.ts'
import { type Faults, faultEffect } from '../fault.ts'
import { createLatest } from '../latest.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pace.ts'
import { bareAddress, type EmailInput, emailInput } from './email-input.ts'
import type { MailWebhook } from './events.ts'
import { magicOf } from './magic.ts'
import { type SendGridInput, sendgridErrors, sendgridInput } from './sendgrid-input.ts'
import { createMailReporter } from './webhook.ts'

export type MailRoutes = { app: Hono<Env>; stop(): void }

/** `POST /emails` in Resend's shape and `POST /v3/mail/send` in SendGrid's. Any non-empty Bearer key is let in. */
export function mailRoutes(o: { log: Log; faults: Faults; pace: Pace; webhook?: MailWebhook }): MailRoutes {
  const { log, pace } = o
  const reporter = createMailReporter({ log, pace, ...(o.webhook ? { hook: o.webhook } : {}) })
  const keys = createLatest<number>(50_000)
  const underWay = new Set<string>()
  for (const entry of log.query({ kind: 'mail' })) {
    if (entry.kind === 'mail' && entry.idempotency_key) keys.set(entry.idempotency_key, entry.id)
  }
  const app = new Hono<Env>()
  const note = (http_status: number, code: string | null, message: string, to: string | null) =>
    log.add({ kind: 'refusal', provider: 'mail', to, http_status, code, message })
  const effectOf = (to: string[]): Effect =>
    faultEffect(o.faults.take('mail', ...to), pace.delayMs) ?? magicOf(to[0] ?? '')?.effect ?? {}

  /** Keeps a mail, lets it go its course, and answers in the manner of `effect`. */
  async function take(
    c: Context<Env>,
    kept: Mail,
    effect: Effect,
    answered: (mail: Stored<Mail>) => Response,
  ) {
    const mail = log.add({ ...kept, answer: answerOf(effect) })
    const key = mail.idempotency_key
    if (key !== null) {
      keys.set(key, mail.id)
      underWay.add(key)
    }
    const magic = magicOf(mail.to[0] ?? '')
    const course = magic?.course ?? ['delivered']
    reporter.follow(mail, course.includes('sent') ? course : ['sent', ...course], magic?.isDoubled)
    try {
      return await answer(c, answered(mail), effect, pace)
    } finally {
      if (key !== null) underWay.delete(key)
    }
  }

  // what `npm run send -- --check-config` asks of each provider
  app.get('/domains', (c) => (bearer(c) ? c.json({ data: [] }) : c.json({ name: 'missing_api_key' }, 400)))
  app.get('/v3/scopes', (c) => (bearer(c) ? c.json({ scopes: ['mail.send'] }) : c.json({ errors: [] }, 401)))

  app.post('/emails', async (c) => {
    const refuse = (
      status: number,
      name: string,
      message: string,
      to: string | null = null,
      headers = {},
    ) => {
      note(status, name, message, to)
      return Response.json({ statusCode: status, name, message }, { status, headers })
    }
    const secret = bearer(c)
    if (!secret) return refuse(401, 'missing_api_key', 'Missing API key')
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
      if (underWay.has(key ?? ''))
        return refuse(409, 'concurrent_idempotent_requests', 'The first request is still under way', to[0])
      return Response.json({ id: before.mail_id })
    }

    const effect = effectOf(to)
    if (effect.refuse) {
      const { httpStatus = 500, retryAfterS } = effect.refuse
      const name = { 429: 'rate_limit_exceeded', 422: 'validation_error' }[httpStatus] ?? 'application_error'
      return refuse(httpStatus, name, 'Asked to fail', to[0], retryAfter(retryAfterS))
    }
    const mail = {
      ...fromResend(parsed.output, to),
      idempotency_key: key,
      request_hash: hash,
      is_reported: secret.startsWith('re_'),
    }
    return take(c, mail, effect, ({ mail_id }) => Response.json({ id: mail_id }))
  })

  app.post('/v3/mail/send', async (c) => {
    const refuse = (status: number, errors: object[], to: string | null = null, headers = {}) => {
      note(status, null, JSON.stringify(errors), to)
      return Response.json({ errors }, { status, headers })
    }
    const secret = bearer(c)
    if (!secret)
      return refuse(401, [
        { message: 'The provided authorization grant is invalid', field: null, help: null },
      ])
    const text = await c.req.text()
    const parsed = v.safeParse(sendgridInput, json(text))
    if (!parsed.success) return refuse(400, sendgridErrors(parsed.issues))
    const kept = fromSendGrid(parsed.output)

    const effect = effectOf(kept.to)
    if (effect.refuse) {
      const { httpStatus = 500, retryAfterS } = effect.refuse
      const error = { message: 'Asked to fail', field: null, help: null }
      return refuse(httpStatus, [error], kept.to[0], retryAfter(retryAfterS))
    }
    const hash = createHash('sha256').update(text).digest('base64')
    const mail = { ...kept, idempotency_key: null, request_hash: hash, is_reported: true }
    return take(
      c,
      mail,
      effect,
      ({ mail_id }) => new Response(null, { status: 202, headers: { 'x-message-id': mail_id } }),
    )
  })
  return { app, stop: () => reporter.stop() }
}

type Read = Omit<Mail, 'idempotency_key' | 'request_hash' | 'is_reported'>

function fromResend(input: EmailInput, to: string[]): Read {
  return {
    kind: 'mail',
    provider: 'resend',
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
  }
}

function fromSendGrid(input: SendGridInput): Read {
  const content = (type: string) => input.content.find((part) => part.type === type)?.value ?? null
  const { from, reply_to } = input
  return {
    kind: 'mail',
    provider: 'sendgrid',
    mail_id: randomBytes(16).toString('base64url'),
    from: from.name ? `${from.name} <${from.email}>` : from.email,
    to: input.personalizations.flatMap((one) => one.to.map(({ email }) => bareAddress(email))),
    cc: [],
    bcc: [],
    reply_to: reply_to ? [reply_to.email] : [],
    subject: input.subject,
    html: content('text/html'),
    text: content('text/plain'),
    headers: input.headers,
    tags: Object.entries(input.custom_args).map(([name, value]) => ({ name, value })),
    status: 'sent',
  }
}

/** Resend remembers an idempotency key for 24 hours. */
function isRecent(mail: Stored<Mail>): boolean {
  return Date.now() - Date.parse(mail.at) < 24 * 60 * 60_000
}

const bearer = (c: Context<Env>) => /^Bearer (\S+)/i.exec(c.req.header('authorization') ?? '')?.[1]

const retryAfter = (seconds: number | undefined) =>
  seconds === undefined ? {} : { 'retry-after': String(seconds) }

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
