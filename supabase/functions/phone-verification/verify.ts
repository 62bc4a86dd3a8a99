import Twilio from 'twilio/lib/rest/Twilio.js'
import type { ErrorCode } from '../_shared/errors.ts'
import { NotDone, twilioHttp } from '../_shared/twilio-http.ts'

/** `refused`: this number, or this code, will not do. `failed`: Twilio did not say; `isSent` when the text may be on its way. */
export type Step<T> =
  | ({ step: 'done' } & T)
  | { step: 'refused'; code: ErrorCode; reason: string; retryAfterS?: number }
  | { step: 'failed'; reason: string; isSent: boolean }

/** Proves numbers: what line it is, a code sent there, a code compared. */
export type Verifier = {
  lookUp(e164: string): Promise<Step<{ lineType: string | null }>>
  send(e164: string, locale: string | undefined): Promise<Step<{ sid: string }>>
  check(e164: string, code: string): Promise<Step<{ isRight: boolean }>>
}

type Options = {
  accountSid: string
  authToken: string
  verifyServiceSid: string
  apiBase?: string
  timeoutMs?: number
}

type Reading = { code: ErrorCode; retryAfterS?: number }

// twilio.com/docs/verify/return-and-error-codes; what is not here failed for reasons that are not the person's
const readings: Record<string, Reading> = {
  '20404': { code: 'code_expired' },
  '21211': { code: 'phone_invalid' },
  '21408': { code: 'phone_not_accepted' },
  '21614': { code: 'phone_cannot_receive_sms' },
  '60200': { code: 'phone_invalid' },
  '60202': { code: 'too_many_checks' },
  // five codes for one number, until the first of them is ten minutes old
  '60203': { code: 'too_many_codes', retryAfterS: 600 },
  '60205': { code: 'phone_cannot_receive_sms' },
  // another request for this number is under way
  '60212': { code: 'too_many_codes', retryAfterS: 30 },
  // Fraud Guard closed the prefix; the country is closed
  '60410': { code: 'phone_not_accepted' },
  '60605': { code: 'phone_not_accepted' },
}

/** Twilio Lookup v2 and Verify v2 through the twilio package. */
export function twilioVerifier(options: Options): Verifier {
  const { accountSid, authToken, verifyServiceSid, apiBase, timeoutMs = 8000 } = options
  const httpClient = twilioHttp({ timeoutMs, maxBytes: 65_536 }, apiBase)
  // the option's type is the class that wraps axios; what the client calls is `request` alone
  const settings = { httpClient } as unknown as ConstructorParameters<typeof Twilio>[2]
  const client = new Twilio(accountSid, authToken, settings)
  const service = client.verify.v2.services(verifyServiceSid)

  return {
    lookUp: (e164) =>
      steps<{ lineType: string | null }>(async () => {
        const found = await client.lookups.v2.phoneNumbers(e164).fetch({ fields: 'line_type_intelligence' })
        if (!found.valid) return { step: 'refused', code: 'phone_invalid', reason: 'lookup_invalid' }
        const { type }: { type?: unknown } = found.lineTypeIntelligence ?? {}
        return { step: 'done', lineType: typeof type === 'string' ? type : null }
      }),

    send: (e164, locale) =>
      steps(async () => {
        const { sid } = await service.verifications.create({
          to: e164,
          channel: 'sms',
          ...(locale ? { locale } : {}),
        })
        return { step: 'done', sid }
      }),

    check: (e164, code) =>
      steps(async () => {
        const { status } = await service.verificationChecks.create({ to: e164, code })
        return { step: 'done', isRight: status === 'approved' }
      }),
  }
}

async function steps<T>(work: () => Promise<Step<T>>): Promise<Step<T>> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof NotDone)) throw cause
    const { code, outcome } = cause.outcome
    const reading = readings[code]
    return reading
      ? { step: 'refused', reason: code, ...reading }
      : { step: 'failed', reason: code, isSent: outcome === 'ambiguous' }
  }
}
