import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { asPostgres } from '../postgres/prepare.ts'
import { startScratchPostgres } from '../postgres/scratch.ts'
import { startCronWorker } from './cron.ts'
import { parseSchedule } from './schedule.ts'

let postgres: Awaited<ReturnType<typeof startScratchPostgres>>
let worker: ReturnType<typeof startCronWorker>
let client: pg.Client

beforeAll(async () => {
  postgres = await startScratchPostgres()
  client = new pg.Client({ connectionString: asPostgres(postgres.url) })
  await client.connect()
  await client.query('create extension pg_cron with schema pg_catalog')
  await client.query(
    'create table ticks (who text default current_user, at timestamptz default clock_timestamp())',
  )
  worker = startCronWorker({ databaseUrl: postgres.url, log: console.log })
})

afterAll(async () => {
  await worker?.stop()
  await client?.end()
  await postgres?.stop()
})

afterEach(async () => {
  await client.query('select cron.unschedule(jobid) from cron.job')
  await client.query('truncate ticks')
})

const rows = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows

const runs = (status: string) =>
  rows('select * from cron.job_run_details where status = $1 order by runid desc', [status])

test('a job every second runs about every second, as its owner, and each run is recorded', async () => {
  const [scheduled] = await rows(
    `select cron.schedule('ticker', '1 second', 'insert into ticks default values') as jobid`,
  )
  // more may have come before the machine looks again
  await vi.waitFor(
    async () => expect((await rows('select who, at from ticks')).length).toBeGreaterThanOrEqual(3),
    20_000,
  )
  const ticks = await rows('select who, at from ticks order by at limit 3')
  expect(ticks.map(({ who }) => who)).toEqual(['postgres', 'postgres', 'postgres'])
  const gap = ticks[2].at.getTime() - ticks[0].at.getTime()
  expect(gap).toBeGreaterThan(1800)
  expect(gap).toBeLessThan(10_000)
  await vi.waitFor(async () => expect((await runs('succeeded')).length).toBeGreaterThanOrEqual(3), 20_000)
  expect((await runs('succeeded'))[0]).toMatchObject({
    jobid: scheduled?.jobid,
    username: 'postgres',
    return_message: 'INSERT 0 1',
    job_pid: expect.any(Number),
  })
})

test('a job that fails says why and runs again', async () => {
  await client.query(`select cron.schedule('broken', '1 second', 'select 1/0')`)
  await vi.waitFor(async () => expect((await runs('failed')).length).toBeGreaterThanOrEqual(2), 20_000)
  expect((await runs('failed'))[0]).toMatchObject({ return_message: 'ERROR: division by zero' })
})

test('a slow job never overlaps itself', async () => {
  await client.query(`select cron.schedule('slow', '1 second', 'select pg_sleep(1.6)')`)
  await vi.waitFor(
    async () =>
      expect(
        (await runs('succeeded')).filter(({ command }) => command.includes('sleep')).length,
      ).toBeGreaterThanOrEqual(2),
    20_000,
  )
  const [second, first] = (await runs('succeeded')).filter(({ command }) => command.includes('sleep'))
  expect(second.start_time.getTime()).toBeGreaterThanOrEqual(first.end_time.getTime())
}, 15_000)

test('a job that was unscheduled or switched off stays quiet', async () => {
  await client.query(`select cron.schedule('off', '1 second', 'insert into ticks default values')`)
  await client.query(`select cron.alter_job((select jobid from cron.job), active := false)`)
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await rows('select from ticks')).toHaveLength(0)
  await client.query(`select cron.unschedule('off')`)
  await expect(client.query(`select cron.unschedule('off')`)).rejects.toThrow(
    `could not find valid entry for job 'off'`,
  )
})

test('scheduling a name again changes the job, and what is not a schedule is refused', async () => {
  const schedule = (when: string) => rows(`select cron.schedule('same', $1, 'select 1') as id`, [when])
  const [first] = await schedule('0 3 * * *')
  expect(await schedule('*/5 8-18 $ jan,jul mon-fri')).toEqual([first])
  expect(await rows('select schedule from cron.job')).toEqual([{ schedule: '*/5 8-18 $ jan,jul mon-fri' }])
  for (const bad of ['60 seconds', '0 seconds', '* * * *', '61 * * * *', '5-1 * * * *', 'soon']) {
    await expect(schedule(bad), bad).rejects.toThrow(`invalid schedule: ${bad}`)
  }
})

test('postgres changes jobs through functions only, and API roles cannot', async () => {
  await expect(client.query('update cron.job set active = false')).rejects.toMatchObject({ code: '42501' })
  await client.query('begin; set local role authenticated')
  await expect(client.query(`select cron.schedule('* * * * *', 'select 1')`)).rejects.toMatchObject({
    code: '42501',
  })
  await client.query('rollback')
})

test('a run that a kill interrupted is recorded as failed at the next start', async () => {
  await worker.stop()
  await client.query(`insert into cron.job_run_details (jobid, status) values (-1, 'running')`)
  worker = startCronWorker({ databaseUrl: postgres.url, log: console.log })
  await vi.waitFor(
    async () =>
      expect(await rows('select status, return_message from cron.job_run_details where jobid = -1')).toEqual([
        { status: 'failed', return_message: 'server restarted' },
      ]),
    20_000,
  )
})

test('calendar schedules are read in GMT, with the last day of a month', () => {
  const next = (schedule: string, from: string) => {
    const due = parseSchedule(schedule)
    return due.kind === 'calendar' && new Date(due.next(Date.parse(from)) ?? 0).toISOString()
  }
  expect(next('30 2 * * *', '2026-03-29T00:00:00Z')).toBe('2026-03-29T02:30:00.000Z')
  expect(next('0 0 $ * *', '2028-02-10T00:00:00Z')).toBe('2028-02-29T00:00:00.000Z')
  // day of month or day of week, as cron has it
  expect(next('0 0 13 * fri', '2026-11-14T00:00:00Z')).toBe('2026-11-20T00:00:00.000Z')
  expect(next('@hourly', '2026-11-14T00:10:00Z')).toBe('2026-11-14T01:00:00.000Z')
})
