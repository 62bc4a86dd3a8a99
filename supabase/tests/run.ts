import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from '../../web/tests/chromium.ts'
import { removeState } from '../local/postgres/home.ts'
import { startStack } from '../local/stack.ts'
import { runPgtap } from './pgtap.ts'
import { denoTests, type Tally, vitest } from './runners.ts'

// the verb of `npm test`; `npm test -- api browser` runs some parts only
const parts = ['functions', 'web', 'stack', 'faults', 'database', 'api', 'browser'] as const
type Part = (typeof parts)[number]
const asked = process.argv.slice(2)
const unknown = asked.filter((word) => !parts.includes(word as Part))
if (unknown.length > 0) {
  process.stderr.write(`There is no part "${unknown.join(' ')}"; the parts are ${parts.join(', ')}.\n`)
  process.exit(2)
}
const wanted = (part: Part) => asked.length === 0 || asked.includes(part)
const say = (line: string) => process.stdout.write(`${line}\n`)

const total = { passed: 0, failed: 0, faults: [] as string[], again: [] as string[] }
async function run(part: Part, work: () => Promise<Tally>): Promise<void> {
  if (!wanted(part)) return
  const began = performance.now()
  say(`\n── ${part}`)
  const tally = await work().catch((error): Tally => {
    say(String(error instanceof Error ? error.stack : error))
    return { passed: 0, failed: 1, faults: [`${part}: ${String(error)}`] }
  })
  total.passed += tally.passed
  total.failed += tally.failed
  total.faults.push(...(tally.faults ?? []))
  total.again.push(...(tally.again ?? []))
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  say(`── ${part}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`)
}

await run('functions', denoTests)
await run('web', () => vitest('web'))
await run('stack', () => vitest('stack'))
await run('faults', () => vitest('faults'))

if (wanted('database') || wanted('api') || wanted('browser')) {
  if (wanted('browser')) findChromium()
  const stateDir = mkdtempSync(join(tmpdir(), 'orderline-test-'))
  const app = wanted('browser') ? 'built' : 'none'
  const stack = await startStack({ stateDir, ports: 'free', app, seed: true, log: () => {} })
  try {
    await run('database', () => runPgtap(stack.env.SUPABASE_DB_URL, say))
    await run('api', () => vitest('api', { ...stack.env, ORDERLINE_STATE: stateDir }))
    await run('browser', () => vitest('browser', { ...stack.env, ORDERLINE_STATE: stateDir }))
  } finally {
    await stack.stop()
    removeState(stateDir)
  }
}

const listed = (title: string, lines: string[]) =>
  lines.length > 0 && say(`\n${title}\n${lines.map((line) => `  ${line}`).join('\n')}`)
listed('failed at first, tried again:', total.again)
listed('failed:', total.faults)
say(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1)
