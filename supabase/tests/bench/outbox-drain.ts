import { Logger, run } from 'graphile-worker'
import pg from 'pg'
import PgBoss from 'pg-boss'
import { withDatabase } from '../../check/database.ts'
import { type Benchmark, type Comparison, interleave, type Side } from './comparison.ts'
import { fillOutbox } from './outbox-load.ts'

const jobs = 20_000
const batch = 500
const loops = 4

/**
 * P1: from due to done with a provider that does nothing, in one process on one Postgres (fsync on): ours through the shipped
 * claim_deliveries and settle_deliveries, with all they check; the peers as their own documents say is fastest.
 */
export const outboxDrain: Benchmark = ({ rounds, log }) =>
  withDatabase(async (client, url) => {
    const pool = new pg.Pool({ connectionString: url, max: loops })
    const boss = new PgBoss({ connectionString: url, schedule: false, supervise: false, max: loops })
    boss.on('error', (cause) => log(`pg-boss: ${cause.message}`))
    try {
      await boss.start()
      await boss.createQueue('bench')
      const figures = await interleave(
        rounds,
        { ours: ours(client, pool), graphile: graphile(client, url), pgBoss: pgBoss(client, boss) },
        log,
      )
      const what = `outbox, due to done, ${jobs.toLocaleString('en')} deliveries`
      const shared = {
        what,
        unit: '/s',
        isMoreBetter: true,
        ours: figures.ours,
      } satisfies Partial<Comparison>
      return [
        {
          ...shared,
          id: 'P1',
          peer: 'graphile-worker 0.17.3, localQueue 500',
          goal: 2.5,
          peers: figures.graphile,
        },
        {
          ...shared,
          id: 'P1b',
          peer: 'pg-boss 10.4.2, fetch 500 and complete',
          goal: 4,
          peers: figures.pgBoss,
        },
      ]
    } finally {
      await boss.stop({ graceful: false, wait: true })
      await pool.end()
    }
  })

const perSecond = (since: number) => (jobs * 1000) / (performance.now() - since)

function ours(client: pg.Client, pool: pg.Pool): Side {
  return async () => {
    await fillOutbox(client, jobs)
    const start = performance.now()
    let done = 0
    const worker = async () => {
      for (;;) {
        const { rows } = await pool.query({
          name: 'claim',
          text: `select * from public.claim_deliveries('web_push', 'bench', $1)`,
          values: [batch],
        })
        if (rows.length === 0) return
        const results = rows.map(({ id, lease_token }) => ({
          ...{ id, lease_token },
          ...{ outcome: 'accepted', provider: 'web_push', http_status: 201 },
        }))
        const settled = await pool.query({
          name: 'settle',
          text: 'select public.settle_deliveries($1) as count',
          values: [JSON.stringify(results)],
        })
        done += settled.rows[0].count
      }
    }
    await Promise.all(Array.from({ length: loops }, worker))
    if (done !== jobs) throw new Error(`${done} of ${jobs} deliveries were settled`)
    return perSecond(start)
  }
}

function graphile(client: pg.Client, url: string): Side {
  return async () => {
    const pool = new pg.Pool({ connectionString: url, max: 24 })
    pool.on('error', () => {}).on('connect', (connection) => connection.on('error', () => {}))
    let done = 0
    let finish = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    const preset = {
      worker: {
        ...{ concurrentJobs: 20, maxPoolSize: 24, pollInterval: 100 },
        ...{ localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 },
      },
    }
    // its tables first, so that neither migrating nor filling is timed
    const start = () =>
      run({
        ...{ pgPool: pool, preset, crontab: '', noHandleSignals: true },
        logger: new Logger(() => () => {}),
        taskList: {
          bench: () => {
            if (++done === jobs) finish()
          },
        },
      })
    const migrating = await start()
    await migrating.stop()
    await client.query('truncate graphile_worker._private_jobs')
    await client.query(
      `select graphile_worker.add_jobs(array(
         select row('bench', '{}', null, null, null, null, null, null)::graphile_worker.job_spec
         from generate_series(1, $1::int)))`,
      [jobs],
    )
    await client.query('analyze graphile_worker._private_jobs')
    const since = performance.now()
    const runner = await start()
    await finished
    const left = async () =>
      (await client.query('select count(*)::int as left from graphile_worker._private_jobs')).rows[0].left
    while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 1))
    const figure = perSecond(since)
    await runner.stop()
    await pool.end()
    return figure
  }
}

function pgBoss(client: pg.Client, boss: PgBoss): Side {
  return async () => {
    await client.query('delete from pgboss.job')
    await boss.insert(Array.from({ length: jobs }, () => ({ name: 'bench', data: {} })))
    await client.query('analyze pgboss.job')
    const start = performance.now()
    const worker = async () => {
      for (;;) {
        const fetched = await boss.fetch('bench', { batchSize: batch })
        if (!fetched || fetched.length === 0) return
        await boss.complete(
          'bench',
          fetched.map(({ id }) => id),
        )
      }
    }
    await Promise.all(Array.from({ length: loops }, worker))
    return perSecond(start)
  }
}
