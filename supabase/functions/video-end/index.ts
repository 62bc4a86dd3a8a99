import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { twilioRooms } from '../_shared/twilio-rooms.ts'
import { videoEnd } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(
  get,
  ['SUPABASE_URL', 'WEBHOOK_SECRET', 'PUBLIC_FUNCTIONS_URL', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN'],
  ['TWILIO_API_BASE'],
)

Deno.serve(
  videoEnd({
    webhookSecret: env.WEBHOOK_SECRET,
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    rooms: twilioRooms({
      accountSid: env.TWILIO_ACCOUNT_SID,
      authToken: env.TWILIO_AUTH_TOKEN,
      statusCallback: `${env.PUBLIC_FUNCTIONS_URL}/video-status`,
      apiBase: env.TWILIO_API_BASE,
    }),
    background: (work) => void EdgeRuntime.waitUntil(work),
    log: (line) => console.error(line),
  }),
)
