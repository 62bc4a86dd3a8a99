import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import type { Outcome } from '../_shared/outcome.ts'
import type { Mail } from './mail.ts'
import { paced } from './pace.ts'

const mail = {} as Mail
const busy = (retry_after_s?: number): Outcome => ({
  outcome: 'retry',
  code: 'rate_limit_exceeded',
  http_status: 429,
  ...(retry_after_s === undefined ? {} : { retry_after_s }),
})
const accepted: Outcome = { outcome: 'accepted' }

/** A clock that only pauses move. */
function clock() {
  let time = 0
  const pauses: number[] = []
  return {
    now: () => time,
    pause: (ms: number) => {
      pauses.push(ms)
      time += ms
      return Promise.resolve()
    },
    pauses,
  }
}

Deno.test('a mail that came too soon waits as long as it was told and goes out', async () => {
  const { now, pause, pauses } = clock()
  const answers = [busy(2), busy(), accepted]
  const send = paced(() => Promise.resolve(answers.shift() ?? accepted), { now, pause })
  deepStrictEqual(await send(mail), accepted)
  deepStrictEqual(pauses, [2000, 1000])
})

Deno.test('the next mail does not ask before the provider is ready', async () => {
  const { now, pause, pauses } = clock()
  let asked = 0
  const send = paced(() => Promise.resolve(++asked === 1 ? busy(2) : accepted), { now, pause })
  const [first, second] = await Promise.all([send(mail), send(mail)])
  deepStrictEqual([first, second], [accepted, accepted])
  strictEqual(pauses[0], 2000)
})

Deno.test('a quota that is used up is not waited for', async () => {
  const { now, pause, pauses } = clock()
  const send = paced(() => Promise.resolve(busy(3600)), { now, pause })
  deepStrictEqual(await send(mail), busy(3600))
  deepStrictEqual(pauses, [])
})

Deno.test('a provider that is always busy gives the mail back within the budget', async () => {
  const { now, pause } = clock()
  const send = paced(() => Promise.resolve(busy(3)), { now, pause, budgetMs: 12_000 })
  deepStrictEqual(await send(mail), busy(3))
  strictEqual(now() <= 12_000, true)
})

Deno.test('after the first "too many" mails go out at the rate that worked, and hardly another is refused', async () => {
  // a provider that takes five in each second, and a clock that moves only while everybody waits
  let time = 0
  let window = { at: 0, taken: 0 }
  let refused = 0
  const sleepers: { until: number; wake(): void }[] = []
  const pause = (ms: number) =>
    new Promise<void>((wake) => {
      sleepers.push({ until: time + ms, wake })
    })
  const send = paced(
    () => {
      if (Math.floor(time / 1000) > window.at) window = { at: Math.floor(time / 1000), taken: 0 }
      if (++window.taken <= 5) return Promise.resolve(accepted)
      refused++
      return Promise.resolve(busy(1))
    },
    { now: () => time, pause, budgetMs: 60_000 },
  )
  let done = 0
  const lanes = Array.from({ length: 20 }, async () => {
    for (let n = 0; n < 5; n++) if ((await send(mail)).outcome === 'accepted') done++
  })
  let isOver = false
  void Promise.all(lanes).then(() => {
    isOver = true
  })
  while (!isOver) {
    await new Promise((resolve) => setTimeout(resolve, 0))
    sleepers.sort((a, b) => a.until - b.until)
    const next = sleepers.shift()
    if (!next) continue
    time = Math.max(time, next.until)
    next.wake()
  }
  strictEqual(done, 100)
  strictEqual(refused < 60, true, `${refused} of 100 were refused at least once`)
  strictEqual(time < 40_000, true, `a hundred took ${time / 1000} s; 20 s is the best there is`)
})
