import { join } from 'node:path'
import pg from 'pg'
import { root } from '../../check/step.ts'
import { migrate } from '../../local/migrate.ts'
import { asPostgres } from '../../local/postgres/prepare.ts'
import { startScratchPostgres } from '../../local/postgres/scratch.ts'
import { serviceSchemas } from '../../local/services.ts'

export type Claimed = {
  id: string
  lease_token: string
  notification_id: string
  rendered: { title?: string; body?: string }
  in_doubt_since: Date | null
  fault: string | null
  provider: string
}
export type Sql = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>

/** A database of its own with the whole schema and nobody working on it: the test is the workers. Ada has a phone, a device and an address. */
export async function openScratchOutbox() {
  const postgres = await startScratchPostgres(serviceSchemas())
  const open: pg.Client[] = []
  /** One more connection, as role postgres. */
  async function connect(): Promise<Sql> {
    const client = new pg.Client({ connectionString: asPostgres(postgres.url) })
    // a test may kill it
    client.on('error', () => undefined)
    await client.connect()
    open.push(client)
    return async (text, values = []) => (await client.query(text, values)).rows
  }
  async function close() {
    await Promise.all(open.map((client) => client.end()))
    await postgres.stop()
  }
  try {
    await migrate(postgres.url, join(root, 'supabase/migrations'))
    const sql = await connect()
    const [ada] = await sql<{ id: string }>(
      `insert into auth.users (id, email, email_confirmed_at, raw_user_meta_data)
       values (gen_random_uuid(), 'ada@test.example', now(), '{"name": "Ada"}') returning id`,
    )
    const adaId = ada?.id ?? ''
    await sql(`insert into public.phones (user_id, e164, verified_at) values ($1, '+447700900901', now())`, [
      adaId,
    ])
    await sql(
      `insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth) values ($1, gen_random_uuid(), 'https://push.example/ada', 'key', 'secret')`,
      [adaId],
    )
    await sql(
      `insert into public.preferences (user_id, category, channel, is_enabled) values ($1, 'order', 'sms', true)`,
      [adaId],
    )
    await sql('update private.sms_limits set messages = null, amount = null')
    return { sql, adaId, connect, close }
  } catch (error) {
    await close()
    throw error
  }
}

export const claim = (sql: Sql, channel: string, batch: number) =>
  sql<Claimed>('select * from public.claim_deliveries($1, $2, $3)', [channel, 'test', batch])

export const settle = (sql: Sql, results: object[]) =>
  sql('select public.settle_deliveries($1::jsonb)', [JSON.stringify(results)])
