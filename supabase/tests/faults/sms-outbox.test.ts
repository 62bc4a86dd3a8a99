import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOutbox, until } from './sms-outbox.ts'

let outbox: Awaited<ReturnType<typeof openOutbox>>
beforeAll(async () => {
  outbox = await openOutbox()
})
afterAll(() => outbox?.close())

test('Ada gets every SMS once although send-sms is killed with -9 in the middle of sending, twice', async () => {
  // slow answers, so that each kill finds messages accepted by the provider and not yet settled
  await outbox.arm({ kind: 'sms', mode: 'delay', ms: 400, times: 200 })
  await outbox.tell('KILL', 80)
  let kills = 0
  let killed: number | undefined
  for (; kills < 2; kills += 1) {
    const before = (await outbox.received('KILL')).length
    // another than the last one: a process that was killed is listed for a moment longer
    let pid: number | undefined
    const isBusy = await until(async () => {
      pid = outbox.stack.functions.pids()['send-sms']
      return pid !== undefined && pid !== killed && (await outbox.received('KILL')).length > before
    }, 15_000)
    expect(isBusy, 'send-sms is sending again').toBe(true)
    killed = pid
    process.kill(killed as number, 'SIGKILL')
  }
  const isDone = await until(async () => (await outbox.states('KILL')).delivered === 80, 45_000)
  const bodies = (await outbox.received('KILL')).map((sms) => sms.body)
  expect({ isDone, states: await outbox.states('KILL') }).toEqual({ isDone: true, states: { delivered: 80 } })
  expect(new Set(bodies).size, 'different texts received').toBe(80)
  expect(bodies.length, 'texts received in all').toBe(80)
  const lost = await outbox.sql.query(
    `select count(*)::int n from private.delivery_attempts where outcome = 'lease_lost'`,
  )
  expect(lost.rows[0].n, 'the kills really took leases away').toBeGreaterThan(0)
}, 90_000)

test('Ada gets an SMS once although the answer to the send was lost', async () => {
  await outbox.arm({ kind: 'sms', mode: 'lose', times: 5 })
  await outbox.tell('LOSE', 5)
  expect(await until(async () => (await outbox.states('LOSE')).delivered === 5, 30_000)).toBe(true)
  await pause(1500)
  expect((await outbox.received('LOSE')).length).toBe(5)
})

test('Ada gets her SMS by the sweep although every knock is dropped', async () => {
  await outbox.sql.query('alter table private.deliveries disable trigger _900_knock')
  try {
    const began = Date.now()
    await outbox.tell('SWEEP', 3)
    expect(await until(async () => (await outbox.received('SWEEP')).length === 3, 20_000)).toBe(true)
    // the sweep's period is 10 s, and a second to send
    expect(Date.now() - began).toBeLessThan(11_500)
  } finally {
    await outbox.sql.query('alter table private.deliveries enable trigger _900_knock')
  }
})

test('Ada gets her SMS although the provider first says it is too busy, and no try is used up', async () => {
  await outbox.arm({ kind: 'sms', mode: 'fail', http_status: 429, times: 2 })
  await outbox.tell('BUSY', 2)
  expect(await until(async () => (await outbox.states('BUSY')).delivered === 2, 40_000)).toBe(true)
  expect((await outbox.received('BUSY')).length).toBe(2)
  const { rows } = await outbox.sql.query(
    `select max(d.attempts)::int n from private.deliveries d join public.notifications t on t.id = d.notification_id where t.dedupe_key like 'BUSY%' and d.channel = 'sms'`,
  )
  expect(rows[0].n, 'a 429 uses up no try').toBe(1)
})
