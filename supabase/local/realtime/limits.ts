/**
 * Limits of one project. Hosted numbers (docs, "Realtime limits"; Free / Pro): 200 / 500 connections, 100 / 500 events
 * a second, 100 / 500 joins a second, 20 / 50 presence events a second. Those four are generous here, so that load
 * tests pass; the others are what production has.
 */
export type Limits = {
  connections: number
  channelsPerConnection: number
  /** Averages over 60 s, as upstream's counters. An event is one message sent or delivered. */
  eventsPerSecond: number
  joinsPerSecond: number
  presenceEventsPerSecond: number
  /** Calls of track or untrack on one channel within the window; the next one closes the channel. */
  presenceCalls: number
  presenceWindowMs: number
  payloadBytes: number
  /** Phoenix closes a socket that stays silent this long; clients send a heartbeat every 25 s. */
  idleMs: number
  /** A socket may owe this much for `slowMs`; above `slowHardBytes` it goes at once. Memory stays bounded. */
  slowBytes: number
  slowHardBytes: number
  slowMs: number
}

export const defaultLimits: Limits = {
  connections: 10_000,
  channelsPerConnection: 100,
  eventsPerSecond: 100_000,
  joinsPerSecond: 1_000,
  presenceEventsPerSecond: 1_000,
  presenceCalls: 5,
  presenceWindowMs: 30_000,
  payloadBytes: 3_000_000,
  idleMs: 60_000,
  slowBytes: 4_000_000,
  slowHardBytes: 64_000_000,
  slowMs: 5_000,
}

/** Largest frame a socket may send, in bytes (upstream's max_frame_size). */
export const MAX_FRAME_BYTES = 5_000_000

const WINDOW_S = 60

export type RateCounter = { add(count: number): void; isExceeded(): boolean }

/** Counts events in one-second buckets; exceeded while the mean of the last 60 s is above the limit. */
export function rateCounter(perSecond: number, nowMs: () => number = () => performance.now()): RateCounter {
  const buckets = new Array<number>(WINDOW_S).fill(0)
  let current = Math.floor(nowMs() / 1000)
  let sum = 0
  const advance = () => {
    const second = Math.floor(nowMs() / 1000)
    for (let step = Math.max(current + 1, second - WINDOW_S + 1); step <= second; step++) {
      sum -= buckets[step % WINDOW_S] ?? 0
      buckets[step % WINDOW_S] = 0
    }
    current = second
  }
  return {
    add(count) {
      advance()
      buckets[current % WINDOW_S] = (buckets[current % WINDOW_S] ?? 0) + count
      sum += count
    },
    isExceeded() {
      advance()
      return sum > perSecond * WINDOW_S
    },
  }
}

/** Upstream's client presence limit: a window opens with the first call and allows `calls` within `windowMs`. */
export function callWindow(
  calls: number,
  windowMs: number,
  nowMs: () => number = () => performance.now(),
): () => boolean {
  let used = 0
  let resetAt = Number.NEGATIVE_INFINITY
  return () => {
    if (nowMs() > resetAt) {
      used = 0
      resetAt = nowMs() + windowMs
    }
    used += 1
    return used <= calls
  }
}
