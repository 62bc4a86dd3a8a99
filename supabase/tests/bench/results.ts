import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Comparison, isReached, median, ratios } from './comparison.ts'

const file = fileURLToPath(new URL('./results.json', import.meta.url))
const round = (figure: number) => Number(figure.toPrecision(4))

/** Adds to what earlier runs left in results.json: medians first, then the raw figures they rest on. */
export function keepResults(comparisons: Comparison[]): void {
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  for (const comparison of comparisons) {
    const { id, what, peer, unit, goal, ours, peers } = comparison
    kept[id] = {
      ...{ ours: round(median(ours)), peer: round(median(peers)), ratio: round(median(ratios(comparison))) },
      ...{ goal, unit, rounds: ours.length, what, against: peer },
      range: [Math.min(...ratios(comparison)), Math.max(...ratios(comparison))].map(round),
      raw: { ours: ours.map(round), peer: peers.map(round) },
      machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
      measured_on: new Date().toISOString().slice(0, 10),
    }
  }
  writeFileSync(file, `${JSON.stringify(kept, null, 2)}\n`)
}

/** One table for people, a line per comparison. */
export function table(comparisons: Comparison[]): string {
  const figure = (value: number) =>
    value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0, minimumFractionDigits: 0 })
  const rows = comparisons.map((comparison) => {
    const { id, what, peer, unit, goal, ours, peers, isMoreBetter } = comparison
    const each = ratios(comparison)
    const range = `${Math.min(...each).toFixed(2)}–${Math.max(...each).toFixed(2)}`
    return [
      id,
      what,
      `${figure(median(ours))} ${unit}`,
      `${figure(median(peers))} ${unit}`,
      `${median(each).toFixed(2)}× (${range})`,
      `${isMoreBetter ? '≥' : '≤'} ${goal}×`,
      isReached(comparison) ? 'met' : 'NOT met',
      peer,
    ]
  })
  const all = [['id', 'measured', 'ours', 'peer', 'ratio (range)', 'goal', '', 'against'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? []
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
