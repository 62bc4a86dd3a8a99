import { afterAll, beforeAll, expect, it } from 'vitest'
import { measureLoad } from '../load.ts'
import { type Harness, startHarness } from './harness.ts'

const SOCKETS = 1_000
const RATE = 50
const SECONDS = 5

let h: Harness
beforeAll(async () => {
  h = await startHarness()
}, 30_000)
afterAll(() => h.stop())

it('1,000 members hear 50 broadcasts a second for five seconds, and nobody misses one or hears one twice', async () => {
  const report = await measureLoad(h, { sockets: SOCKETS, rate: RATE, seconds: SECONDS })
  console.info('realtime load', JSON.stringify(report))
  expect([report.sent, report.lost, report.doubled]).toEqual([RATE * SECONDS, 0, 0])
}, 45_000)
