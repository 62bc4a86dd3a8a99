import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDoom, steps } from './doomed.ts'
import { openOutbox, until } from './sms-outbox.ts'

const killsPerStep = 50
const atOnce = 10
const leaseMs = 2000

let outbox: Awaited<ReturnType<typeof openOutbox>>
beforeAll(async () => {
  outbox = await openOutbox()
})
afterAll(() => outbox?.close())

test('Ada gets every SMS once although its worker is killed with -9 fifty times at each step', async () => {
  const start = openDoom(outbox.stack, outbox.stateDir, 'send-sms')
  await outbox.muteKnocks()
  let told = 0
  const kills: Record<string, number> = {}
  for (const step of steps) {
    for (kills[step] = 0; kills[step] < killsPerStep; ) {
      await outbox.tell(`F1-${told}-`, atOnce)
      told += atOnce
      const ends = await Promise.all(
        Array.from({ length: atOnce }, () => start({ DIE_AT: step, CLAIM_AT_MOST: '1' })),
      )
      kills[step] += ends.filter((end) => end === 'killed').length
    }
  }
  const lastKill = Date.now()
  await outbox.unmuteKnocks()
  const isDone = await until(async () => (await outbox.states('F1-')).delivered === told, 60_000)
  const recoveredMs = Date.now() - lastKill

  const bodies = (await outbox.received('F1-')).map(({ body }) => body)
  const repeats = bodies.length - new Set(bodies).size
  console.log(JSON.stringify({ kills, told, lost: told - new Set(bodies).size, repeats, recoveredMs }))
  expect({ isDone, states: await outbox.states('F1-') }).toEqual({
    isDone: true,
    states: { delivered: told },
  })
  expect(new Set(bodies).size, 'different texts received').toBe(told)
  expect(repeats, 'texts received twice').toBe(0)
  // the sweep's period of 10 s stands between the end of the lease and the next claim
  expect(recoveredMs).toBeLessThan(10_000 + leaseMs + 5_000)
}, 300_000)

test.for([-5, 5])(
  'a worker whose clock is %i minutes off sends nothing early and leaves nothing',
  async (minutes) => {
    const start = openDoom(outbox.stack, outbox.stateDir, 'send-sms')
    await outbox.muteKnocks()
    const name = `F9${minutes < 0 ? 'late' : 'early'}-`
    await outbox.tell(name, 5)
    await outbox.tell(`${name}future-`, 5, '2 minutes')
    expect(await start({ CLOCK_OFFSET_MS: String(minutes * 60_000) })).toBe('done')
    const bodies = (await outbox.received(name)).map(({ body }) => body)
    expect(
      bodies.filter((body) => body.includes('future')),
      'sent early',
    ).toEqual([])
    expect(bodies.length, 'sent in time').toBe(5)
    const { rows } = await outbox.sql.query(
      `select count(*)::int as stuck from private.deliveries where state = 'sending' or next_attempt_at > now() + interval '3 minutes'`,
    )
    expect(rows[0].stuck, 'stuck').toBe(0)
    await outbox.unmuteKnocks()
  },
)
