import { connect, rpcOf } from '../_shared/database.ts'
import { openOutbox } from '../_shared/deliveries.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { sendSms } from './handler.ts'
import { ownersAt } from './owners.ts'
import { priceSettler } from './prices.ts'
import { twilioMessages } from './twilio.ts'
import { vonageSms } from './vonage.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(
  get,
  [
    'SUPABASE_URL',
    'WEBHOOK_SECRET',
    'PUBLIC_FUNCTIONS_URL',
    'TWILIO_ACCOUNT_SID',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_MESSAGING_SERVICE_SID',
  ],
  ['TWILIO_API_BASE', 'VONAGE_API_KEY', 'VONAGE_API_BASE', 'SB_EXECUTION_ID'],
)
const log = (line: string) => console.error(line)
const rpc = rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) }))
const worker = `send-sms ${env.SB_EXECUTION_ID ?? crypto.randomUUID()}`

const twilio = twilioMessages({
  accountSid: env.TWILIO_ACCOUNT_SID,
  authToken: env.TWILIO_AUTH_TOKEN,
  messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID,
  functionsUrl: env.PUBLIC_FUNCTIONS_URL,
  ownersOf: ownersAt(rpc, 'twilio'),
  apiBase: env.TWILIO_API_BASE,
})

/** The second provider is there when its key is; half of its settings stop the start. */
function vonage() {
  if (!env.VONAGE_API_KEY) return {}
  const { VONAGE_API_SECRET, VONAGE_FROM } = readEnv(get, ['VONAGE_API_SECRET', 'VONAGE_FROM'])
  const provider = vonageSms({
    apiKey: env.VONAGE_API_KEY,
    apiSecret: VONAGE_API_SECRET,
    from: VONAGE_FROM,
    functionsUrl: env.PUBLIC_FUNCTIONS_URL,
    apiBase: env.VONAGE_API_BASE,
  })
  return { vonage: provider }
}

Deno.serve(
  sendSms({
    webhookSecret: env.WEBHOOK_SECRET,
    outbox: openOutbox(rpc, 'sms', worker, log),
    providers: { twilio, ...vonage() },
    settlePrices: priceSettler({ rpc, priceOf: twilio.priceOf, log }),
    background: (work) => void EdgeRuntime.waitUntil(work),
    log,
  }),
)
