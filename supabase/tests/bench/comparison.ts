/** One side of a comparison: does the whole work once and says how much it did in a second (or how long it took). */
export type Side = () => Promise<number>

/** What a benchmark found, with every figure it rests on. */
export type Comparison = {
  /** As in docs/benchmarks.md. */
  id: string
  what: string
  peer: string
  unit: string
  /** The ratio to reach: ours ÷ peer. */
  goal: number
  /** Whether a ratio above the goal is good; else one below. */
  isMoreBetter: boolean
  ours: number[]
  peers: number[]
}

export type Benchmark = (options: { rounds: number; log: (line: string) => void }) => Promise<Comparison[]>

/**
 * Runs the sides one after another in each round, in turning order, since a machine is never as fast twice: only ratios
 * within one round are compared. A first round warms up and is thrown away.
 */
export async function interleave<Name extends string>(
  rounds: number,
  sides: Record<Name, Side>,
  log: (line: string) => void,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(sides) as Name[]
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = 0; round <= rounds; round++) {
    const turned = [...names.slice(round % names.length), ...names.slice(0, round % names.length)]
    for (const name of turned) {
      const figure = await sides[name]()
      log(
        `${round === 0 ? 'warm-up' : `round ${round}`}: ${name} ${figure.toLocaleString('en', { maximumSignificantDigits: 4 })}`,
      )
      if (round > 0) figures[name].push(figure)
    }
  }
  return figures
}

export function median(figures: number[]): number {
  const sorted = [...figures].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1] ?? sorted[middle], sorted[middle]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** The ratio of each round, of which the median counts. */
export function ratios({ ours, peers }: Comparison): number[] {
  return ours.map((figure, round) => figure / (peers[round] ?? Number.NaN))
}

export function isReached(comparison: Comparison): boolean {
  const ratio = median(ratios(comparison))
  return comparison.isMoreBetter ? ratio >= comparison.goal : ratio <= comparison.goal
}
