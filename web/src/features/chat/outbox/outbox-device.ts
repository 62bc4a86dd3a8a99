import { emptyContent } from '../log/message.ts'
import { makeOutbox, type UploadWays } from './outbox.ts'
import type { OutboxFile, OutboxItem, SendOutcome, UploadOutcome } from './outbox-queue.ts'
import { openOutboxStore } from './outbox-store.ts'

/**
 * For tests: one device, whose tabs share its storage, its locks and its network. `received` is what the server stored,
 * and like the real one it stores a `client_id` once.
 */
export function makeDevice() {
  const received: OutboxItem[] = []
  const sending = new Map<string, number>()
  let most = 0
  const net = {
    isUp: true,
    answer: async (_item: OutboxItem): Promise<SendOutcome> => ({ kind: 'sent' }),
    upload: async (_file: OutboxFile, _bytes: Blob, _ways: UploadWays): Promise<UploadOutcome> => ({
      kind: 'uploaded',
      file_id: `up ${_file.name}`,
    }),
  }
  const session = { person: 'ada' as string | null }
  const timers: (() => void)[] = []
  const delays: number[] = []
  const turns = new Map<string, Promise<void>>()
  const tabs: ReturnType<typeof makeOutbox>[] = []
  const store = (item: OutboxItem) => {
    if (!received.some((one) => one.client_id === item.client_id)) received.push(item)
  }
  const send = async (item: OutboxItem) => {
    const count = (sending.get(item.room_id) ?? 0) + 1
    sending.set(item.room_id, count)
    most = Math.max(most, count)
    await Promise.resolve()
    const outcome = await net.answer(item)
    if (outcome.kind === 'sent') store(item)
    sending.set(item.room_id, (sending.get(item.room_id) ?? 1) - 1)
    return outcome
  }
  const openTab = () => {
    const tab: ReturnType<typeof makeOutbox> = makeOutbox({
      store: openOutboxStore(),
      person: async () => session.person,
      send,
      upload: (_item, file, bytes, ways) => net.upload(file, bytes, ways),
      isOnline: () => net.isUp,
      alone: (roomId, work) => {
        const turn = (turns.get(roomId) ?? Promise.resolve()).then(work, work)
        turns.set(roomId, turn)
        return turn
      },
      tell: () => {
        for (const other of tabs) if (other !== tab) void other.reread()
      },
      later: (work, ms) => {
        timers.push(work)
        delays.push(ms)
        return () => undefined
      },
    })
    tabs.push(tab)
    return tab
  }
  return {
    received,
    store,
    net,
    session,
    timers,
    /** How long each of `timers` was to wait, in ms. */
    delays,
    openTab,
    /** The most sends that were on their way in one room at a time. */
    mostAtOnce: () => most,
  }
}

let clock = 0
export const write = (body: string, room_id = 'r1', user_id = 'ada') => ({
  ...emptyContent,
  client_id: `c${++clock}`,
  room_id,
  user_id,
  body,
  created_at: clock,
})

export const bodies = (items: readonly OutboxItem[]) => items.map((item) => item.body)
