import pg from 'pg'

/** Connections of the server, parted by purpose: deliveries must not wait behind a storm of joins. */
export type Pools = {
  /** Joins, policies, catalogue. */
  main: pg.Pool
  /** postgres_changes, one question after another. */
  changes: pg.Pool
  /** What a transaction begun now would see: pg_current_snapshot()::text. */
  snapshot(): Promise<string>
  close(): Promise<void>
}

const MAIN_SIZE = 5
const WAIT_MS = 10_000
const PARTITIONS_MS = 3_600_000
const PARTITIONS = 'select local_realtime.maintain_partitions()'

/** Opens them and sees to the daily partitions of realtime.messages, now and every hour. */
export async function openPools(databaseUrl: string, log: (line: string) => void): Promise<Pools> {
  const open = (name: string, max: number) => {
    const pool = new pg.Pool({
      ...{ connectionString: databaseUrl, application_name: name, max },
      connectionTimeoutMillis: WAIT_MS,
    })
    // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
    pool.on('error', (cause) => log(`realtime: ${name}: ${cause.message}`))
    return pool
  }
  const main = open('realtime', MAIN_SIZE)
  const changes = open('realtime_changes', 1)
  const snapshots = open('realtime_snapshot', 1)
  await main.query(PARTITIONS)
  const partitions = setInterval(() => {
    main.query(PARTITIONS).catch((cause) => log(`realtime: partitions: ${cause}`))
  }, PARTITIONS_MS)

  return {
    ...{ main, changes },
    async snapshot() {
      const text = 'select pg_current_snapshot()::text as snapshot'
      const { rows } = await snapshots.query<{ snapshot: string }>({ name: 'realtime_snapshot', text })
      return rows[0]?.snapshot ?? ''
    },
    async close() {
      clearInterval(partitions)
      await Promise.all([main.end(), changes.end(), snapshots.end()])
    },
  }
}
