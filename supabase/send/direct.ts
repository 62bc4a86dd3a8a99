import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { root } from '../check/step.ts'
import { inDeno } from './deno.ts'
import { type Line, Wrong } from './event.ts'
import type { Target } from './target.ts'

type Settled = {
  outcome: string
  provider: string
  provider_message_id?: string
  code?: string
  error?: string
  segments?: number
} | null

const functions = { sms: 'send-sms', web_push: 'send-push', email: 'send-email' } as const
const outcomes: Record<string, string> = { permanent: 'failed', gone: 'failed', retry: 'failed' }

/** One delivery through the shipped function, past the outbox: nobody's consent is asked and nothing is written down. */
async function send(
  { env }: Target,
  channel: keyof typeof functions,
  provider: string,
  target: object,
  rendered: object,
): Promise<Line> {
  const delivery = {
    ...{ id: randomUUID(), lease_token: randomUUID(), notification_id: randomUUID(), priority: 'normal' },
    ...{ expires_at: null, in_doubt_since: null, fault: null, provider, target, rendered },
  }
  const entry = pathToFileURL(join(root, 'supabase/functions', functions[channel], 'index.ts')).href
  const settled = await inDeno<Settled>(
    'one.deno.ts',
    functions[channel],
    env,
    entry,
    JSON.stringify(delivery),
  )
  if (!settled) throw new Error(`${functions[channel]} settled nothing`)
  return {
    channel,
    state: outcomes[settled.outcome] ?? settled.outcome,
    reason: settled.code ? [settled.code, settled.error].filter(Boolean).join(': ') : null,
    ...{ provider: settled.provider, provider_message_id: settled.provider_message_id ?? null },
    ...{ segments: settled.segments ?? null, price: null, currency: null, is_estimate: false },
  }
}

type Status = {
  status: string
  errorCode: number | null
  segments: number
  price: string | null
  currency: string | null
}
const last = ['delivered', 'undelivered', 'failed', 'read']

/** A text to any number, and at Twilio what became of it within `waitMs`. */
export async function sendSms(
  target: Target,
  to: string,
  body: string,
  provider: string,
  waitMs: number,
): Promise<Line> {
  if (!/^\+[1-9]\d{6,14}$/.test(to))
    throw new Wrong(`${to} is no number in international form, such as +447700900001.`)
  const line = await send(target, 'sms', provider, { e164: to }, { body })
  if (line.state !== 'accepted' || line.provider !== 'twilio' || !line.provider_message_id) return line
  for (const deadline = Date.now() + waitMs; ; await pause(500)) {
    const now = await inDeno<Status>('providers.deno.ts', 'send-sms', target.env, line.provider_message_id)
    if (!last.includes(now.status) && Date.now() < deadline) continue
    return {
      ...line,
      ...{ state: now.status, reason: now.errorCode ? String(now.errorCode) : null },
      ...{ segments: now.segments || line.segments, price: now.price, currency: now.currency },
    }
  }
}

/** A mail to any address. */
export const sendMail = (
  target: Target,
  to: string,
  title: string,
  body: string,
  provider: string,
): Promise<Line> =>
  send(
    target,
    'email',
    provider,
    { email: to, name: null, locale: 'en' },
    {
      ...{ title, body, action_url: '/', action_label: 'Open Orderline', category: 'system', locale: 'en' },
    },
  )

/** A push to each live browser of a person, one line each. Throws Wrong when there is none. */
export async function sendPush(target: Target, email: string, title: string, body: string): Promise<Line[]> {
  const client = new pg.Client({ connectionString: target.databaseUrl })
  await client.connect()
  const { rows } = await client
    .query(
      `select s.endpoint, s.p256dh, s.auth from public.push_subscriptions s join auth.users u on u.id = s.user_id
       where lower(u.email) = lower($1) and s.disabled_at is null order by s.last_seen_at desc`,
      [email],
    )
    .finally(() => client.end())
  if (rows.length === 0)
    throw new Wrong(`${email} has no browser that takes pushes. They turn them on at the bell.`)
  const rendered = { title, body, action_url: '/', tag: 'send' }
  return Promise.all(rows.map((row) => send(target, 'web_push', 'web_push', row, rendered)))
}
