import { parseArgs } from 'node:util'
import type { Benchmark, Comparison } from './comparison.ts'
import { keepResults, table } from './results.ts'

const benchmarks: Record<string, () => Promise<Benchmark>> = {
  P1: async () => (await import('./outbox-drain.ts')).outboxDrain,
  P2: async () => (await import('./push-drain.ts')).pushDrain,
  P3: async () => (await import('./push-requests.ts')).pushRequests,
  P4: async () => (await import('./realtime-latency.ts')).realtimeLatency,
  P5: async () => (await import('./fan-out.ts')).fanOut,
  P6: async () => (await import('./message-write.ts')).messageWrite,
  P7: async () => (await import('./chat-reading.ts')).chatReading,
  P8: async () => (await import('./first-page.ts')).firstPage,
  P9: async () => (await import('./order-page.ts')).orderPage,
  P10: async () => (await import('./position-ingest.ts')).positionIngest,
  P10B: async () => (await import('./position-latency.ts')).positionLatency,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' }, quiet: { type: 'boolean', default: false } },
})
const wanted =
  positionals.length > 0 ? positionals.map((name) => name.toUpperCase()) : Object.keys(benchmarks)
const unknown = wanted.filter((name) => !(name in benchmarks))
const rounds = Number(values.rounds)

if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(`usage: npm run bench -- [${Object.keys(benchmarks).join(' ')}] [--rounds 5] [--quiet]`)
  process.exit(1)
}

const found: Comparison[] = []
for (const name of wanted) {
  const benchmark = await benchmarks[name]?.()
  const log = (line: string) => values.quiet || console.log(`${name}  ${line}`)
  found.push(...((await benchmark?.({ rounds, log })) ?? []))
  // kept at once: a later one that fails does not take these along
  keepResults(found)
}
console.log(`\n${table(found)}\n\nKept in supabase/tests/bench/results.json, with every figure.`)
process.exit(0)
