import { connect, rpcOf } from '../_shared/database.ts'
import { openOutbox } from '../_shared/deliveries.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { parseOrigins } from '../_shared/push-endpoint.ts'
import { sendPush } from './handler.ts'
import { pushService } from './push-service.ts'
import { createVapid } from './vapid.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(
  get,
  [
    'SUPABASE_URL',
    'WEBHOOK_SECRET',
    'LINK_SECRET',
    'PUBLIC_FUNCTIONS_URL',
    'APP_URL',
    'VAPID_PUBLIC_KEY',
    'VAPID_PRIVATE_KEY',
    'VAPID_SUBJECT',
  ],
  ['PUSH_EXTRA_ORIGINS', 'SB_EXECUTION_ID'],
)
const log = (line: string) => console.error(line)
const rpc = rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) }))
const worker = `send-push ${env.SB_EXECUTION_ID ?? crypto.randomUUID()}`
const vapid = await createVapid({
  publicKey: env.VAPID_PUBLIC_KEY,
  privateKey: env.VAPID_PRIVATE_KEY,
  subject: env.VAPID_SUBJECT,
})

Deno.serve(
  sendPush({
    webhookSecret: env.WEBHOOK_SECRET,
    outbox: openOutbox(rpc, 'web_push', worker, log),
    push: pushService({ vapid }),
    extraOrigins: parseOrigins(env.PUSH_EXTRA_ORIGINS),
    appUrl: env.APP_URL,
    functionsUrl: env.PUBLIC_FUNCTIONS_URL,
    linkSecret: env.LINK_SECRET,
    background: (work) => void EdgeRuntime.waitUntil(work),
    log,
  }),
)
