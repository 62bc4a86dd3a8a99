import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { parseOrigins } from '../_shared/push-endpoint.ts'
import type { Connect } from './fetch-page.ts'
import { linkPreview } from './handler.ts'
import type { Resolve } from './page-address.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL', 'WEBHOOK_SECRET'], ['LINK_EXTRA_ORIGINS'])

// a name often has addresses of one kind only; with none of either, or where nobody may be asked, there is no preview
const resolve: Resolve = async (host) => {
  const asked = await Promise.allSettled([Deno.resolveDns(host, 'A'), Deno.resolveDns(host, 'AAAA')])
  return asked.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
}

const open: Connect = async ({ ip, port, host, isEncrypted }) => {
  const plain = await Deno.connect({ hostname: ip, port })
  return isEncrypted ? await Deno.startTls(plain, { hostname: host }) : plain
}

Deno.serve(
  linkPreview({
    webhookSecret: env.WEBHOOK_SECRET,
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    web: { resolve, connect: open, extraOrigins: parseOrigins(env.LINK_EXTRA_ORIGINS, 'LINK_EXTRA_ORIGINS') },
    background: (work) => void EdgeRuntime.waitUntil(work),
    log: (line) => console.error(line),
  }),
)
