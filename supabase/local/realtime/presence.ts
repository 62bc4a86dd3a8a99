import type { Channel } from './channel.ts'
import { encodeText } from './frames.ts'
import type { RateCounter } from './limits.ts'
import { textFrame } from './socket-frame.ts'
import type { Topics } from './topics.ts'

type Meta = Record<string, unknown> & { phx_ref: string }
type Entry = { channel: Channel; meta: Meta }
type Group = Record<string, { metas: Meta[] }>

export type Presence = {
  /** Everybody present in the channel's topic, as JSON for presence_state. */
  state(channel: Channel): string
  /** Adds or replaces what this channel shows of itself and tells the topic. */
  track(channel: Channel, payload: Record<string, unknown>): void
  untrack(channel: Channel): void
}

/** Who is present, by topic and presence key; several channels under one key show as several metas. */
export function createPresence(topics: Topics, events: RateCounter): Presence {
  const present = new Map<string, Map<string, Entry[]>>()
  let refs = 0
  const nextRef = () => `${Date.now().toString(36)}${(refs++).toString(36)}`

  const diff = (channel: Channel, joins: Group, leaves: Group) => {
    const payload = JSON.stringify({ joins, leaves })
    const message = { joinRef: null, ref: null, topic: channel.topic, event: 'presence_diff', payload }
    const frames = [1, 2].map((vsn) => textFrame(encodeText(vsn === 1 ? 1 : 2, message)))
    for (const member of topics.members(channel.key)) {
      const frame = frames[member.connection.vsn - 1]
      if (!frame || !member.mayReadPresence) continue
      member.connection.send(frame)
      events.add(1)
    }
  }

  const find = (channel: Channel) => {
    const keys = present.get(channel.key)
    const entries = keys?.get(channel.presenceKey)
    const entry = entries?.find((candidate) => candidate.channel === channel)
    return keys && entries && entry ? { keys, entries, entry } : null
  }

  const untrack = (channel: Channel) => {
    const found = find(channel)
    if (!found) return
    const { keys, entries, entry } = found
    entries.splice(entries.indexOf(entry), 1)
    if (entries.length === 0) keys.delete(channel.presenceKey)
    if (keys.size === 0) present.delete(channel.key)
    diff(channel, {}, { [channel.presenceKey]: { metas: [entry.meta] } })
  }

  return {
    state(channel) {
      const keys = [...(present.get(channel.key) ?? [])]
      return JSON.stringify(
        Object.fromEntries(
          keys.map(([key, entries]) => [key, { metas: entries.map((entry) => entry.meta) }]),
        ),
      )
    },
    track(channel, payload) {
      const key = channel.presenceKey
      const found = find(channel)
      if (found) {
        const previous = found.entry.meta
        found.entry.meta = { ...payload, phx_ref: nextRef(), phx_ref_prev: previous.phx_ref }
        return diff(channel, { [key]: { metas: [found.entry.meta] } }, { [key]: { metas: [previous] } })
      }
      const entry: Entry = { channel, meta: { ...payload, phx_ref: nextRef() } }
      const keys = present.get(channel.key) ?? new Map<string, Entry[]>()
      present.set(channel.key, keys)
      keys.set(key, [...(keys.get(key) ?? []), entry])
      diff(channel, { [key]: { metas: [entry.meta] } }, {})
    },
    untrack,
  }
}
