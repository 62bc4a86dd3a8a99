// Asks each provider whether it knows us, with the functions' environment and in their Deno; sends nothing. Prints JSON: one
// finding per question. With an argument, the SID of a message, it prints how that message stands at Twilio instead.
import Twilio from 'twilio/lib/rest/Twilio.js'
import { ask } from '../functions/_shared/ask.ts'
import { NotDone, twilioHttp } from '../functions/_shared/twilio-http.ts'
import { createVapid } from '../functions/send-push/vapid.ts'

type Finding = { what: string; state: 'good' | 'bad' | 'unset'; detail: string }

const limits = { timeoutMs: 10_000, maxBytes: 65_536 }
const env = (name: string) => Deno.env.get(name) ?? ''

function twilio() {
  const httpClient = twilioHttp(limits, env('TWILIO_API_BASE') || undefined)
  const settings = { httpClient } as unknown as ConstructorParameters<typeof Twilio>[2]
  return new Twilio(env('TWILIO_ACCOUNT_SID'), env('TWILIO_AUTH_TOKEN'), settings)
}

/** Names what is not set; else does the asking, whose answer is the detail and whose error is the fault. */
async function look(what: string, names: string[], asking: () => Promise<string>): Promise<Finding> {
  const missing = names.filter((name) => !env(name))
  if (missing.length > 0) return { what, state: 'unset', detail: `not set: ${missing.join(', ')}` }
  try {
    return { what, state: 'good', detail: await asking() }
  } catch (cause) {
    const { code, error } = cause instanceof NotDone ? cause.outcome : { code: '', error: String(cause) }
    return { what, state: 'bad', detail: [code, error].filter(Boolean).join(': ') }
  }
}

async function get(url: string, headers: Record<string, string>, accepted: number[]): Promise<string> {
  const answer = await ask(new URL(url), { headers }, limits)
  if ('silence' in answer) throw new Error(answer.error)
  if (!accepted.includes(answer.status)) throw new Error(`HTTP ${answer.status} ${answer.text.slice(0, 200)}`)
  return 'the key is known'
}

const bearer = (name: string) => ({ authorization: `Bearer ${env(name)}` })
const mailBase = (base: string) => env('MAIL_API_BASE').replace(/\/$/, '') || base
const account = ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN']

const questions = () => [
  look('Twilio: account', account, async () => {
    await twilio().messages.list({ limit: 1, pageSize: 1 })
    return env('TWILIO_ACCOUNT_SID')
  }),
  look('Twilio: messaging service', [...account, 'TWILIO_MESSAGING_SERVICE_SID'], async () => {
    const { friendlyName } = await twilio().messaging.v1.services(env('TWILIO_MESSAGING_SERVICE_SID')).fetch()
    return friendlyName
  }),
  look('Twilio: verify service', [...account, 'TWILIO_VERIFY_SERVICE_SID'], async () => {
    const { friendlyName } = await twilio().verify.v2.services(env('TWILIO_VERIFY_SERVICE_SID')).fetch()
    return friendlyName
  }),
  look('Vonage: account', ['VONAGE_API_KEY', 'VONAGE_API_SECRET', 'VONAGE_FROM'], () => {
    const basic = btoa(`${env('VONAGE_API_KEY')}:${env('VONAGE_API_SECRET')}`)
    const host = env('VONAGE_API_BASE')
      ? `${env('VONAGE_API_BASE')}/rest.nexmo.com`
      : 'https://rest.nexmo.com'
    return get(`${host}/account/get-balance`, { authorization: `Basic ${basic}` }, [200])
  }),
  // a key that may only send is refused with 401 restricted_api_key; a wrong one with 400 or 403
  look('Resend: key', ['RESEND_API_KEY', 'MAIL_FROM'], () =>
    get(`${mailBase('https://api.resend.com')}/domains`, bearer('RESEND_API_KEY'), [200, 401]),
  ),
  look('SendGrid: key', ['SENDGRID_API_KEY', 'MAIL_FROM'], () =>
    get(`${mailBase('https://api.sendgrid.com')}/v3/scopes`, bearer('SENDGRID_API_KEY'), [200]),
  ),
  look('Web push: VAPID keys', ['VAPID_PUBLIC_KEY', 'VAPID_PRIVATE_KEY', 'VAPID_SUBJECT'], async () => {
    await createVapid({
      publicKey: env('VAPID_PUBLIC_KEY'),
      privateKey: env('VAPID_PRIVATE_KEY'),
      subject: env('VAPID_SUBJECT'),
    })
    return `a pair, ${env('VAPID_SUBJECT')}`
  }),
]

const [sid] = Deno.args
if (sid) {
  const { status, errorCode, numSegments, price, priceUnit } = await twilio().messages(sid).fetch()
  console.log(
    JSON.stringify({ status, errorCode, segments: Number(numSegments), price, currency: priceUnit }),
  )
} else console.log(JSON.stringify(await Promise.all(questions())))
Deno.exit(0)
