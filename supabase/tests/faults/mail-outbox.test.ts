import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openOutbox, until } from './sms-outbox.ts'

type Mail = { subject: string; text: string; idempotency_key: string | null; provider: string }

let outbox: Awaited<ReturnType<typeof openOutbox>>
beforeAll(async () => {
  outbox = await openOutbox()
})
// what one test armed and did not use must not spoil the next
beforeEach(() => fetch(`${outbox.stack.env.SANDBOX_URL}/faults`, { method: 'DELETE' }))
afterAll(() => outbox?.close())

/** Tells Ada of `count` payments by mail alone, each with a number of its own. */
const tell = (name: string, count: number) =>
  outbox.sql.query(
    `select public.notify(p.id, 'refund.requested', data => jsonb_build_object('order', jsonb_build_object('number', $1 || n)), dedupe_key => 'mail ' || $1 || n)
     from public.profiles p, generate_series(1, $2::int) n where p.name = 'Ada'`,
    [name, count],
  )

async function received(name: string): Promise<Mail[]> {
  const response = await fetch(`${outbox.stack.env.SANDBOX_URL}/log?kind=mail&limit=1000`)
  const { entries } = (await response.json()) as { entries: Mail[] }
  return entries.filter(({ subject, text }) => `${subject} ${text}`.includes(name))
}

async function states(name: string): Promise<Record<string, number>> {
  const { rows } = await outbox.sql.query(
    `select d.state, count(*)::int n from private.deliveries d join public.notifications t on t.id = d.notification_id
     where d.channel = 'email' and t.dedupe_key like 'mail ' || $1 || '%' group by 1`,
    [name],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.n]))
}

test('Ada gets every mail once although send-email is killed with -9 in the middle of sending, twice', async () => {
  // slow answers, so that each kill finds mails the provider has taken and nobody settled
  await outbox.arm({ kind: 'mail', mode: 'delay', ms: 300, times: 200 })
  await tell('KILL', 60)
  let killed: number | undefined
  for (let kills = 0; kills < 2; kills += 1) {
    const before = (await received('KILL')).length
    // another than the last one: a process that was killed is listed for a moment longer
    let pid: number | undefined
    const isBusy = await until(async () => {
      pid = outbox.stack.functions.pids()['send-email']
      return pid !== undefined && pid !== killed && (await received('KILL')).length > before
    }, 15_000)
    expect(isBusy, 'send-email is sending again').toBe(true)
    killed = pid
    process.kill(killed as number, 'SIGKILL')
  }
  const isDone = await until(async () => (await states('KILL')).delivered === 60, 60_000)
  expect({ isDone, states: await states('KILL') }).toEqual({ isDone: true, states: { delivered: 60 } })
  const mails = await received('KILL')
  expect([mails.length, new Set(mails.map(({ idempotency_key }) => idempotency_key)).size]).toEqual([60, 60])
  const lost = await outbox.sql.query(
    `select count(*)::int n from private.delivery_attempts a join private.deliveries d on d.id = a.delivery_id
     where a.outcome = 'lease_lost' and d.channel = 'email'`,
  )
  expect(lost.rows[0].n, 'the kills really took leases away').toBeGreaterThan(0)
}, 120_000)

test('Ada gets a mail once although the answer to the send was lost', async () => {
  await outbox.arm({ kind: 'mail', mode: 'lose', times: 5 })
  await tell('LOSE', 5)
  expect(await until(async () => (await states('LOSE')).delivered === 5, 30_000)).toBe(true)
  expect(await received('LOSE')).toHaveLength(5)
})

test('Ada gets her mails by the second provider when the first fails in a row, none twice, and the first is tried again', async () => {
  await outbox.sql.query(`update private.providers set is_enabled = true where name = 'sendgrid'`)
  // longer than the first retry waits, also on a slow machine, or the trial would come before the second one's turn
  await outbox.sql.query('update private.settings set provider_down_seconds = 15')
  // 503 says that nothing was done, so each may go elsewhere
  await outbox.arm({ kind: 'mail', mode: 'fail', http_status: 503, times: 6 })
  await tell('SWITCH', 6)
  expect(await until(async () => (await states('SWITCH')).delivered === 6, 45_000)).toBe(true)
  const mails = await received('SWITCH')
  expect(mails).toHaveLength(6)
  expect(
    mails.some(({ provider }) => provider === 'sendgrid'),
    'the second one sent',
  ).toBe(true)
  const isBack = await until(async () => {
    await tell(`BACK${Date.now()}`, 1)
    const { rows } = await outbox.sql.query(`select down_until from private.providers where name = 'resend'`)
    return rows[0].down_until === null
  }, 40_000)
  expect(isBack, 'a single trial brought the first one back').toBe(true)
}, 120_000)
