import type { OutboxStore } from './outbox.ts'
import { nextOf, type OutboxItem, roomsOf, without } from './outbox-queue.ts'

export type BackgroundParts = {
  store: Pick<OutboxStore, 'read' | 'update'>
  userId: string
  /** Whether the server has it now; false leaves it to the app, which also says why. */
  send(item: OutboxItem): Promise<boolean>
  /** As in the outbox of the pages, so that worker and pages take turns in a room. */
  alone(roomId: string, work: () => Promise<void>): Promise<void>
  /** Told to open pages after a change. */
  tell(): void
}

/**
 * Sends what waits while no page is open: in order per room, and in each room up to the first message that needs the app, because its
 * files are not up yet or the server refused it. Returns how many still wait.
 */
export async function sendWaiting({ store, userId, send, alone, tell }: BackgroundParts): Promise<number> {
  const rooms = roomsOf(await store.read(userId))
  await Promise.all(
    rooms.map((roomId) =>
      alone(roomId, async () => {
        for (;;) {
          const item = nextOf(await store.read(userId), roomId)
          if (!item || item.refusal || item.uploads.length > 0 || !(await send(item))) return
          await store.update(userId, (items) => without(items, item.client_id))
          tell()
        }
      }),
    ),
  )
  return (await store.read(userId)).length
}
