import { ask, type Limits } from './ask.ts'
import type { Failure } from './outcome.ts'
import { readObject, readRefusal } from './refusal.ts'

/** What twilio's client hands to its HTTP client, as far as the calls we make use it. */
type TwilioRequest = {
  method: string
  uri: string
  username?: string
  password?: string
  headers?: Record<string, string>
  params?: Record<string, unknown>
  data?: Record<string, unknown>
}

type TwilioResponse = { statusCode: number; body: unknown; headers: Record<string, string> }

/** Everything but a readable 2xx: thrown through twilio's client, which would lose Retry-After and the reason of a silence. */
export class NotDone extends Error {
  readonly outcome: Failure
  constructor(outcome: Failure) {
    super('Twilio did not do it')
    this.outcome = outcome
  }
}

const form = (values: Record<string, unknown>): URLSearchParams => {
  const all = Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((one) => [name, one] as const),
  )
  return new URLSearchParams(
    all.filter(([, value]) => value !== undefined).map(([name, value]) => [name, String(value)]),
  )
}

/**
 * An `httpClient` for the twilio package on fetch: bounded in time and size, never redirected. With `base` every call
 * goes to `<base>/<twilio's host><path>`, which is how the sandbox stands in.
 */
export function twilioHttp(limits: Limits, base?: string) {
  return {
    async request({
      method,
      uri,
      username,
      password,
      headers,
      params,
      data,
    }: TwilioRequest): Promise<TwilioResponse> {
      const original = new URL(uri)
      const url = base
        ? new URL(`${base.replace(/\/$/, '')}/${original.hostname}${original.pathname}`)
        : original
      url.search = String(form({ ...Object.fromEntries(original.searchParams), ...params }))
      const answer = await ask(
        url,
        {
          method: method.toUpperCase(),
          headers: { ...headers, authorization: `Basic ${btoa(`${username}:${password}`)}` },
          ...(data ? { body: form(data) } : {}),
        },
        limits,
      )
      const body = 'silence' in answer ? undefined : readObject(answer)
      if ('silence' in answer || !body || answer.status < 200 || answer.status >= 300)
        throw new NotDone(readRefusal(answer, body))
      return { statusCode: answer.status, body, headers: Object.fromEntries(answer.headers) }
    },
  }
}
