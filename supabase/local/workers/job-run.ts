import pg from 'pg'
import { inDatabase } from '../postgres/prepare.ts'

export type JobRow = { jobid: string; schedule: string; command: string; database: string; username: string }

export type Run = { done: Promise<void>; cancel(): Promise<void> }

/**
 * Runs a job's command once, logged in as its user, and records it in cron.job_run_details: running, then succeeded with the
 * command's tag or failed with the error. `done` never rejects.
 */
export function startRun(databaseUrl: string, job: JobRow): Run {
  const admin = new pg.Client({ connectionString: databaseUrl, application_name: 'pg_cron' })
  const worker = new pg.Client({ connectionString: asUser(databaseUrl, job), application_name: 'pg_cron' })
  for (const client of [admin, worker]) client.on('error', () => {})
  let pid: number | null = null

  const done = (async () => {
    await admin.connect()
    const runid = await recordStart(admin, job)
    try {
      await worker.connect()
      const self = await worker.query('select pg_backend_pid() as pid')
      pid = self.rows[0].pid
      await admin.query(`update cron.job_run_details set status = 'running', job_pid = $2 where runid = $1`, [
        runid,
        pid,
      ])
      const result: pg.QueryResult | pg.QueryResult[] = await worker.query(job.command)
      await recordEnd(admin, runid, 'succeeded', tag([result].flat().at(-1)))
    } catch (error) {
      await recordEnd(admin, runid, 'failed', `ERROR: ${error instanceof Error ? error.message : error}`)
    }
  })()
    // without a database there is nowhere to write; the next start marks the run as interrupted
    .catch(() => {})
    .finally(() => Promise.allSettled([admin.end(), worker.end()]))
    .then(() => {})

  return {
    done,
    async cancel() {
      if (pid) await admin.query('select pg_cancel_backend($1)', [pid]).catch(() => {})
      await done
    },
  }
}

// only supabase_admin and postgres have a password; upstream, too, only runs jobs of roles that can log in
function asUser(databaseUrl: string, job: JobRow): string {
  const url = new URL(inDatabase(databaseUrl, job.database))
  url.username = job.username
  return url.href
}

async function recordStart(admin: pg.Client, job: JobRow): Promise<string> {
  const made = await admin.query(
    `insert into cron.job_run_details (jobid, database, username, command, status, start_time)
     values ($1, $2, $3, $4, 'starting', clock_timestamp()) returning runid`,
    [job.jobid, job.database, job.username, job.command],
  )
  return made.rows[0].runid
}

async function recordEnd(admin: pg.Client, runid: string, status: string, message: string): Promise<void> {
  await admin.query(
    `update cron.job_run_details set status = $2, return_message = $3, end_time = clock_timestamp() where runid = $1`,
    [runid, status, message],
  )
}

function tag(result: pg.QueryResult | undefined): string {
  if (!result?.command) return ''
  if (result.command === 'INSERT') return `INSERT 0 ${result.rowCount}`
  return result.rowCount === null ? result.command : `${result.command} ${result.rowCount}`
}
