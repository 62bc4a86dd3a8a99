import { makeSender, type SendOutcome } from './position-sender.ts'
import { openStore } from './position-store.ts'
import { type Fix, heartbeatMs, isWorthSending } from './sampling.ts'
import { sendPoints } from './sharing-calls.ts'
import { askDevice, batteryPct, keepAwake, type WatchFault, watchDevice } from './watch-position.ts'

const heartbeatCheckMs = 5_000

/**
 * Follows the device and sends for one order, from being seen to being hidden or stopped. Returns its ending, which still
 * tries to send what waits.
 */
export function openSession(
  orderId: string,
  on: {
    onFix: () => void
    onOutcome: (waiting: number, outcome: SendOutcome | null, sent: number) => void
    onFault: (fault: WatchFault, hasFix: boolean) => void
  },
): () => void {
  let isOver = false
  let last: Fix | null = null
  let sent = 0
  let isRefused = false
  const battery = batteryPct()
  const sender = openStore(orderId).then((store) =>
    makeSender(
      store,
      (points) => {
        sent = points.length
        return sendPoints(orderId, points)
      },
      (waiting, outcome) => {
        if (outcome?.kind === 'taken') isRefused = outcome.refused.length > 0
        on.onOutcome(waiting, outcome, sent)
      },
    ),
  )

  async function onFix(fix: Fix) {
    if (isOver || !isWorthSending(fix, last, isRefused)) return
    last = fix
    on.onFix()
    await (await sender).add({
      client_id: crypto.randomUUID(),
      recorded_at: new Date(fix.at).toISOString(),
      lat: fix.lat,
      lng: fix.lng,
      accuracy_m: fix.accuracyM,
      speed_mps: fix.speedMps,
      heading_deg: fix.headingDeg,
      battery_pct: await battery,
      source: 'browser',
    })
  }

  const ends = [watchDevice(onFix, (fault) => on.onFault(fault, last !== null)), keepAwake()]
  const heart = setInterval(() => {
    if (isRefused || Date.now() - (last?.at ?? 0) >= heartbeatMs) askDevice(onFix)
  }, heartbeatCheckMs)
  const flush = () => void sender.then((one) => one.flush())
  window.addEventListener('online', flush)
  flush()
  return () => {
    isOver = true
    clearInterval(heart)
    window.removeEventListener('online', flush)
    for (const end of ends) end()
    void sender.then((one) => one.flush().finally(() => one.close()))
  }
}
