import pg from 'pg'
import { readConfig } from '../local/config.ts'
import { inDeno } from './deno.ts'
import type { Target } from './target.ts'

export type Finding = { what: string; state: 'good' | 'bad' | 'unset'; detail: string }

/** Asks everything that sending stands on, and sends nothing: the database, its secrets and jobs, the functions, the providers. */
export async function checkConfig(target: Target): Promise<Finding[]> {
  const [database, functions, providers] = await Promise.all([
    checkDatabase(target),
    checkFunctions(target),
    inDeno<Finding[]>('providers.deno.ts', 'send-sms', target.env),
  ])
  return [...database, ...functions, ...needOne(providers, /^Resend|^SendGrid/)]
}

/** Of several providers of a channel one is enough; with none the channel is bad, not merely unset. */
function needOne(findings: Finding[], names: RegExp): Finding[] {
  const some = findings.some(({ what, state }) => names.test(what) && state === 'good')
  return findings.map((finding) => {
    const isSpare = /^Vonage/.test(finding.what) || (names.test(finding.what) && some)
    return finding.state === 'unset' && !isSpare ? { ...finding, state: 'bad' as const } : finding
  })
}

export const finding = (what: string, isGood: boolean, detail: string): Finding => ({
  ...{ what, state: isGood ? 'good' : 'bad', detail },
})

async function checkDatabase({ databaseUrl, env }: Target): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const vault = await client.query<{ name: string; value: string }>(
      `select name, decrypted_secret as value from vault.decrypted_secrets where name in ('functions_url', 'webhook_secret')`,
    )
    const secret = (name: string) => vault.rows.find((row) => row.name === name)?.value
    const jobs = await client.query<{ names: string[] }>(
      `select array_agg(jobname order by jobname) as names from cron.job where jobname like 'orderline%' and active`,
    )
    const names = jobs.rows[0]?.names ?? []
    return [
      finding('Database', true, 'answers'),
      finding(
        'Vault: functions_url',
        Boolean(secret('functions_url')),
        secret('functions_url') ?? 'missing: without it nobody is knocked for (docs/deploy.md)',
      ),
      finding(
        'Vault: webhook_secret',
        secret('webhook_secret') === env.WEBHOOK_SECRET && Boolean(env.WEBHOOK_SECRET),
        secret('webhook_secret') ? 'compared with WEBHOOK_SECRET of the functions' : 'missing',
      ),
      finding(
        'Scheduled jobs',
        names.includes('orderline-sweep'),
        names.join(', ') || 'none: is pg_cron on?',
      ),
    ]
  } catch (cause) {
    return [finding('Database', false, cause instanceof Error ? cause.message : String(cause))]
  } finally {
    await client.end().catch(() => {})
  }
}

/** Functions of what a project need not have, and what says that it has it: without calls or that provider nobody asks them. */
const optional: Record<string, string> = {
  'vonage-events': 'VONAGE_API_KEY',
  'payment-stripe': 'STRIPE_SECRET_KEY',
  'payment-paypal': 'PAYPAL_CLIENT_ID',
  'payment-flutterwave': 'FLUTTERWAVE_SECRET_KEY',
  'payment-mpesa': 'MPESA_CONSUMER_KEY',
  'video-token': 'TWILIO_API_KEY_SID',
}

/** Each answers a request without rights in its own words; what is not deployed is answered for by the platform. */
async function checkFunctions({ env }: Target): Promise<Finding[]> {
  const base = env.PUBLIC_FUNCTIONS_URL
  if (!base) return [finding('Functions', false, 'not set: PUBLIC_FUNCTIONS_URL')]
  return Promise.all(
    Object.keys(readConfig().functions).map(async (name) => {
      const key = optional[name]
      if (key && !env[key])
        return { what: `Function ${name}`, state: 'unset' as const, detail: `not used without ${key}` }
      try {
        const { status } = await fetch(`${base}/${name}`, {
          method: 'POST',
          signal: AbortSignal.timeout(15_000),
        })
        const isThere = status !== 404 || name === 'link-click'
        return finding(`Function ${name}`, isThere && status < 500, `answers ${status}`)
      } catch (cause) {
        return finding(`Function ${name}`, false, cause instanceof Error ? cause.message : String(cause))
      }
    }),
  )
}
