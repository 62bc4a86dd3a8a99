import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useMyId } from '../../../lib/session.tsx'
import { emptyContent, type MessageContent } from '../log/message.ts'
import { outbox } from './own-outbox.ts'

/**
 * Sending in a room. `send` returns at once: the message is kept on the device first, then sent in order,
 * also after a reload or without a network; `files` go up before it. `items` are those the server does not have yet,
 * oldest first.
 */
export function useSend(roomId: string) {
  const user_id = useMyId()
  const all = useSyncExternalStore(outbox.watch, outbox.items)
  const items = useMemo(
    () => all.filter((item) => item.room_id === roomId && item.user_id === user_id),
    [all, roomId, user_id],
  )
  const send = useCallback(
    (content: Partial<MessageContent>, files: readonly File[] = []) =>
      outbox.add(
        {
          ...emptyContent,
          ...content,
          client_id: crypto.randomUUID(),
          room_id: roomId,
          user_id,
          created_at: Date.now(),
        },
        files,
      ),
    [roomId, user_id],
  )
  return { items, send, retry: outbox.retry, remove: outbox.remove }
}
