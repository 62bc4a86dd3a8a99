import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import type { Env } from '../answer.ts'
import { answer } from '../answer.ts'
import type { Effect } from '../effect.ts'
import type { Refusal } from '../entry.ts'
import type { Log } from '../log.ts'
import type { Pace } from '../pace.ts'
import { codeOf, type TwilioError, twilioError } from './error.ts'

/** Account and everything the Twilio routes share. */
export type Account = { accountSid: string; authToken: string; log: Log; pace: Pace }

/** Lets in who knows the account's SID and token by Basic auth; others hear 20003. */
export function basicAuth({ accountSid, authToken }: Account): MiddlewareHandler<Env> {
  const expected = digest(`${accountSid}:${authToken}`)
  return async (c, next) => {
    const [scheme, credentials] = (c.req.header('authorization') ?? '').split(' ')
    const given = Buffer.from(credentials ?? '', 'base64').toString()
    if (scheme?.toLowerCase() === 'basic' && timingSafeEqual(digest(given), expected)) return next()
    return errorAnswer(twilioError(20003))
  }
}

export function errorAnswer(error: TwilioError, retryAfterS?: number): Response {
  const headers = {
    'twilio-request-id': sid('RQ'),
    ...(retryAfterS ? { 'retry-after': String(retryAfterS) } : {}),
  }
  return Response.json(error, { status: error.status, headers })
}

/** Turns a request down and writes that down. */
export function refuse(
  account: Account,
  provider: Refusal['provider'],
  to: string | null,
  error: TwilioError,
): Response {
  const { code, message, status } = error
  account.log.add({ kind: 'refusal', provider, to, http_status: status, code, message })
  return errorAnswer(error)
}

/** Answers a request that an effect keeps from being taken: refused, or no answer worth the name. */
export function turnAway(
  c: Context<Env>,
  account: Account,
  provider: Refusal['provider'],
  to: string | null,
  effect: Effect,
): Promise<Response> {
  if (effect.refuse) {
    const { httpStatus, code = codeOf(httpStatus ?? 500), retryAfterS } = effect.refuse
    const error = twilioError(code, to ?? '', httpStatus)
    refuse(account, provider, to, error)
    return answer(c, errorAnswer(error, retryAfterS), effect, account.pace)
  }
  const message = `no answer (${effect.manner})`
  account.log.add({ kind: 'refusal', provider, to, http_status: null, code: null, message })
  return answer(c, errorAnswer(twilioError(20500)), effect, account.pace)
}

/** Twilio's ids: two letters and 32 hex digits. */
export function sid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex')
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
