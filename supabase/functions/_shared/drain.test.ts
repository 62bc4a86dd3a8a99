import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { createDrain } from './drain.ts'
import type { Settlement } from './outcome.ts'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const accepted = (id: string): Settlement => ({ id, lease_token: 't', provider: 'p', outcome: 'accepted' })

/** Work in memory: `send` may be replaced per delivery. */
function setUp(
  ids: string[],
  options: { batch?: number; lanes?: number; budgetMs?: number; holdMs?: number } = {},
) {
  const due = [...ids]
  const settled: string[] = []
  const lines: string[] = []
  const counts = { claims: 0, settles: 0, atOnce: 0, mostAtOnce: 0 }
  const sends: Record<string, () => Promise<Settlement>> = {}
  const knock = createDrain<string>({
    async claim(batch) {
      counts.claims++
      await pause(2)
      return due.splice(0, batch)
    },
    async send(id) {
      counts.mostAtOnce = Math.max(counts.mostAtOnce, ++counts.atOnce)
      try {
        return await (sends[id]?.() ?? pause(1).then(() => accepted(id)))
      } finally {
        counts.atOnce--
      }
    },
    async settle(results) {
      counts.settles++
      await pause(2)
      settled.push(...results.map(({ id }) => id))
    },
    batch: 10,
    lanes: 4,
    log: (line) => lines.push(line),
    ...options,
  })
  return { due, settled, lines, counts, sends, knock }
}
const names = (count: number) => Array.from({ length: count }, (_, i) => `d${i}`)

Deno.test('a worker drains everything that is due, each once, with as many sends at once as it has lanes', async () => {
  const { settled, counts, knock } = setUp(names(100))
  await knock()
  deepStrictEqual([...settled].sort(), names(100).sort())
  strictEqual(counts.mostAtOnce, 4)
  ok(counts.settles < 60, `${counts.settles} settle calls`)
})

Deno.test('a knock that finds nothing claims once and ends', async () => {
  const { counts, knock } = setUp([])
  await knock()
  deepStrictEqual([counts.claims, counts.settles], [1, 0])
})

Deno.test('a slow delivery holds up neither the sending nor the settling of the others', async () => {
  const { settled, sends, knock } = setUp(names(50))
  const slow = Promise.withResolvers<Settlement>()
  sends.d0 = () => slow.promise
  const done = knock()
  await pause(300)
  strictEqual(settled.length, 49)
  slow.resolve(accepted('d0'))
  await done
  strictEqual(settled.at(-1), 'd0')
})

Deno.test('a knock during a slow delivery is served at once', async () => {
  const { due, settled, sends, knock } = setUp(['d0'])
  const slow = Promise.withResolvers<Settlement>()
  sends.d0 = () => slow.promise
  const done = knock()
  await pause(50)
  due.push('late')
  void knock()
  await pause(100)
  deepStrictEqual(settled, ['late'])
  slow.resolve(accepted('d0'))
  await done
  deepStrictEqual(settled, ['late', 'd0'])
})

Deno.test('a knock while a claim is under way makes the worker look again', async () => {
  const { due, settled, knock } = setUp([])
  const first = knock()
  await pause(1)
  due.push('late')
  await Promise.all([first, knock()])
  deepStrictEqual(settled, ['late'])
})

Deno.test('a knock while the last results are settled is not forgotten', async () => {
  const { due, settled, knock } = setUp(['d0'])
  const first = knock()
  await pause(15)
  due.push('late')
  await Promise.all([first, knock()])
  deepStrictEqual(settled, ['d0', 'late'])
})

Deno.test('a worker near its wall limit claims no more and leaves the rest to the sweep', async () => {
  const { due, settled, knock } = setUp(names(1000), { budgetMs: 30 })
  await knock()
  ok(due.length > 0 && settled.length > 0)
  strictEqual(due.length + settled.length, 1000, 'what was claimed was also settled')
})

Deno.test('a delivery that waited too long for a lane is not sent under a lease that may have ended', async () => {
  const { settled, sends, knock } = setUp(names(9), { lanes: 1, holdMs: 200 })
  for (const id of names(9)) sends[id] = () => pause(150).then(() => accepted(id))
  await knock()
  ok(settled.length > 0 && settled.length < 9, `${settled.length} sent`)
})

Deno.test('a surprise in one send leaves that delivery to its lease and the others go on', async () => {
  const { settled, lines, sends, knock } = setUp(names(10))
  sends.d3 = () => Promise.reject(new Error('never seen before'))
  await knock()
  strictEqual(settled.length, 9)
  ok(lines.join().includes('never seen before'))
})

Deno.test('a failed claim is left to the sweep, and the next knock works', async () => {
  const [due, settled, lines] = [['d0'], [] as string[], [] as string[]]
  let isDown = true
  const down = createDrain<string>({
    claim: () => (isDown ? Promise.reject(new Error('no database')) : Promise.resolve(due.splice(0))),
    send: (id) => Promise.resolve(accepted(id)),
    settle: (results) => Promise.resolve(void settled.push(...results.map(({ id }) => id))),
    batch: 10,
    lanes: 4,
    log: (line) => lines.push(line),
  })
  await down()
  deepStrictEqual(lines, ['claim failed, the sweep will knock again: Error: no database'])
  isDown = false
  await down()
  deepStrictEqual(settled, ['d0'])
})
