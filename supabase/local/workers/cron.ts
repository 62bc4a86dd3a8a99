import type pg from 'pg'
import { type JobRow, type Run, startRun } from './job-run.ts'
import { keepLink } from './link.ts'
import { parseSchedule, type Schedule } from './schedule.ts'

type Job = JobRow & {
  due: Schedule
  /** When it is to run next, by the database's clock. */
  nextAt: number
  run?: Run | undefined
  /** A calendar moment that came while it ran: it runs once more right after, as upstream. */
  isWaiting: boolean
}

/** The list is read again on every change; this only corrects the clock and what a lost notification hid. */
const reloadMs = 60_000

/**
 * pg_cron's background worker for the jobs of this database. A job never overlaps itself; it runs as the user it belongs to
 * and by the database's clock, so this machine's may be wrong.
 */
export function startCronWorker(o: { databaseUrl: string; log: (line: string) => void }): {
  stop(): Promise<void>
} {
  let isStopping = false
  const jobs = new Map<string, Job>()
  // the database's clock, carried on by a clock that nobody sets
  let clock = { atDatabase: 0, at: 0 }
  const now = () => clock.atDatabase + performance.now() - clock.at
  let timer: NodeJS.Timeout | undefined
  let reload = () => {}

  const load = async (client: pg.Client) => {
    clearTimeout(timer)
    const sent = performance.now()
    const found = await client.query(
      `select to_regclass('cron.job') is not null as installed, extract(epoch from clock_timestamp()) * 1000 as now`,
    )
    clock = { atDatabase: Number(found.rows[0].now), at: (sent + performance.now()) / 2 }
    const rows = found.rows[0].installed ? await activeJobs(client) : []
    const wanted = new Map(rows.map((row) => [row.jobid, row]))
    for (const id of jobs.keys()) if (!wanted.has(id)) jobs.delete(id)
    for (const row of rows) {
      const known = jobs.get(row.jobid)
      if (known?.schedule === row.schedule) Object.assign(known, row)
      else schedule(row, known)
    }
    tick()
  }

  // a changed job stays the same object: its run that is still going must not be overtaken
  const schedule = (row: JobRow, known: Job | undefined) => {
    try {
      const due = parseSchedule(row.schedule)
      jobs.set(
        row.jobid,
        Object.assign(known ?? { isWaiting: false }, row, { due, nextAt: after(due, now()) }),
      )
    } catch (error) {
      o.log(`pg_cron: job ${row.jobid} has a schedule that cannot be read (${row.schedule}): ${error}`)
    }
  }

  const tick = () => {
    if (isStopping) return
    clearTimeout(timer)
    for (const job of jobs.values()) {
      if (job.nextAt > now()) continue
      if (job.run) job.isWaiting = job.due.kind === 'calendar'
      else start(job)
      job.nextAt = after(job.due, now())
    }
    const soonest = Math.min(...[...jobs.values()].map((job) => job.nextAt))
    timer = setTimeout(tick, Math.min(Math.max(soonest - now(), 5), reloadMs))
  }

  const start = (job: Job) => {
    job.run = startRun(o.databaseUrl, job)
    job.run.done.finally(() => {
      job.run = undefined
      if (!job.isWaiting || isStopping || !jobs.has(job.jobid)) return
      job.isWaiting = false
      start(job)
    })
  }

  const link = keepLink({
    databaseUrl: o.databaseUrl,
    name: 'pg_cron scheduler',
    channel: 'pg_cron_jobs',
    log: o.log,
    onNotify: () => reload(),
    onReady: async (client) => {
      await failInterrupted(client)
      // one reading at a time, and another one for what changed meanwhile
      let reading = load(client)
      reload = () => {
        reading = reading.then(() => load(client)).catch(() => {})
      }
      await reading
    },
  })
  const reloading = setInterval(() => reload(), reloadMs)

  return {
    async stop() {
      isStopping = true
      clearTimeout(timer)
      clearInterval(reloading)
      await Promise.all([...jobs.values()].map((job) => job.run?.cancel()))
      await link.stop()
    },
  }
}

function after(due: Schedule, moment: number): number {
  return due.kind === 'interval' ? moment + due.everyMs : (due.next(moment) ?? Number.POSITIVE_INFINITY)
}

async function activeJobs(client: pg.Client): Promise<JobRow[]> {
  const found = await client.query<JobRow>(
    'select jobid, schedule, command, database, username from cron.job where active and database = current_database()',
  )
  return found.rows
}

// what ran when the stack was killed; upstream says the same after a restart
async function failInterrupted(client: pg.Client): Promise<void> {
  await client.query(`do $$ begin
    if to_regclass('cron.job_run_details') is not null then
      update cron.job_run_details set status = 'failed', return_message = 'server restarted', end_time = now()
      where status in ('starting', 'running');
    end if;
  end $$`)
}
