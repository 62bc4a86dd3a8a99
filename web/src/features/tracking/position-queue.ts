/** A point as ingest_locations takes it. */
export type QueuedPoint = {
  client_id: string
  recorded_at: string
  lat: number
  lng: number
  accuracy_m: number | null
  speed_mps: number | null
  heading_deg: number | null
  battery_pct: number | null
  source: 'browser'
}

export const batchSize = 100
// each request wakes the phone's radio for seconds: with nobody looking it is better woken for five points than for one
const unwatchedBatch = 5
// with the check every 5 s no point waits for longer than a minute
const longestWaitMs = 50_000
// older points are refused by the server; half a thousand is 25 minutes at one point every 3 s
export const queueLimit = 500
export const queueAgeMs = 24 * 3_600_000

/** Appends a point; beyond the limit the oldest goes, because the newest says where the partner is. */
export function enqueue(
  queue: readonly QueuedPoint[],
  point: QueuedPoint,
  limit = queueLimit,
): QueuedPoint[] {
  return [...queue, point].slice(-limit)
}

/** The next batch, oldest first, without what is too old to be taken. */
export function nextBatch(queue: readonly QueuedPoint[], nowMs: number): QueuedPoint[] {
  return queue.filter((point) => nowMs - Date.parse(point.recorded_at) < queueAgeMs).slice(0, batchSize)
}

/** What stays after a batch was answered: everything else, also what was added meanwhile; too old points go. */
export function settleBatch(
  queue: readonly QueuedPoint[],
  sent: readonly QueuedPoint[],
  nowMs: number,
): QueuedPoint[] {
  const answered = new Set(sent.map((point) => point.client_id))
  return queue.filter(
    (point) => !answered.has(point.client_id) && nowMs - Date.parse(point.recorded_at) < queueAgeMs,
  )
}

/** Whether it is time to send what waits: at once while somebody looks, else when five points are together or the last request is long ago. */
export function isDue(waiting: number, sentAtMs: number, nowMs: number, isWatched: boolean): boolean {
  if (waiting === 0) return false
  return isWatched || waiting >= unwatchedBatch || nowMs - sentAtMs >= longestWaitMs
}
