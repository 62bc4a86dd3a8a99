import type { Channel } from './channel.ts'
import { topicKey } from './channel.ts'
import { encodeBroadcast, encodeText, type UserBroadcast, type Vsn } from './frames.ts'
import type { RateCounter } from './limits.ts'
import { binaryFrame, textFrame } from './socket-frame.ts'

/** A broadcast on its way to everybody in a topic. `name` is the topic without `realtime:`. */
export type Broadcast = {
  name: string
  isPrivate: boolean
  /** Row id of realtime.messages when the database spoke; clients get it as meta.id. */
  id: string | null
  /** Bytes to relay as they are, or a whole `{type, event, payload}` as JSON text. */
  content: UserBroadcast | string
}

export type Topics = {
  add(channel: Channel): void
  members(key: string): Iterable<Channel>
  /** Sends at once to all members but `from` (unless it wants its own). */
  fan(broadcast: Broadcast, from?: Channel): void
  /** Sends what the database said, in order; a large topic that is busy gathers some of it first. */
  say(broadcasts: Broadcast[]): void
  counts(): { topics: number; channels: number; delivered: number }
}

type Topic = {
  members: Set<Channel>
  /** Said while the topic rests; goes out in one write per socket. */
  waiting: Broadcast[]
  waitingBytes: number
  rest: NodeJS.Timeout | null
}

// A write to a socket costs the same for one message as for five. So a topic whose round of writes takes this long rests for
// four times as long, at most REST_MS: it uses a fifth of a core, and what is said meanwhile shares the next round. Rooms of
// people are far below and never wait.
const LONG_ROUND_MS = 2
const REST_ROUNDS = 4
const REST_MS = 40
const MOST_WAITING_BYTES = 262_144
const MOST_PER_WRITE = 16

export function createTopics(events: RateCounter, log: (line: string) => void): Topics {
  const topics = new Map<string, Topic>()
  let delivered = 0

  const deliver = (topic: Topic, broadcasts: Broadcast[], from?: Channel) => {
    const frames = broadcasts.map((broadcast) => ({ id: broadcast.id, ...framesOf(broadcast, log) }))
    const [all1, all2] = [once(() => joined(frames, 1)), once(() => joined(frames, 2))]
    const isFlooded = events.isExceeded()
    let sent = 0
    for (const channel of topic.members) {
      if (channel === from && !channel.self) continue
      if (!channel.mayReadBroadcast) continue
      const { vsn } = channel.connection
      const mine =
        channel.replayed.size > 0
          ? joined(
              frames.filter(({ id }) => id === null || !channel.replayed.has(id)),
              vsn,
            )
          : vsn === 1
            ? all1()
            : all2()
      if (mine.count === 0) continue
      channel.connection.send(mine.bytes)
      sent += mine.count
      if (isFlooded) channel.shutdown('Too many messages per second')
    }
    events.add(sent)
    delivered += sent
  }

  /** Says what waits, unless the topic rests; a long round is followed by a rest. */
  const flush = (topic: Topic) => {
    if (topic.waiting.length === 0) return
    const broadcasts = topic.waiting
    topic.waiting = []
    topic.waitingBytes = 0
    const since = performance.now()
    // in parts: the limit of events is looked at before each
    for (let first = 0; first < broadcasts.length; first += MOST_PER_WRITE)
      deliver(topic, broadcasts.slice(first, first + MOST_PER_WRITE))
    const roundMs = performance.now() - since
    if (roundMs < LONG_ROUND_MS || topic.rest) return
    const wake = () => {
      topic.rest = null
      flush(topic)
    }
    topic.rest = setTimeout(wake, Math.min(roundMs * REST_ROUNDS, REST_MS))
  }

  return {
    add(channel) {
      const topic = topics.get(channel.key) ?? {
        members: new Set(),
        waiting: [],
        waitingBytes: 0,
        rest: null,
      }
      topics.set(channel.key, topic)
      // said before it came
      flush(topic)
      topic.members.add(channel)
      channel.onClose.push(() => {
        topic.members.delete(channel)
        if (topic.members.size > 0) return
        topics.delete(channel.key)
        if (topic.rest) clearTimeout(topic.rest)
      })
    },
    members: (key) => topics.get(key)?.members ?? [],
    fan(broadcast, from) {
      const topic = topics.get(topicKey(broadcast.name, broadcast.isPrivate))
      if (!topic) return
      flush(topic)
      deliver(topic, [broadcast], from)
    },
    say(broadcasts) {
      const touched = new Set<Topic>()
      for (const broadcast of broadcasts) {
        const topic = topics.get(topicKey(broadcast.name, broadcast.isPrivate))
        if (!topic) continue
        topic.waiting.push(broadcast)
        topic.waitingBytes += bytesOf(broadcast.content)
        touched.add(topic)
      }
      for (const topic of touched) if (!topic.rest || topic.waitingBytes > MOST_WAITING_BYTES) flush(topic)
    },
    counts: () => ({
      topics: topics.size,
      channels: [...topics.values()].reduce((sum, { members }) => sum + members.size, 0),
      delivered,
    }),
  }
}

const bytesOf = (content: Broadcast['content']) =>
  typeof content === 'string' ? content.length : content.body.length

type Frames = ReturnType<typeof framesOf>

/** Frames one after another, for one write. */
function joined(frames: Frames[], vsn: Vsn): { bytes: Buffer; count: number } {
  const made = frames.map((frame) => (vsn === 1 ? frame.v1() : frame.v2())).filter((frame) => frame !== null)
  const [only] = made
  return { bytes: made.length === 1 && only ? only : Buffer.concat(made), count: made.length }
}

/** The frame for each version, made when the first member needs it and then shared. */
function framesOf(broadcast: Broadcast, log: (line: string) => void) {
  const topic = `realtime:${broadcast.name}`
  const meta = broadcast.id ? JSON.stringify({ id: broadcast.id }) : ''
  return {
    v1: once(() => {
      const payload = jsonPayload(broadcast.content, meta)
      if (payload === null) return null
      return textFrame(encodeText(1, { joinRef: null, ref: null, topic, event: 'broadcast', payload }))
    }),
    v2: once(() => {
      if (typeof broadcast.content === 'string') {
        const payload = broadcast.content
        return textFrame(encodeText(2, { joinRef: null, ref: null, topic, event: 'broadcast', payload }))
      }
      const bytes = encodeBroadcast(topic, meta, broadcast.content)
      if (!bytes) log(`realtime: not sent, topic or event is over 255 bytes: ${topic}`)
      return bytes && binaryFrame(bytes)
    }),
  }
}

/** Version 1 knows only JSON: bytes are not for it, and what claims to be JSON is looked at before it is spliced in. */
export function jsonPayload(content: Broadcast['content'], meta: string): string | null {
  if (typeof content === 'string') return content
  if (content.encoding === 'binary') return null
  const body = content.body.toString()
  try {
    JSON.parse(body)
  } catch {
    return null
  }
  const tail = meta ? `,"meta":${meta}` : ''
  return `{"event":${JSON.stringify(content.event)},"payload":${body},"type":"broadcast"${tail}}`
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
