import type { Point } from '../../lib/geo.ts'
import { makeAccuracy } from './accuracy.ts'
import { makeSender, type SendOutcome } from './position-sender.ts'
import { openStore } from './position-store.ts'
import { type Fix, heartbeatMs, isWorthSending } from './sampling.ts'
import { sendPoints } from './sharing-calls.ts'
import { askDevice, keepAwake, openBattery, type WatchFault, watchDevice } from './watch-position.ts'

const heartbeatCheckMs = 5_000

/**
 * Follows the device and sends for one order, from being seen to being hidden or stopped. `close` still tries to send what
 * waits; `watched` says that somebody has just begun to look.
 */
export function openSession(
  orderId: string,
  on: {
    /** Where the partner goes now, if it is known. */
    destination: () => Point | null
    onFix: () => void
    onOutcome: (waiting: number, outcome: SendOutcome | null, sent: number) => void
    onFault: (fault: WatchFault, hasFix: boolean) => void
  },
): { close: () => void; watched: () => void } {
  let isOver = false
  let last: Fix | null = null
  let sent = 0
  let isRefused = false
  let isWatched = true
  let isHigh = true
  const battery = openBattery()
  const needsSatellites = makeAccuracy()
  const sender = openStore(orderId).then((store) =>
    makeSender(
      store,
      (points) => {
        sent = points.length
        return sendPoints(orderId, points)
      },
      (waiting, outcome) => {
        if (outcome?.kind === 'taken') {
          isRefused = outcome.refused.length > 0
          isWatched = outcome.isWatched
        }
        on.onOutcome(waiting, outcome, sent)
      },
    ),
  )

  async function onFix(fix: Fix) {
    if (isOver) return
    const wasHigh = isHigh
    isHigh = needsSatellites(fix, { destination: on.destination(), isWatched })
    if (isHigh !== wasHigh) follow()
    if (!isWorthSending(fix, last, { isRefused, isWatched })) return
    last = fix
    on.onFix()
    const [to, charge] = await Promise.all([sender, battery])
    await to.add({
      client_id: crypto.randomUUID(),
      recorded_at: new Date(fix.at).toISOString(),
      lat: fix.lat,
      lng: fix.lng,
      accuracy_m: fix.accuracyM,
      speed_mps: fix.speedMps,
      heading_deg: fix.headingDeg,
      battery_pct: charge(),
      source: 'browser',
    })
  }

  let unfollow: () => void = () => undefined
  function follow() {
    unfollow()
    unfollow = watchDevice(isHigh, onFix, (fault) => on.onFault(fault, last !== null))
  }
  follow()
  const rest = keepAwake()
  const heart = setInterval(() => {
    if (isRefused || Date.now() - (last?.at ?? 0) >= heartbeatMs) askDevice(isHigh, onFix)
    void sender.then((one) => one.flushIfDue())
  }, heartbeatCheckMs)
  const flush = () => void sender.then((one) => one.flush())
  window.addEventListener('online', flush)
  flush()
  return {
    watched() {
      isWatched = true
      void sender.then((one) => one.watched())
    },
    close() {
      isOver = true
      clearInterval(heart)
      window.removeEventListener('online', flush)
      unfollow()
      rest()
      void sender.then((one) => one.flush().finally(() => one.close()))
    },
  }
}
