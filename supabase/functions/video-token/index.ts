import { connect, personOf, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { twilioRooms } from '../_shared/twilio-rooms.ts'
import { accessTokens } from './access-token.ts'
import { videoToken } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(
  get,
  [
    'SUPABASE_URL',
    'PUBLIC_FUNCTIONS_URL',
    'TWILIO_ACCOUNT_SID',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_API_KEY_SID',
    'TWILIO_API_KEY_SECRET',
  ],
  ['TWILIO_API_BASE', 'TWILIO_VIDEO_ROOM_TYPE'],
)
const client = connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })

Deno.serve(
  videoToken({
    rpc: rpcOf(client),
    whoIs: (token) => personOf(client, token),
    rooms: twilioRooms({
      accountSid: env.TWILIO_ACCOUNT_SID,
      authToken: env.TWILIO_AUTH_TOKEN,
      statusCallback: `${env.PUBLIC_FUNCTIONS_URL}/video-status`,
      type: env.TWILIO_VIDEO_ROOM_TYPE,
      apiBase: env.TWILIO_API_BASE,
    }),
    sign: accessTokens({
      accountSid: env.TWILIO_ACCOUNT_SID,
      apiKeySid: env.TWILIO_API_KEY_SID,
      apiKeySecret: env.TWILIO_API_KEY_SECRET,
    }),
    log: (line) => console.error(line),
  }),
)
