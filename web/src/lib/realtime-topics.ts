import type { RealtimeChannel, RealtimeClient } from '@supabase/supabase-js'

export type ConnectionState = 'idle' | 'connecting' | 'live'
export type TopicOptions = {
  private?: boolean
  /** Called on every SUBSCRIBED, on `visible` and on `online`: fetch what was missed. The channel is for send and track. */
  onReady?: (channel: RealtimeChannel) => void
  /** Presence key of this client; the first subscriber of a topic decides it. */
  presenceKey?: string
  onPresence?: (channel: RealtimeChannel) => void
}
type Handlers = Record<string, (payload: unknown) => void>
type Listener = { handlers: Handlers; options: TopicOptions }
type Topic = {
  name: string
  listeners: Set<Listener>
  channel: RealtimeChannel | null
  isJoined: boolean
  isOpening: boolean
  closes: number
  timer: ReturnType<typeof setTimeout> | undefined
}

// StrictMode and a change of page leave and come back at once; a topic left for longer is closed
const lingerMs = 300
/** 1, 2, 4, 8 … 30 s, and up to a quarter more so that not all clients come back together. */
export const backOffMs = (closes: number): number =>
  Math.min(30_000, 500 * 2 ** closes) * (1 + Math.random() / 4)

/**
 * One channel per topic, however many subscribe. Realtime keeps nothing for those away, so every (re)join says onReady.
 * `refresh` renews the session after the server closed a channel, which it does when the token expires.
 */
export function makeTopics(client: RealtimeClient, refresh: () => Promise<unknown>) {
  const topics = new Map<string, Topic>()
  const leaving = new Map<string, Promise<unknown>>()
  const watchers = new Set<() => void>()
  let state: ConnectionState = 'idle'

  function settle() {
    const all = [...topics.values()]
    const next = all.length === 0 ? 'idle' : all.every((topic) => topic.isJoined) ? 'live' : 'connecting'
    if (next === state) return
    state = next
    for (const watch of watchers) watch()
  }

  function sayReady(topic: Topic) {
    const { channel } = topic
    if (channel && topic.isJoined) for (const { options } of topic.listeners) options.onReady?.(channel)
  }

  function onStatus(topic: Topic, channel: RealtimeChannel, status: string) {
    if (topic.channel !== channel) return
    topic.isJoined = status === 'SUBSCRIBED'
    settle()
    if (status === 'SUBSCRIBED') {
      topic.closes = 0
      sayReady(topic)
    } else if (status === 'CLOSED') {
      // CHANNEL_ERROR and TIMED_OUT rejoin by themselves; a channel the server closed never does
      topic.channel = null
      topic.closes += 1
      topic.timer = setTimeout(() => refresh().finally(() => open(topic)), backOffMs(topic.closes))
    }
  }

  async function open(topic: Topic) {
    if (topic.channel || topic.isOpening || topic.listeners.size === 0) return
    clearTimeout(topic.timer)
    topic.isOpening = true
    // a private join without the person's token is refused, and the token may still be on its way
    await client.setAuth().catch(() => undefined)
    // until the server has let go of it, the client would hand out the channel that is being left
    await leaving.get(topic.name)
    topic.isOpening = false
    if (topic.channel || topic.listeners.size === 0) return
    const options = [...topic.listeners].map((listener) => listener.options)
    const key = options.find((one) => one.presenceKey)?.presenceKey
    const channel = client.channel(topic.name, {
      config: { private: options.some((one) => one.private), ...(key && { presence: { key } }) },
    })
    topic.channel = channel
    channel.on('broadcast', { event: '*' }, ({ event, payload }) => {
      for (const { handlers } of topic.listeners) handlers[event]?.(payload)
    })
    if (key) {
      channel.on('presence', { event: 'sync' }, () => {
        for (const one of topic.listeners) one.options.onPresence?.(channel)
      })
    }
    channel.subscribe((status) => onStatus(topic, channel, status))
  }

  function leave(topic: Topic) {
    if (topic.listeners.size > 0) return
    clearTimeout(topic.timer)
    topics.delete(topic.name)
    letGo(topic)
  }

  function letGo(topic: Topic) {
    const { channel } = topic
    topic.channel = null
    topic.isJoined = false
    if (channel) {
      leaving.set(
        topic.name,
        client.removeChannel(channel).finally(() => leaving.delete(topic.name)),
      )
    }
    settle()
  }

  return {
    /** Listens to events of a topic; returns its own ending. Payloads are unknown: parse them at the door. */
    subscribe(name: string, handlers: Handlers, options: TopicOptions = {}): () => void {
      const topic: Topic = topics.get(name) ?? {
        name,
        listeners: new Set(),
        channel: null,
        isJoined: false,
        isOpening: false,
        closes: 0,
        timer: undefined,
      }
      topics.set(name, topic)
      const listener = { handlers, options }
      topic.listeners.add(listener)
      settle()
      if (topic.channel && topic.isJoined) options.onReady?.(topic.channel)
      else void open(topic)
      return () => {
        if (topic.listeners.delete(listener) && topic.listeners.size === 0) {
          setTimeout(leave, lingerMs, topic)
        }
      }
    },
    /** Joins a topic anew, because the server remembers what it refused there for as long as one is joined. */
    rejoin(name: string): void {
      const topic = topics.get(name)
      if (!topic?.channel) return
      letGo(topic)
      void open(topic)
    },
    /** The page is seen again or the network is back: whoever waits goes now, whoever is joined fetches what was missed. */
    wake() {
      if (topics.size > 0 && !client.isConnected()) client.connect()
      for (const topic of topics.values()) {
        if (topic.isJoined) sayReady(topic)
        else void open(topic)
      }
    },
    state: () => state,
    watch(watcher: () => void): () => void {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}
