import type { Crossing, Estimate } from './journey.ts'
import type { Trace } from './trace.ts'

/** How far the estimates on the way to the dropoff were from the truth, in seconds; null when there was none. */
export function etaError(estimates: Estimate[], crossings: Crossing[], endedAt: string) {
  const arrived = crossings.find(({ place, kind }) => place === 'dropoff' && kind === 'arrived')
  const truth = Date.parse(arrived?.at ?? endedAt)
  const open = estimates.filter(({ recorded_at }) => Date.parse(recorded_at) < truth)
  if (open.length === 0) return null
  const errors = open.map(({ eta_at }) => (Date.parse(eta_at) - truth) / 1000)
  const sizes = errors.map(Math.abs).sort((a, b) => a - b)
  const within = open.filter(
    ({ eta_low_at, eta_high_at }) => Date.parse(eta_low_at) <= truth && truth <= Date.parse(eta_high_at),
  )
  const at = (share: number) =>
    Math.round(sizes[Math.min(sizes.length - 1, Math.floor(share * sizes.length))] ?? 0)
  return {
    estimates: open.length,
    median_error_s: at(0.5),
    p90_error_s: at(0.9),
    /** Above zero: people were told a later time than the true one. */
    mean_error_s: Math.round(errors.reduce((sum, error) => sum + error, 0) / errors.length),
    in_range_pct: Math.round((within.length / open.length) * 100),
    approximate_pct: Math.round(
      (open.filter(({ is_approximate }) => is_approximate).length / open.length) * 100,
    ),
  }
}

export type Result = {
  ok: boolean
  stack: string
  order: string
  sms: number
  push: number
  messages: number
  positions: number
  lost: number
  doubled: number
  latency_ms: Record<string, { p50: number; p99: number }>
  faults: string[]
  trace: Omit<Trace, 'fixes'>
  sent: number
  taken: number
  refused: Record<string, number>
  crossings: (Crossing & { after_s: number })[]
  told: string[]
  eta: ReturnType<typeof etaError>
}

const clock = (seconds: number) =>
  [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')

/** The result for people. */
export function table(result: Result): string {
  const line = (name: string, ...words: (string | number)[]) => `  ${name.padEnd(14)}${words.join('   ')}`
  const { trace, eta } = result
  const refusals = Object.entries(result.refused).map(([reason, count]) => `${count} ${reason}`)
  return [
    `Order ${result.order} on the ${result.stack} stack`,
    line(
      'drive',
      `${(trace.distance_m / 1000).toFixed(1)} km in ${clock(trace.duration_s)}, ${trace.points} points, times ${trace.times}`,
    ),
    ...trace.notes.map((note) => line('', note)),
    '',
    ...(['sms', 'push', 'messages', 'positions', 'lost', 'doubled'] as const).map((key) =>
      line(key, result[key]),
    ),
    line('sent', result.sent, `taken ${result.taken}`, `refused ${refusals.join(', ') || 0}`),
    '',
    ...result.crossings.map(({ place, kind, after_s }) =>
      line(place, kind.padEnd(9), `after ${clock(after_s)}`),
    ),
    line('told', result.told.join(', ') || 'nothing of the way'),
    line(
      'eta',
      eta
        ? `off by ${eta.median_error_s} s (p50), ${eta.p90_error_s} s (p90) in ${eta.estimates} estimates; ${eta.in_range_pct} % within the range, ${eta.approximate_pct} % without a road`
        : 'no estimate was heard',
    ),
    '',
    ...Object.entries(result.latency_ms).map(([what, { p50, p99 }]) =>
      line(what, `p50 ${String(p50).padStart(5)} ms`, `p99 ${String(p99).padStart(5)} ms`),
    ),
    '',
    ...result.faults.map((fault) => `  ! ${fault}`),
    result.ok ? 'Nothing missing, nothing doubled.' : 'Not everything arrived once.',
  ].join('\n')
}
