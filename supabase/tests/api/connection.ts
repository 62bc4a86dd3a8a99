import pg from 'pg'

/** A connection as role postgres for a transaction that stays open, and the person whose call it makes. */
export type Connection = {
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>
  /** From here to the end of the transaction every statement is this person's. */
  actAs(userId: string): Promise<void>
  close(): Promise<void>
}

export async function openConnection(): Promise<Connection> {
  const client = new pg.Client({ connectionString: process.env.SUPABASE_DB_URL })
  await client.connect()
  const sql: Connection['sql'] = async (text, values = []) =>
    (await client.query<Record<string, unknown>>(text, values)).rows
  return {
    sql,
    actAs: async (userId) => {
      const claims = JSON.stringify({ sub: userId, role: 'authenticated' })
      await sql(
        `select set_config('role', 'authenticated', true), set_config('request.jwt.claims', $1, true)`,
        [claims],
      )
    },
    close: () => client.end(),
  }
}

/** Resolves once the connection waits for a lock; rejects after 5 s. */
export async function untilItWaits(watcher: Connection, pid: number): Promise<void> {
  for (const end = Date.now() + 5_000; Date.now() < end; ) {
    const [row] = await watcher.sql('select wait_event_type from pg_stat_activity where pid = $1', [pid])
    if (row?.wait_event_type === 'Lock') return
  }
  throw new Error('the connection never waited for a lock')
}
