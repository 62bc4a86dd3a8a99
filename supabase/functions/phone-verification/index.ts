import { addressOf, hashAddress } from '../_shared/address.ts'
import { connect, personOf, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { phoneVerification } from './handler.ts'
import { twilioVerifier } from './verify.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(
  get,
  ['SUPABASE_URL', 'WEBHOOK_SECRET', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_VERIFY_SERVICE_SID'],
  ['TWILIO_API_BASE'],
)
const client = connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })

Deno.serve(
  phoneVerification({
    rpc: rpcOf(client),
    whoIs: (token) => personOf(client, token),
    verifier: twilioVerifier({
      accountSid: env.TWILIO_ACCOUNT_SID,
      authToken: env.TWILIO_AUTH_TOKEN,
      verifyServiceSid: env.TWILIO_VERIFY_SERVICE_SID,
      apiBase: env.TWILIO_API_BASE,
    }),
    hashAddress: (request) => hashAddress(env.WEBHOOK_SECRET, addressOf(request.headers)),
    log: (line) => console.error(line),
  }),
)
