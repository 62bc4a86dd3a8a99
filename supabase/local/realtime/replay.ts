import type pg from 'pg'
import * as v from 'valibot'
import type { Channel } from './channel.ts'
import { encodeBroadcast } from './frames.ts'
import { binaryFrame } from './socket-frame.ts'
import type { Refusal } from './token.ts'

const MOST_MESSAGES = 25
const count = v.pipe(v.number(), v.integer())
const replaySchema = v.object({ since: v.nullish(count, 0), limit: v.nullish(count, MOST_MESSAGES) })

/** A stored broadcast; `payload` is JSON text, null when it has bytes. */
export type StoredMessage = {
  id: string
  event: string
  payload: string | null
  binary_payload: Buffer | null
}

// The newest ones within the limit, told oldest first.
const STORED = `
  select id, event, payload::text, binary_payload from realtime.messages
  where topic = $1 and private and extension = 'broadcast' and event is not null
    and inserted_at >= to_timestamp($2 / 1000.0) at time zone 'utc'
  order by inserted_at desc limit $3`

/** Reads what the database broadcast to a private topic since an epoch in ms; at most 25. */
export async function readStored(
  pool: pg.Pool,
  name: string,
  params: { since: unknown; limit: unknown },
): Promise<{ messages: StoredMessage[] } | { refusal: Refusal }> {
  const refuse = (message: string) => ({ refusal: { code: 'UnableToReplayMessages', message } })
  const parsed = v.safeParse(replaySchema, params)
  if (!parsed.success) return refuse('Replay params are not valid')
  const limit = Math.max(1, Math.min(parsed.output.limit, MOST_MESSAGES))
  try {
    const { rows } = await pool.query<StoredMessage>(STORED, [name, parsed.output.since, limit])
    return { messages: rows.reverse() }
  } catch {
    return refuse('Realtime was unable to replay messages')
  }
}

export function sendStored(channel: Channel, { id, event, payload, binary_payload }: StoredMessage): void {
  const meta = JSON.stringify({ replayed: true, id })
  if (binary_payload === null) {
    const body = `"payload":${payload},"event":${JSON.stringify(event)},"type":"broadcast","meta":${meta}`
    channel.push('broadcast', `{${body}}`)
    return
  }
  if (channel.connection.vsn === 1) return
  const bytes = encodeBroadcast(channel.topic, meta, { event, encoding: 'binary', body: binary_payload })
  if (bytes) channel.connection.send(binaryFrame(bytes))
}
