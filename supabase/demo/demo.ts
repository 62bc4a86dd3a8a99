import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readBooks } from './books.ts'
import { live } from './journey.ts'
import { createLedger } from './ledger.ts'
import { signIn, type Target } from './people.ts'
import { addDevice, newestEntry, watchSandbox } from './sandbox.ts'
import { openTarget } from './target.ts'
import { parseGpx } from './trace.ts'

/** Everything must have arrived this long after the order was delivered: three periods of the sweep. */
const patienceMs = 30_000

async function run(target: Target, gpx: string | URL) {
  const trace = parseGpx(await readFile(gpx, 'utf8'))
  const [ada, sam] = [await signIn(target, 'ada@example.com'), await signIn(target, 'sam@example.com')]
  const phone = await addDevice(target, ada)
  const ledger = createLedger()
  try {
    const since = await newestEntry(target)
    const journey = await live(target.SUPABASE_DB_URL, ada, sam, trace, ledger)
    const poll = watchSandbox(target, since, journey.number, phone.device, ledger)
    const deadline = Date.now() + patienceMs
    do {
      await pause(250)
      await poll()
    } while (ledger.missing().length > 0 && Date.now() < deadline)
    // a second copy of something would come now
    await pause(1500)
    await poll()
    const books = await readBooks(target.SUPABASE_DB_URL, journey)
    const { lost, doubled, latency_ms } = ledger.result()
    return {
      ok: lost === 0 && doubled === 0 && books.faults.length === 0,
      stack: target.stack,
      order: journey.number,
      sms: ledger.count('sms'),
      push: ledger.count('push'),
      messages: ledger.count('message'),
      positions: ledger.count('position'),
      lost,
      doubled,
      latency_ms,
      faults: [...ledger.missing().map((what) => `missing: ${what}`), ...books.faults],
    }
  } finally {
    await phone.remove()
    await Promise.all([ada, sam].map((person) => person.supabase.removeAllChannels()))
  }
}

type Result = Awaited<ReturnType<typeof run>>

function table(result: Result): string {
  const counts = (['sms', 'push', 'messages', 'positions', 'lost', 'doubled'] as const).map(
    (key) => `  ${key.padEnd(14)}${result[key]}`,
  )
  const waits = Object.entries(result.latency_ms).map(
    ([what, { p50, p99 }]) =>
      `  ${what.padEnd(14)}p50 ${String(p50).padStart(5)} ms   p99 ${String(p99).padStart(5)} ms`,
  )
  const faults = result.faults.map((fault) => `  ! ${fault}`)
  const verdict = result.ok ? 'Nothing missing, nothing doubled.' : 'Not everything arrived once.'
  return [
    `Order ${result.order} on the ${result.stack} stack`,
    ...counts,
    '',
    ...waits,
    '',
    ...faults,
    verdict,
  ].join('\n')
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, gpx: { type: 'string' } },
})
const { target, close } = await openTarget((line) => process.stderr.write(`${line}\n`))
try {
  const result = await run(target, values.gpx ?? new URL('car-visnjan.gpx', import.meta.url))
  process.stdout.write(`${values.json ? JSON.stringify(result) : table(result)}\n`)
  process.exitCode = result.ok ? 0 : 1
} catch (error) {
  process.stderr.write(`The demo stopped: ${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
} finally {
  await close()
}
// sockets of supabase-js may linger on their reconnect timers
process.exit()
