import { corsHeaders } from '@supabase/supabase-js/cors'
import * as v from 'valibot'
import { readJson } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { bearerToken } from '../_shared/secret.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'
import { maskNumber, readCode, readNumber } from './number.ts'
import type { Verifier } from './verify.ts'

export type Dependencies = {
  rpc: Rpc
  /** The id of the person whose token this is; nothing when it is nobody's. Throws when that cannot be found out. */
  whoIs(token: string): Promise<string | undefined>
  verifier: Verifier
  /** A keyed hash of where the request came from; the address itself is kept nowhere. */
  hashAddress(request: Request): string
  log: Log
}

const body = v.variant('action', [
  v.object({
    action: v.literal('start'),
    /** As typed; Arabic-Indic and other digits, blanks and brackets are fine. */
    number: v.pipe(v.string(), v.maxLength(40)),
    /** ISO 3166, two letters: how to read a number without a country code. */
    country: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z]{2}$/))),
    /** The language of the text, such as es. */
    locale: v.optional(v.pipe(v.string(), v.regex(/^[a-z]{2,3}$/))),
  }),
  v.object({ action: v.literal('check'), code: v.pipe(v.string(), v.maxLength(40)) }),
])
type Body = v.InferOutput<typeof body>
type Start = Extract<Body, { action: 'start' }>

const refused = v.object({
  refused: v.picklist([
    'too_many_codes',
    'phone_already_verified',
    'phone_cannot_receive_sms',
    'code_expired',
    'too_many_checks',
  ]),
  retry_after_s: v.optional(v.number()),
})
const started = v.object({ id: v.string(), resend_after_s: v.number(), line_types: v.array(v.string()) })
const taken = v.object({ id: v.string(), e164: v.string(), checks_left: v.number() })

/** Seconds a code of Twilio Verify lives. */
const codeLivesS = 600

/**
 * POST `{ action: 'start', number, country?, locale? }` sends a code and answers `{ masked, resend_after_s, expires_in_s }`;
 * POST `{ action: 'check', code }` proves the number and answers `{ masked }`. Errors: not_signed_in, invalid_body,
 * phone_invalid, phone_cannot_receive_sms, phone_not_accepted, phone_already_verified, too_many_codes (retry_after_s),
 * code_wrong (checks_left), code_expired, too_many_checks, unavailable.
 */
export function phoneVerification(dependencies: Dependencies): Handle {
  const handle = serve(
    ['POST'],
    async (request) => {
      const token = bearerToken(request)
      const userId = token && (await dependencies.whoIs(token))
      if (!userId) return refuse('not_signed_in')
      const read = await readJson(request, body, 2048)
      if (read.refusal) return read.refusal
      const asked = read.value
      return asked.action === 'start'
        ? await start(asked, userId, dependencies.hashAddress(request), dependencies)
        : await check(asked.code, userId, dependencies)
    },
    dependencies.log,
  )
  return async (request) => {
    const response =
      request.method === 'OPTIONS' ? new Response(null, { status: 204 }) : await handle(request)
    for (const [name, value] of Object.entries(corsHeaders)) response.headers.set(name, value)
    return response
  }
}

async function start(asked: Start, userId: string, address: string, on: Dependencies): Promise<Response> {
  const e164 = readNumber(asked.number, asked.country)
  if (!e164) return refuse('phone_invalid')
  const counted = await call(
    on,
    'start_phone_verification',
    { user_id: userId, e164, address_hash: address },
    v.union([refused, started]),
  )
  if (!counted) return refuse('unavailable')
  if ('refused' in counted) {
    if (counted.refused === 'too_many_codes') on.log(`code for ${maskNumber(e164)} not sent: too many`)
    return refuse(counted.refused, waiting(counted.retry_after_s))
  }

  const note = (state: 'sent' | 'refused' | 'failed', more: Record<string, string | null>) =>
    on.rpc('note_phone_verification', { id: counted.id, state, ...more }).catch((cause) => {
      on.log(`verification ${counted.id} not noted: ${cause}`)
    })
  // a Lookup that does not answer stops nobody: Verify knows landlines too
  const line = await on.verifier.lookUp(e164)
  const lineType = line.step === 'done' ? line.lineType : null
  if (line.step === 'failed') on.log(`no line type of ${maskNumber(e164)}: ${line.reason}`)
  if (line.step === 'refused') {
    await note('refused', { reason: line.reason })
    return refuse(line.code)
  }
  if (lineType !== null && !counted.line_types.includes(lineType)) {
    await note('refused', { line_type: lineType, reason: 'line_type' })
    return refuse('phone_cannot_receive_sms')
  }

  const sent = await on.verifier.send(e164, asked.locale)
  if (sent.step === 'refused') {
    await note('refused', { line_type: lineType, reason: sent.reason })
    return refuse(sent.code, waiting(sent.retryAfterS))
  }
  if (sent.step === 'failed' && !sent.isSent) {
    on.log(`code for ${maskNumber(e164)} not sent: ${sent.reason}`)
    await note('failed', { line_type: lineType, reason: sent.reason })
    return refuse('unavailable')
  }
  // an answer that was lost: the text may well arrive, and its code will be good
  await note('sent', {
    line_type: lineType,
    provider_sid: sent.step === 'done' ? sent.sid : null,
    reason: sent.step === 'done' ? null : sent.reason,
  })
  return Response.json({
    masked: maskNumber(e164),
    resend_after_s: counted.resend_after_s,
    expires_in_s: codeLivesS,
  })
}

async function check(typed: string, userId: string, on: Dependencies): Promise<Response> {
  const code = readCode(typed)
  if (!code) return refuse('code_wrong')
  const turn = await call(on, 'take_phone_check', { user_id: userId }, v.union([refused, taken]))
  if (!turn) return refuse('unavailable')
  if ('refused' in turn) return refuse(turn.refused)
  const checked = await on.verifier.check(turn.e164, code)
  if (checked.step === 'refused')
    return refuse(checked.code === 'phone_invalid' ? 'code_wrong' : checked.code)
  if (checked.step === 'failed') {
    on.log(`code for ${maskNumber(turn.e164)} not checked: ${checked.reason}`)
    return refuse('unavailable')
  }
  if (!checked.isRight) return refuse('code_wrong', { checks_left: turn.checks_left })
  const masked = await call(on, 'finish_phone_verification', { id: turn.id }, v.string())
  return masked ? Response.json({ masked }) : refuse('unavailable')
}

const waiting = (seconds: number | undefined) => (seconds === undefined ? {} : { retry_after_s: seconds })

/** One step in the database, read by a schema; nothing when it could not be done, which the log explains. */
async function call<Schema extends v.GenericSchema>(
  { rpc, log }: Dependencies,
  name: string,
  parameters: Record<string, unknown>,
  schema: Schema,
): Promise<v.InferOutput<Schema> | undefined> {
  try {
    return v.parse(schema, await rpc(name, parameters))
  } catch (cause) {
    log(`${name}: ${cause}`)
    return undefined
  }
}
