import { randomUUID } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { StackEnv } from './state.ts'

/** People of supabase/seed.sql; all have the same password. */
export const demoPeople = [
  { name: 'Ada', email: 'ada@example.com', role: 'customer', phone: '+447700900001' },
  { name: 'Sam', email: 'sam@example.com', role: 'partner' },
  { name: 'Grace', email: 'grace@example.com', role: 'staff' },
]
export const demoPassword = 'orderline-demo'

/**
 * Gives Ada a phone on the sandbox page that receives her push messages, through the same function her browser would use.
 * Once per state folder; a refusal is said, not thrown.
 */
export async function registerDemoPhone(
  env: StackEnv,
  stateDir: string,
  log: (line: string) => void,
): Promise<void> {
  const done = join(stateDir, 'demo-phone')
  const [ada] = demoPeople
  if (existsSync(done) || !ada) return
  try {
    const apikey = env.SUPABASE_PUBLISHABLE_KEY
    const session = await post<{ access_token: string }>(
      `${env.SUPABASE_URL}/auth/v1/token?grant_type=password`,
      { email: ada.email, password: demoPassword },
      { apikey },
    )
    const device = await post<{ endpoint: string; keys: object }>(`${env.SANDBOX_URL}/push/devices`, {
      name: `${ada.name}'s phone`,
      person: ada.name,
    })
    await post(
      `${env.SUPABASE_URL}/functions/v1/push-subscription`,
      {
        device_id: randomUUID(),
        subscription: { endpoint: device.endpoint, keys: device.keys },
        user_agent: `${ada.name}'s phone (sandbox)`,
      },
      { apikey, authorization: `Bearer ${session.access_token}` },
    )
    writeFileSync(done, '')
  } catch (error) {
    log(`Ada has no phone on the sandbox page: ${error instanceof Error ? error.message : error}`)
  }
}

async function post<T>(url: string, body: object, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  })
  if (!response.ok)
    throw new Error(`${new URL(url).pathname} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}
