import { Buffer } from 'node:buffer'
import * as v from 'valibot'
import { type Answer, ask, type Silence } from '../ask.ts'
import { clean } from '../outcome.ts'
import { readObject } from '../refusal.ts'
import { ProviderFailure } from './provider.ts'

export type DarajaSettings = {
  consumerKey: string
  consumerSecret: string
  apiBase?: string
  timeoutMs?: number
}

/** What Daraja said: `code` is its errorCode, `failure()` what to throw when that was not expected. */
export type DarajaAnswer = { body: unknown; code?: string; failure(): ProviderFailure }

const token = v.object({
  access_token: v.pipe(v.string(), v.minLength(1)),
  // "3599", as text
  expires_in: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.number()),
})

/** Calls Safaricom's API under an access token that is kept until a minute before its end. Throws ProviderFailure. */
export function openDaraja({ consumerKey, consumerSecret, apiBase, timeoutMs = 15_000 }: DarajaSettings) {
  const base = (apiBase ?? 'https://api.safaricom.co.ke').replace(/\/$/, '')
  const limits = { timeoutMs, maxBytes: 65_536 }
  let known: { token: string; until: number } | undefined

  async function accessToken(): Promise<string> {
    if (known && Date.now() < known.until) return known.token
    const basic = Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')
    const url = new URL(`${base}/oauth/v1/generate?grant_type=client_credentials`)
    const answered = await ask(url, { headers: { authorization: `Basic ${basic}` } }, limits)
    // nothing was asked for yet: whatever went wrong may be tried again
    if ('silence' in answered)
      throw new ProviderFailure(`M-Pesa: no token, ${answered.silence}`, { refused: false })
    const parsed = v.safeParse(token, readObject(answered))
    if (!parsed.success) throw new ProviderFailure(`M-Pesa: no token, ${answered.status}`, { refused: false })
    const { access_token, expires_in } = parsed.output
    known = { token: access_token, until: Date.now() + (expires_in - 60) * 1000 }
    return access_token
  }

  return async (path: string, body: object): Promise<DarajaAnswer> => {
    const authorization = `Bearer ${await accessToken()}`
    const headers = { authorization, 'content-type': 'application/json' }
    const answered = await ask(
      new URL(base + path),
      { method: 'POST', headers, body: JSON.stringify(body) },
      limits,
    )
    if (!('silence' in answered) && answered.status === 401) known = undefined
    return read(answered)
  }
}

function read(answered: Answer | Silence): DarajaAnswer {
  if ('silence' in answered) {
    const { silence } = answered
    throw new ProviderFailure(`M-Pesa: ${silence}`, { refused: false })
  }
  const body = readObject(answered)
  const { status } = answered
  const code = typeof body?.errorCode === 'string' ? body.errorCode : undefined
  const said = clean(`${code ?? ''} ${body?.errorMessage ?? body?.ResponseDescription ?? ''}`)
  const failure = () => new ProviderFailure(`M-Pesa: ${status} ${said}`, { refused: isRefusal(status, code) })
  return { body, code, failure }
}

/** A 5xx with a code of its own was looked at and refused ("Unable to lock subscriber"); without one nobody knows. */
const isRefusal = (status: number, code: string | undefined) =>
  status >= 500 ? code !== undefined : status >= 400 && status !== 401 && status !== 429
