/** What was done and what arrived, by name; lost and doubled are counted, never assumed. */
export type Ledger = {
  /** Something set off that must arrive once. */
  expect(what: string, key: string, at?: number): void
  /** Something arrived; `at` is when, in ms since the epoch. */
  arrive(what: string, key: string, at?: number): void
  missing(): string[]
  result(): { lost: number; doubled: number; latency_ms: Record<string, { p50: number; p99: number }> }
  count(what: string): number
}

export function createLedger(): Ledger {
  const expected = new Map<string, number>()
  const arrived = new Map<string, number[]>()
  const name = (what: string, key: string) => `${what} ${key}`
  const missing = () => [...expected.keys()].filter((id) => !arrived.has(id))
  return {
    expect: (what, key, at = Date.now()) => void expected.set(name(what, key), at),
    arrive(what, key, at = Date.now()) {
      const id = name(what, key)
      arrived.set(id, [...(arrived.get(id) ?? []), at])
    },
    missing,
    count: (what) => [...arrived.keys()].filter((id) => id.startsWith(`${what} `)).length,
    result() {
      const waits = new Map<string, number[]>()
      let doubled = 0
      for (const [id, times] of arrived) {
        doubled += times.length - 1
        const since = expected.get(id)
        const what = id.slice(0, id.indexOf(' '))
        if (since !== undefined)
          waits.set(what, [...(waits.get(what) ?? []), Math.max(0, Math.min(...times) - since)])
      }
      const latency_ms = Object.fromEntries([...waits].map(([what, values]) => [what, quantiles(values)]))
      return { lost: missing().length, doubled, latency_ms }
    },
  }
}

function quantiles(values: number[]): { p50: number; p99: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return { p50: at(0.5), p99: at(0.99) }
}
