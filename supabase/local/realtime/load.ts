import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { listenReport, sharedClockMs } from './load-report.ts'
import { type Harness, startHarness } from './tests/harness.ts'

export type LoadOptions = { sockets: number; rate: number; seconds: number }

/** Latency is from before the insert to the frame in the other process. CPU is of this process, 100 being one core. */
export type LoadReport = {
  sockets: number
  joinsPerSecond: number
  sent: number
  deliveriesPerSecond: number
  p50Ms: number
  p99Ms: number
  cpuPercent: number
  rssMb: number
  lost: number
  doubled: number
}

const TOPIC = 'load'
const DRAIN_MS = 10_000

/** `rate` broadcasts a second from the database to `sockets` members of one private topic, in a second process. */
export async function measureLoad(h: Harness, { sockets, rate, seconds }: LoadOptions): Promise<LoadReport> {
  await h.db.query(
    `create policy "load" on realtime.messages for select to authenticated using (realtime.topic() = '${TOPIC}')`,
  )
  const child = fork(fileURLToPath(new URL('./load-listeners.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
  })
  try {
    const joinedAfter = await join(h, child, sockets)
    const cpu = process.cpuUsage()
    const { sent, elapsedMs } = await speak(h, rate, seconds)
    const used = process.cpuUsage(cpu)
    const report = await drain(child, sent)
    const latencies = report.latenciesMs.sort((a, b) => a - b)
    const percentile = (p: number) => rounded(latencies[Math.ceil(latencies.length * p) - 1] ?? Number.NaN)
    const delivered = sum(report.received)
    return {
      sockets,
      joinsPerSecond: Math.round(sockets / (joinedAfter / 1000)),
      sent,
      deliveriesPerSecond: Math.round(delivered / (elapsedMs / 1000)),
      p50Ms: percentile(0.5),
      p99Ms: percentile(0.99),
      cpuPercent: Math.round((used.user + used.system) / 10 / elapsedMs),
      rssMb: Math.round(process.memoryUsage.rss() / 1e6),
      lost: sum(report.received.map((count) => Math.max(0, sent - count))),
      doubled: sum(report.received.map((count) => Math.max(0, count - sent))),
    }
  } finally {
    child.kill()
  }
}

async function join(h: Harness, child: ChildProcess, sockets: number): Promise<number> {
  const token = await h.sign({ role: 'authenticated', sub: '22222222-2222-4222-8222-000000000001' })
  const started = performance.now()
  child.send({ url: h.url.replace('http', 'ws'), token, topic: TOPIC, sockets })
  await once(child, 'message')
  return performance.now() - started
}

async function speak(h: Harness, rate: number, seconds: number) {
  const started = performance.now()
  let sent = 0
  while (sent < rate * seconds) {
    const due = Math.min(rate * seconds, ((performance.now() - started) / 1000) * rate)
    for (; sent < due; sent++) {
      await h.db.query(`select realtime.send(jsonb_build_object('t', $1::float8), 'load', '${TOPIC}')`, [
        sharedClockMs(),
      ])
    }
    await sleep(2)
  }
  return { sent, elapsedMs: performance.now() - started }
}

/** Asks until everybody has everything, or for as long as a healthy server could need. */
async function drain(child: ChildProcess, sent: number) {
  for (const deadline = performance.now() + DRAIN_MS; ; ) {
    child.send('report')
    const [message] = await once(child, 'message')
    const report = v.parse(listenReport, message)
    if (report.received.every((count) => count >= sent) || performance.now() > deadline) return report
    await sleep(100)
  }
}

const sum = (numbers: number[]) => numbers.reduce((total, n) => total + n, 0)
const rounded = (ms: number) => Math.round(ms * 10) / 10

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      sockets: { type: 'string', default: '1000' },
      rate: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '10' },
    },
  })
  const h = await startHarness()
  try {
    const { sockets, rate, seconds } = values
    console.table(await measureLoad(h, { sockets: +sockets, rate: +rate, seconds: +seconds }))
  } finally {
    await h.stop()
  }
}
