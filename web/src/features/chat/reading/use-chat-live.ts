import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as v from 'valibot'
import { subscribe } from '../../../lib/realtime.ts'
import { useMyId } from '../../../lib/session.tsx'
import { runOutbox } from '../outbox/own-outbox.ts'
import { roomUpdateSchema, withUpdate } from '../room/room.ts'
import { patchRoom, roomsKey, useRooms } from '../room/rooms-query.ts'
import { answerWorker, beHere, closeShown } from './looking.ts'
import { listenRead, marks } from './use-marks.ts'

/** A busy room says much; its unread count follows once it pauses, and after the database surely shows the row. */
const recountAfterMs = 250
const readSchema = v.object({ room_id: v.string() })

/**
 * What chat does while somebody is signed in, whatever page is open: sends what waits in the outbox, keeps the
 * rooms and their unread counts true, and tells the server that messages have reached this device. Mount once.
 */
export function useChatLive(): void {
  const queryClient = useQueryClient()
  const me = useMyId()
  const { data: rooms } = useRooms()

  useEffect(runOutbox, [])
  useEffect(answerWorker, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person means other marks
  useEffect(() => marks.forget, [me])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person is here
  useEffect(beHere, [me])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refetch = () => void queryClient.invalidateQueries({ queryKey: roomsKey })
    const recount = () => {
      clearTimeout(timer)
      timer = setTimeout(refetch, recountAfterMs)
    }
    const wasRead = (roomId: string) => {
      void closeShown(roomId)
      recount()
    }
    const endRead = listenRead(wasRead)
    const endTopic = subscribe(
      `user:${me}`,
      {
        room_updated: (payload) => {
          const update = v.safeParse(roomUpdateSchema, payload)
          if (update.success)
            patchRoom(queryClient, update.output.room_id, (room) => withUpdate(room, update.output))
          recount()
        },
        // on another device
        room_read: (payload) => {
          const read = v.safeParse(readSchema, payload)
          if (read.success) wasRead(read.output.room_id)
        },
      },
      { private: true, onReady: refetch },
    )
    return () => {
      clearTimeout(timer)
      endRead()
      endTopic()
    }
  }, [me, queryClient])

  useEffect(() => {
    for (const { room_id, last_seq, members } of rooms ?? []) {
      const mine = members.find((member) => member.user_id === me)
      if (mine && last_seq > mine.last_delivered_seq) marks.reach('delivered', room_id, last_seq)
    }
  }, [rooms, me])
}
