import { Buffer } from 'node:buffer'
import * as v from 'valibot'
import { ask } from '../ask.ts'
import { ProviderFailure } from './provider.ts'

export type PaypalSettings = {
  clientId: string
  clientSecret: string
  /** PayPal's own sandbox, or a stand-in: requests go to <base>/v1/… and <base>/v2/… */
  apiBase?: string
  timeoutMs?: number
}

/** All three or none: half of them stops the start, instead of taking callbacks that nobody can check. */
export function readPaypal(
  get: (name: string) => string | undefined,
): (PaypalSettings & { webhookId: string }) | undefined {
  const [clientId, clientSecret, webhookId] = ['CLIENT_ID', 'CLIENT_SECRET', 'WEBHOOK_ID'].map((name) =>
    get(`PAYPAL_${name}`),
  )
  if (!clientId && !clientSecret && !webhookId) return undefined
  if (!clientId || !clientSecret || !webhookId)
    throw new Error('PAYPAL_CLIENT_ID, PAYPAL_CLIENT_SECRET and PAYPAL_WEBHOOK_ID: all three or none')
  const apiBase = get('PAYPAL_API_BASE')
  return { clientId, clientSecret, webhookId, ...(apiBase ? { apiBase } : {}) }
}

export type PaypalAnswer = { status: number; body: unknown; issue: string | undefined }
export type Paypal = {
  base: string
  /** `requestId` makes a second call the first. Throws where nobody knows what happened, and where the keys are wrong. */
  call(method: 'GET' | 'POST', path: string, body?: object, requestId?: string): Promise<PaypalAnswer>
}

const token = v.object({ access_token: v.string(), expires_in: v.number() })
const problem = v.object({
  name: v.optional(v.string(), ''),
  details: v.optional(v.array(v.object({ issue: v.optional(v.string(), '') })), []),
})

/** PayPal's REST API, with a token that is asked for once and used until shortly before its end. */
export function openPaypal({ clientId, clientSecret, apiBase, timeoutMs = 10_000 }: PaypalSettings): Paypal {
  const base = (apiBase ?? 'https://api-m.paypal.com').replace(/\/+$/, '')
  const limits = { timeoutMs, maxBytes: 262_144 }
  let held: { value: string; untilMs: number } | undefined

  async function send(path: string, init: RequestInit): Promise<PaypalAnswer> {
    const said = await ask(new URL(base + path), init, limits)
    if ('silence' in said) throw new ProviderFailure(`PayPal: ${path}: ${said.silence}`, { refused: false })
    const { status, text, isCut } = said
    if (status >= 500 || status === 429 || status === 408 || isCut)
      throw new ProviderFailure(`PayPal: ${path}: ${status}`, { refused: false })
    const body = parsed(text)
    const wrong = v.safeParse(problem, body)
    const issue = wrong.success ? wrong.output.details[0]?.issue || wrong.output.name : undefined
    return { status, body, issue: status >= 300 ? issue || String(status) : undefined }
  }

  async function tokenNow(): Promise<string> {
    if (held && held.untilMs > Date.now()) return held.value
    const { status, body } = await send('/v1/oauth2/token', {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    })
    const read = v.safeParse(token, body)
    if (!read.success) throw new ProviderFailure(`PayPal: no token: ${status}`, { refused: false })
    held = {
      value: read.output.access_token,
      untilMs: Date.now() + Math.max(0, read.output.expires_in - 60) * 1000,
    }
    return held.value
  }

  return {
    base,
    async call(method, path, body, requestId) {
      const answer = await send(path, {
        method,
        headers: {
          authorization: `Bearer ${await tokenNow()}`,
          'content-type': 'application/json',
          // the whole order is answered, with its links and captures
          prefer: 'return=representation',
          ...(requestId ? { 'paypal-request-id': requestId } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      if (answer.status === 401 || answer.status === 403) {
        held = undefined
        throw new ProviderFailure(`PayPal: ${path}: ${answer.issue}`, { refused: false })
      }
      return answer
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
