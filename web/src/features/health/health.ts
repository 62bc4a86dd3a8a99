import * as v from 'valibot'

export const spans = ['day', 'week', 'month', 'quarter'] as const
export type Span = (typeof spans)[number]

const count = v.pipe(v.number(), v.integer())
const seconds = v.nullable(v.number())
const time = v.pipe(v.string(), v.transform(Date.parse))

const stepSchema = v.object({
  at: time,
  channel: v.string(),
  deliveries: count,
  sent: count,
  delivered: count,
  failed: count,
  not_sent: count,
  waiting: count,
  p50_s: seconds,
  p95_s: seconds,
})
export type Step = v.InferOutput<typeof stepSchema>

const costSchema = v.object({
  day: v.string(),
  currency: v.string(),
  cost: v.nullable(v.number()),
  messages: count,
  segments: v.nullable(count),
  not_final: count,
})
export type Cost = v.InferOutput<typeof costSchema>

export const historySchema = v.object({
  since: time,
  until: time,
  at: time,
  step_s: v.number(),
  steps: v.array(stepSchema),
  cost: v.array(costSchema),
})
export type History = v.InferOutput<typeof historySchema>

export const stateSchema = v.object({
  reasons: v.array(
    v.object({
      channel: v.string(),
      code: v.nullable(v.string()),
      meaning: v.nullable(v.string()),
      deliveries: count,
    }),
  ),
  providers: v.array(
    v.object({
      channel: v.string(),
      provider: v.string(),
      health: v.string(),
      tries_last_hour: count,
      accepted_percent: v.nullable(v.number()),
      answer_p95_s: v.nullable(v.number()),
    }),
  ),
  waiting: v.array(
    v.object({ channel: v.string(), deliveries: count, due: count, overdue_s: v.nullable(v.number()) }),
  ),
})
export type Now = v.InferOutput<typeof stateSchema>

/** One channel over the whole span: a step where nothing happened stands there with zeros. */
export type Series = { channel: string; steps: Step[]; total: Step }

const nothing = { deliveries: 0, sent: 0, delivered: 0, failed: 0, not_sent: 0, waiting: 0 }
const empty = (channel: string, at: number): Step => ({ ...nothing, channel, at, p50_s: null, p95_s: null })

export function seriesOf({ since, until, step_s, steps }: History): Series[] {
  const stepMs = step_s * 1000
  const length = Math.round((until - since) / stepMs)
  return [...new Set(steps.map(({ channel }) => channel))].sort().map((channel) => {
    const all = Array.from({ length }, (_, i) => empty(channel, since + i * stepMs))
    const total = empty(channel, since)
    for (const step of steps) {
      const at = Math.round((step.at - since) / stepMs)
      if (step.channel !== channel || !all[at]) continue
      all[at] = step
      for (const key of Object.keys(nothing) as (keyof typeof nothing)[]) total[key] += step[key]
    }
    return { channel, steps: all, total }
  })
}

/** The sum of all channels. */
export function sumOf(series: readonly Series[]): Step {
  const sum = empty('', 0)
  for (const { total } of series)
    for (const key of Object.keys(nothing) as (keyof typeof nothing)[]) sum[key] += total[key]
  return sum
}

/** A part of a whole, or null where there is no whole. */
export const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** What SMS cost by day and currency; a day without any is a zero. */
export type Money = { currency: string; days: { at: number; cost: Cost | null }[]; total: number }

export function moneyOf({ since, until, cost }: Pick<History, 'since' | 'until' | 'cost'>): Money[] {
  const dayMs = 86_400_000
  const first = Math.floor(since / dayMs) * dayMs
  const length = Math.ceil((until - first) / dayMs)
  return [...new Set(cost.map(({ currency }) => currency))].sort().map((currency) => {
    const own = cost.filter((one) => one.currency === currency)
    const days = Array.from({ length }, (_, i) => {
      const at = first + i * dayMs
      return { at, cost: own.find(({ day }) => Date.parse(`${day}T00:00:00Z`) === at) ?? null }
    })
    return { currency, days, total: own.reduce((sum, one) => sum + (one.cost ?? 0), 0) }
  })
}

/** The next round number (1, 2, 5 and their tens) at or above the highest: the top of an axis. */
export function axisTop(highest: number): number {
  if (!(highest > 0)) return 1
  const tens = 10 ** Math.floor(Math.log10(highest))
  return [1, 2, 5, 10].map((one) => one * tens).find((one) => one >= highest * 0.9999) ?? 10 * tens
}
