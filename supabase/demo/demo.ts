import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readBooks } from './books.ts'
import { decodeXml, readGpx } from './gpx.ts'
import { live } from './journey.ts'
import { createLedger } from './ledger.ts'
import { signIn, type Target } from './people.ts'
import { etaError, type Result, table } from './report.ts'
import { addDevice, newestEntry, watchSandbox } from './sandbox.ts'
import { openTarget } from './target.ts'
import { type Trace, traceOf } from './trace.ts'

/** Everything must have arrived this long after the order was delivered: three periods of the sweep. */
const patienceMs = 30_000

async function run(target: Target, trace: Trace): Promise<Result> {
  const [ada, sam] = [await signIn(target, 'ada@example.com'), await signIn(target, 'sam@example.com')]
  const phone = await addDevice(target, ada)
  const ledger = createLedger()
  try {
    const since = await newestEntry(target)
    const journey = await live(target.SUPABASE_DB_URL, ada, sam, trace, ledger)
    const poll = watchSandbox(target, since, journey.number, phone.device, ledger)
    const books = await readBooks(target.SUPABASE_DB_URL, journey)
    // what the crossings tell Ada depends on how long ago they were; what was told must have come
    for (const event of books.told) ledger.expect('notification', event)
    const deadline = Date.now() + patienceMs
    let { faults } = books
    do {
      await pause(250)
      await poll()
      ;({ faults } = await readBooks(target.SUPABASE_DB_URL, journey))
    } while ((ledger.missing().length > 0 || faults.length > 0) && Date.now() < deadline)
    // a second copy of something would come now
    await pause(1500)
    await poll()
    ;({ faults } = await readBooks(target.SUPABASE_DB_URL, journey))
    const { lost, doubled, latency_ms } = ledger.result()
    // crossings are known only afterwards
    const { fence: _, ...waits } = latency_ms
    const began = Date.parse(journey.ended_at) - trace.duration_s * 1000
    const { fixes: __, ...about } = trace
    return {
      ok: lost === 0 && doubled === 0 && faults.length === 0,
      stack: target.stack,
      order: journey.number,
      sms: ledger.count('sms'),
      push: ledger.count('push'),
      messages: ledger.count('message'),
      positions: ledger.count('position'),
      lost,
      doubled,
      latency_ms: waits,
      faults: [...ledger.missing().map((what) => `missing: ${what}`), ...faults],
      trace: about,
      sent: journey.sent,
      taken: journey.taken,
      refused: journey.refused,
      crossings: journey.crossings.map((crossing) => ({
        ...crossing,
        after_s: Math.max(0, Math.round((Date.parse(crossing.at) - began) / 1000)),
      })),
      told: books.told,
      eta: etaError(journey.estimates, journey.crossings, journey.ended_at),
    }
  } finally {
    await phone.remove()
    await Promise.all([ada, sam].map((person) => person.supabase.removeAllChannels()))
  }
}

/** The drive in a file; throws a sentence for people. */
async function readTrace(file: string | URL): Promise<Trace> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${file} cannot be read (${error.code}).`)
  })
  return traceOf(readGpx(decodeXml(bytes)))
}

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, gpx: { type: 'string' } },
})
const say = (line: string) => process.stderr.write(`${line}\n`)
try {
  // before a stack is started for it
  const trace = await readTrace(values.gpx ?? new URL('car-visnjan.gpx', import.meta.url))
  const { target, close } = await openTarget(say)
  try {
    const result = await run(target, trace)
    process.stdout.write(`${values.json ? JSON.stringify(result) : table(result)}\n`)
    process.exitCode = result.ok ? 0 : 1
  } finally {
    await close()
  }
} catch (error) {
  say(`The demo stopped: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
// sockets of supabase-js may linger on their reconnect timers
process.exit()
