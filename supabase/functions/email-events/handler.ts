import { readText } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import type { Report } from './report.ts'
import { readResend } from './resend-report.ts'
import { readSendGrid } from './sendgrid-report.ts'
import { isSignedBySendGrid } from './sendgrid-signature.ts'
import { isSignedBySvix } from './svix.ts'

export type Dependencies = {
  rpc: Rpc
  /** Of Resend's webhook; without them whatever claims to be Resend's is refused. */
  resendSecrets?: readonly Uint8Array[]
  /** Of SendGrid's event webhook; likewise. */
  sendgridKey?: CryptoKey
  log: Log
  now?: () => number
}

// SendGrid gathers events up to 768 kB
const maxBytes = 1_048_576
/** How many of a batch are stored at once. */
const lanes = 8

/**
 * Takes what mail providers report: verified, stored, and answered with 204 only when all of it is stored. The same event
 * twice is one. Errors: bad_signature, body_too_large, invalid_body, unavailable.
 */
export function emailEvents({
  rpc,
  resendSecrets = [],
  sendgridKey,
  log,
  now = Date.now,
}: Dependencies): Handle {
  return serve(
    ['POST'],
    async (request) => {
      const text = await readText(request, maxBytes)
      if (text.refusal) return text.refusal
      const reports = await verify(request.headers, text.value)
      if (reports instanceof Response) return reports
      const failed = await store(reports)
      return failed ? refuse('unavailable') : new Response(null, { status: 204 })
    },
    log,
  )

  async function verify(headers: Headers, body: string): Promise<Report[] | Response> {
    const signed = { headers, body, now: now() }
    if (headers.has('svix-id')) {
      if (!isSignedBySvix({ ...signed, secrets: resendSecrets })) return refuse('bad_signature')
      const report = readResend(json(body), headers.get('svix-id') ?? '')
      if (report === 'invalid') return refuse('invalid_body')
      return report === 'foreign' ? [] : [report]
    }
    if (!sendgridKey || !(await isSignedBySendGrid({ ...signed, key: sendgridKey })))
      return refuse('bad_signature')
    const events = json(body)
    if (!Array.isArray(events)) return refuse('invalid_body')
    // one that nobody can read must not keep the provider sending the others for ever
    return events.map(readSendGrid).filter((report) => report !== undefined)
  }

  /** Whether any could not be stored. Those of one mail stay in their order. */
  async function store(reports: Report[]): Promise<boolean> {
    const waiting = Map.groupBy(reports, (report) => report.provider_message_id).values()
    let failed = false
    const lane = async () => {
      for (const ofOneMail of waiting)
        for (const report of ofOneMail) {
          try {
            await rpc('record_provider_event', report)
          } catch (cause) {
            log(`${report.provider} event ${report.event_key} not stored: ${cause}`)
            failed = true
          }
        }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return failed
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
