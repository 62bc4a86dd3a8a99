import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import * as v from 'valibot'
import { subscribe } from '../../../lib/realtime.ts'
import { supabase } from '../../../lib/supabase.ts'
import { listenSent } from '../outbox/own-outbox.ts'
import { receiptSchema, roomUpdateSchema, withReceipt, withUpdate } from '../room/room.ts'
import { patchRoom, roomsKey, useRoomById } from '../room/rooms-query.ts'
import { messageSchema } from './message.ts'
import { makeFeed } from './message-feed.ts'
import { emptyLog, hasNewer, hasOlder, type MessageLog } from './message-log.ts'
import { messageSource } from './message-source.ts'
import { useRoomWatch } from './use-room-watch.ts'

const keepEveryMs = 2000
const logKey = (roomId: string) => ['room-log', roomId]

/**
 * The messages of one room, live and complete: what Realtime loses is fetched by `seq` and `rev`.
 * `isWaiting` until the first page came; `failure` is why the last fetch failed, while `log` keeps what it had.
 */
export function useMessages(roomId: string) {
  const queryClient = useQueryClient()
  const feed = useMemo(
    () =>
      makeFeed(
        messageSource(supabase, roomId),
        queryClient.getQueryData<MessageLog>(logKey(roomId)) ?? emptyLog,
      ),
    [roomId, queryClient],
  )
  const { log, failure, ...loading } = useSyncExternalStore(feed.watch, feed.state)

  useEffect(() => {
    // Realtime may be away; the first page does not wait for it
    void feed.sync()
    const end = listenSent((message) => {
      if (message.room_id === roomId) feed.hear(message)
    })
    // as it grows too: a phone may end the page without the room being left
    let timer: ReturnType<typeof setTimeout> | undefined
    const keep = () => {
      timer = undefined
      if (!feed.state().log.isDetached) queryClient.setQueryData(logKey(roomId), feed.state().log)
    }
    const endKeeping = feed.watch(() => {
      timer ??= setTimeout(keep, keepEveryMs)
    })
    return () => {
      end()
      endKeeping()
      clearTimeout(timer)
      // who comes back from elsewhere begins at the end again, not in a middle that may lie far behind
      keep()
    }
  }, [feed, roomId, queryClient])

  // the epoch is part of the topic: when somebody is removed or the room closes, everyone moves on
  const epoch = useRoomById(roomId).data?.epoch
  useEffect(() => {
    if (epoch === undefined) return
    const hear = (payload: unknown) => {
      const message = v.safeParse(messageSchema, payload)
      if (message.success) feed.hear(message.output)
      else void feed.sync()
    }
    return subscribe(
      `room:${roomId}:${epoch}`,
      {
        message_created: hear,
        message_updated: hear,
        receipt_updated: (payload) => {
          const receipt = v.safeParse(receiptSchema, payload)
          if (receipt.success) patchRoom(queryClient, roomId, (room) => withReceipt(room, receipt.output))
        },
        room_updated: (payload) => {
          const update = v.safeParse(roomUpdateSchema, payload)
          if (update.success) patchRoom(queryClient, roomId, (room) => withUpdate(room, update.output))
        },
      },
      {
        private: true,
        onReady: () => {
          void feed.sync()
          // marks that moved while nobody listened
          void queryClient.invalidateQueries({ queryKey: roomsKey })
        },
      },
    )
  }, [feed, roomId, epoch, queryClient])

  useRoomWatch(roomId, feed.check)

  return {
    log,
    isWaiting: !log.isOpen && !failure,
    failure,
    hasOlder: hasOlder(log),
    hasNewer: hasNewer(log),
    ...loading,
    retry: feed.sync,
    loadOlder: feed.loadOlder,
    loadNewer: feed.loadNewer,
    jump: feed.jump,
    toEnd: feed.toEnd,
  }
}
