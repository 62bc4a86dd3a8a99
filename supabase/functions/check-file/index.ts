import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { checkFile } from './handler.ts'
import { openObjects } from './objects.ts'
import { openQueue } from './queue.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'WEBHOOK_SECRET'])
const log = (line: string) => console.error(line)
const client = connect({ url: env.SUPABASE_URL, key: readSecretKey(get), timeoutMs: 15_000 })

Deno.serve(
  checkFile({
    webhookSecret: env.WEBHOOK_SECRET,
    queue: openQueue(rpcOf(client), log),
    objects: openObjects(client),
    background: (work) => void EdgeRuntime.waitUntil(work),
    log,
  }),
)
