import { expect, test } from 'vitest'
import { axisTop, type History, moneyOf, type Step, seriesOf, shareOf, sumOf } from './health.ts'

const hour = 3_600_000
const since = Date.UTC(2026, 10, 20, 18)
const step = (more: Partial<Step>): Step => ({
  ...{ at: since, channel: 'sms', deliveries: 0, sent: 0, delivered: 0, failed: 0, not_sent: 0, waiting: 0 },
  ...{ p50_s: null, p95_s: null },
  ...more,
})
const history = (steps: Step[], more: Partial<History> = {}): History => ({
  ...{ since, until: since + 24 * hour, at: since + 23.5 * hour, step_s: 3600, steps, cost: [] },
  ...more,
})

test('each channel has every step of the span, and nothing is a zero', () => {
  const [mail, sms] = seriesOf(
    history([
      step({ at: since + 2 * hour, deliveries: 3, sent: 2, p50_s: 1.5 }),
      step({ at: since + 23 * hour, deliveries: 1, failed: 1 }),
      step({ channel: 'email', deliveries: 5 }),
    ]),
  )
  expect([mail?.channel, sms?.channel]).toEqual(['email', 'sms'])
  expect(sms?.steps).toHaveLength(24)
  expect(sms?.steps.map(({ deliveries }) => deliveries).filter(Boolean)).toEqual([3, 1])
  expect(sms?.steps[2]?.p50_s).toBe(1.5)
  expect(sms?.total).toMatchObject({ deliveries: 4, sent: 2, failed: 1 })
})

test('a step that came in while the answer was made is left out and breaks nothing', () => {
  const [sms] = seriesOf(history([step({ at: since + 24 * hour, deliveries: 9 }), step({ deliveries: 1 })]))
  expect(sms?.total.deliveries).toBe(1)
})

test('the sum counts all channels', () => {
  const all = seriesOf(history([step({ deliveries: 2, sent: 1 }), step({ channel: 'email', deliveries: 3 })]))
  expect(sumOf(all)).toMatchObject({ deliveries: 5, sent: 1 })
})

test('a share of nothing is not zero but unknown', () => {
  expect(shareOf(0, 0)).toBeNull()
  expect(shareOf(1, 4)).toBe(0.25)
})

test('what SMS cost stands by day, each currency for itself', () => {
  const cost = (day: string, currency: string, price: number | null) => ({
    ...{ day, currency, cost: price, messages: 1, segments: 1, not_final: 0 },
  })
  const money = moneyOf({
    ...{ since, until: since + 3 * 24 * hour },
    cost: [cost('2026-11-21', 'USD', 0.5), cost('2026-11-22', 'USD', null), cost('2026-11-21', 'EUR', 1)],
  })
  expect(money.map(({ currency, total }) => [currency, total])).toEqual([
    ['EUR', 1],
    ['USD', 0.5],
  ])
  expect(money[1]?.days.map(({ cost }) => cost?.cost ?? null)).toEqual([null, 0.5, null, null])
})

test('an axis ends at a round number that holds the highest', () => {
  expect([0, 0.3, 1, 1.1, 4, 7, 10, 130, Number.NaN].map(axisTop)).toEqual([1, 0.5, 1, 2, 5, 10, 10, 200, 1])
})
