import { connect, rpcOf } from '../_shared/database.ts'
import { readEnv, readSecretKey } from '../_shared/env.ts'
import { stripeClient } from '../_shared/payments/stripe.ts'
import { paymentStripe } from './handler.ts'

const get = (name: string) => Deno.env.get(name)
const env = readEnv(get, ['SUPABASE_URL'], ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_BASE'])
const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: secrets, STRIPE_API_BASE: apiBase } = env

Deno.serve(
  paymentStripe({
    rpc: rpcOf(connect({ url: env.SUPABASE_URL, key: readSecretKey(get) })),
    account:
      secretKey && secrets
        ? {
            stripe: stripeClient({ secretKey, ...(apiBase ? { apiBase } : {}) }),
            secrets: secrets.split(/\s+/),
          }
        : undefined,
    log: (line) => console.error(line),
  }),
)
