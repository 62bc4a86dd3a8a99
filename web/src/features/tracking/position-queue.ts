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
