import type { Channel } from './channel.ts'
import { topicKey } from './channel.ts'
import { encodeBroadcast, encodeText, type UserBroadcast } from './frames.ts'
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
  /** Sends to all members but `from` (unless it wants its own); returns how many got it. */
  fan(broadcast: Broadcast, from?: Channel): number
  counts(): { topics: number; channels: number; delivered: number }
}

export function createTopics(events: RateCounter, log: (line: string) => void): Topics {
  const topics = new Map<string, Set<Channel>>()
  let delivered = 0

  return {
    add(channel) {
      const members = topics.get(channel.key) ?? new Set()
      topics.set(channel.key, members.add(channel))
      channel.onClose.push(() => {
        members.delete(channel)
        if (members.size === 0) topics.delete(channel.key)
      })
    },
    members: (key) => topics.get(key) ?? [],
    fan(broadcast, from) {
      const members = topics.get(topicKey(broadcast.name, broadcast.isPrivate))
      if (!members) return 0
      const frames = framesOf(broadcast, log)
      const isFlooded = events.isExceeded()
      let sent = 0
      for (const channel of members) {
        if (channel === from && !channel.self) continue
        if (!channel.mayReadBroadcast) continue
        if (broadcast.id && channel.replayed.has(broadcast.id)) continue
        const frame = channel.connection.vsn === 1 ? frames.v1() : frames.v2()
        if (!frame) continue
        channel.connection.send(frame)
        sent++
        if (isFlooded) channel.shutdown('Too many messages per second')
      }
      events.add(sent)
      delivered += sent
      return sent
    },
    counts: () => ({
      topics: topics.size,
      channels: [...topics.values()].reduce((sum, members) => sum + members.size, 0),
      delivered,
    }),
  }
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
