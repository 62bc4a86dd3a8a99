import { createClient, type RealtimeClientOptions } from '@supabase/supabase-js'
import * as v from 'valibot'
import WebSocket from 'ws'
import { emptyContent, type Message, messageSchema } from '../../../web/src/features/chat/log/message.ts'
import { type Feed, makeFeed } from '../../../web/src/features/chat/log/message-feed.ts'
import { emptyLog, hasOlder } from '../../../web/src/features/chat/log/message-log.ts'
import { messageSource } from '../../../web/src/features/chat/log/message-source.ts'
import { makeOutbox, type OutboxStore } from '../../../web/src/features/chat/outbox/outbox.ts'
import type { OutboxItem } from '../../../web/src/features/chat/outbox/outbox-queue.ts'
import { sendCall } from '../../../web/src/features/chat/outbox/send-call.ts'
import { patientFetch } from '../../../web/src/lib/patient-fetch.ts'
import { makeTopics } from '../../../web/src/lib/realtime-topics.ts'
import type { Database } from '../../database.types.ts'
import type { ChatPerson, ChatStack } from './chat-stack.ts'

type Ways = {
  url?: string
  /** How long an answer is waited for, ms. */
  answerMs?: number
  realtime?: RealtimeClientOptions
  /** How often each room is asked for its newest change, the app's net below Realtime; default never, ms. */
  watchMs?: number
}
type Followed = { feed: Feed; epoch: number; end: () => void }

const listed = v.array(v.object({ room_id: v.string(), epoch: v.number(), unread: v.number() }))

/** A device that lives as long as its page. */
function memoryStore(): OutboxStore {
  let items: OutboxItem[] = []
  return {
    read: async () => items,
    async add(item) {
      items = [...items, item]
      return 'kept'
    },
    async update(_userId, change) {
      items = change(items)
    },
    file: async () => undefined,
  }
}

/** The app without its pixels: its outbox, its feeds and its topics, put together as its hooks do. */
export async function openChatClient(stack: ChatStack, person: ChatPerson, ways: Ways = {}) {
  const supabase = createClient<Database>(ways.url ?? stack.url, stack.key, {
    accessToken: async () => person.token,
    global: { fetch: patientFetch(ways.answerMs ?? 20_000) },
    realtime: { transport: WebSocket as never, reconnectAfterMs: () => 100, ...ways.realtime },
  })
  const topics = makeTopics(supabase.realtime, async () => undefined)
  const rooms = new Map<string, Followed>()
  /** Every copy of a message that reached this client, in whatever way. */
  const known: Message[] = []
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let asking: Promise<void> = Promise.resolve()
  let isClosed = false

  const outbox = makeOutbox({
    store: memoryStore(),
    person: async () => (isClosed ? null : person.id),
    send: (item) =>
      sendCall(supabase, person.token, item, (message) => {
        known.push(message)
        rooms.get(message.room_id)?.feed.hear(message)
      }).catch(() => ({ kind: 'later' })),
    upload: async () => ({ kind: 'later' }),
    isOnline: () => true,
    alone: (_roomId, work) => work(),
    tell: () => undefined,
    // as the app, but ten times as soon
    later: (work, ms) => {
      const timer = setTimeout(work, ms / 10)
      timers.add(timer)
      return () => clearTimeout(timer)
    },
  })

  function feedOf(roomId: string): Feed {
    const source = messageSource(supabase, roomId)
    const noted = async (page: Promise<Message[]>) => {
      known.push(...(await page))
      return page
    }
    return makeFeed(
      {
        newest: () => noted(source.newest()),
        older: (before) => noted(source.older(before)),
        newer: (after) => noted(source.newer(after)),
        around: source.around,
        changes: (after) => noted(source.changes(after)),
      },
      emptyLog,
    )
  }

  function follow(roomId: string, epoch: number): void {
    const before = rooms.get(roomId)
    if (before?.epoch === epoch) return
    before?.end()
    const feed = before?.feed ?? feedOf(roomId)
    const hear = (payload: unknown) => {
      const message = v.safeParse(messageSchema, payload)
      if (!message.success) return void feed.sync()
      known.push(message.output)
      feed.hear(message.output)
    }
    const end = topics.subscribe(
      `room:${roomId}:${epoch}`,
      { message_created: hear, message_updated: hear, room_updated: () => void askRooms() },
      { private: true, onReady: () => void feed.sync() },
    )
    rooms.set(roomId, { feed, epoch, end })
    void feed.sync()
  }

  /** Asks which rooms there are; those that are gone are left. Calls wait for each other. */
  function askRooms(): Promise<void> {
    asking = asking.then(async () => {
      if (isClosed) return
      const { data, error } = await supabase.rpc('room_list')
      if (error) return void setTimeout(() => void askRooms(), 100)
      const now = v.parse(listed, data)
      for (const { room_id, epoch } of now) follow(room_id, epoch)
      const ids = new Set(now.map(({ room_id }) => room_id))
      for (const [roomId, { end }] of rooms) {
        if (ids.has(roomId)) continue
        end()
        rooms.delete(roomId)
      }
    })
    return asking
  }

  const ask = () => void askRooms()
  async function look() {
    const { data } = await supabase.from('rooms').select('id, last_rev')
    for (const { id, last_rev } of data ?? []) rooms.get(id)?.feed.check(last_rev)
  }
  const watch = ways.watchMs ? setInterval(() => void look(), ways.watchMs) : undefined
  const endUser = topics.subscribe(
    `user:${person.id}`,
    { room_updated: ask, room_joined: ask, room_left: ask },
    { private: true, onReady: ask },
  )
  let said = 0

  return {
    person,
    supabase,
    outbox,
    known,
    rooms,
    topics,
    askRooms,
    send: (room_id: string, content: Partial<typeof emptyContent>) =>
      outbox.add({
        ...{ ...emptyContent, ...content, client_id: crypto.randomUUID(), room_id },
        ...{ user_id: person.id, created_at: Date.now() * 1000 + said++ },
      }),
    waiting: () => outbox.items().length,
    isLive: () => topics.state() === 'live' && rooms.size > 0,
    /** What this client shows of a room, from its first message on. */
    async shown(roomId: string): Promise<readonly Message[]> {
      const feed = rooms.get(roomId)?.feed
      if (!feed) return []
      while (hasOlder(feed.state().log)) {
        await feed.loadOlder()
        if (feed.state().olderFailure) throw feed.state().olderFailure
      }
      return feed.state().log.shown
    },
    lastSeq: (roomId: string) => rooms.get(roomId)?.feed.state().log.shown.at(-1)?.seq ?? 0,
    async close() {
      isClosed = true
      clearInterval(watch)
      for (const timer of timers) clearTimeout(timer)
      for (const { end } of rooms.values()) end()
      endUser()
      await supabase.removeAllChannels()
      await supabase.realtime.disconnect()
    },
  }
}

export type ChatClient = Awaited<ReturnType<typeof openChatClient>>
