import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { removeState } from '../../local/postgres/home.ts'
import { startStack } from '../../local/stack.ts'

type Sms = { id: number; body: string; sid: string }

/** A stack of its own whose leases are short, and what a test of the SMS outbox asks of it. */
export async function openOutbox() {
  const stateDir = mkdtempSync(join(tmpdir(), 'orderline-fault-'))
  const stack = await startStack({ stateDir, ports: 'free', app: 'none', seed: true, log: () => {} })
  const sql = new pg.Client({ connectionString: stack.env.SUPABASE_DB_URL })
  await sql.connect()
  await sql.query('update private.settings set lease_seconds = 2, ambiguous_after_seconds = 1')
  // Ada gets more here than a person ever should
  await sql.query('update private.sms_limits set messages = null, amount = null')

  return {
    stack,
    stateDir,
    sql,
    /** Tells Ada `count` things, each with a number of its own in its text, to be sent after `delay`. */
    async tell(name: string, count: number, delay = '0 s') {
      await sql.query(
        `select public.notify(p.id, 'order.placed', data => jsonb_build_object('order', jsonb_build_object('number', $1 || n)),
           dedupe_key => $1 || n, deliver_after => now() + $3::interval)
         from public.profiles p, generate_series(1, $2::int) n where p.name = 'Ada'`,
        [name, count, delay],
      )
    },
    /** From now on nobody is told of new work, neither by the knock nor by the sweep. */
    async muteKnocks() {
      await sql.query(
        `select vault.update_secret(id, new_name => 'functions_url_muted') from vault.secrets where name = 'functions_url'`,
      )
    },
    async unmuteKnocks() {
      await sql.query(
        `select vault.update_secret(id, new_name => 'functions_url') from vault.secrets where name = 'functions_url_muted'`,
      )
    },
    async arm(fault: object) {
      const response = await fetch(`${stack.env.SANDBOX_URL}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      })
      if (!response.ok) throw new Error(`The sandbox refused the fault: ${await response.text()}`)
    },
    /** Every SMS the sandbox accepted whose text carries the name. */
    async received(name: string): Promise<Sms[]> {
      const response = await fetch(`${stack.env.SANDBOX_URL}/log?kind=sms&limit=1000`)
      const { entries } = (await response.json()) as { entries: Sms[] }
      return entries.filter((entry) => entry.body.includes(name))
    },
    async states(name: string): Promise<Record<string, number>> {
      const { rows } = await sql.query(
        `select d.state, count(*)::int n from private.deliveries d join public.notifications t on t.id = d.notification_id
         where d.channel = 'sms' and t.dedupe_key like $1 || '%' group by 1`,
        [name],
      )
      return Object.fromEntries(rows.map((row) => [row.state, row.n]))
    },
    async close() {
      await sql.end()
      await stack.stop()
      removeState(stateDir)
    },
  }
}

export async function until(
  holds: () => Promise<boolean>,
  timeoutMs: number,
  everyMs = 50,
): Promise<boolean> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline; await pause(everyMs)) {
    if (await holds()) return true
  }
  return false
}
