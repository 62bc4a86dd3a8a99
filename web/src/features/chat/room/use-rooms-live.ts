import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as v from 'valibot'
import { subscribe } from '../../../lib/realtime.ts'
import { useMyId } from '../../../lib/session.tsx'
import { blocksKey } from './blocks.ts'
import { depart } from './departures.ts'
import { departureSchema } from './room.ts'
import { roomsKey } from './rooms-query.ts'

const leftSchema = v.object({ room_id: v.string(), ...departureSchema.entries })

/** Coming into rooms and going out of them, and blocks set on another device, whatever page is open. Mount once. */
export function useRoomsLive(): void {
  const queryClient = useQueryClient()
  const me = useMyId()
  useEffect(
    () =>
      subscribe(
        `user:${me}`,
        {
          room_joined: () => void queryClient.invalidateQueries({ queryKey: roomsKey }),
          room_left: (payload) => {
            const left = v.safeParse(leftSchema, payload)
            if (left.success) void depart(queryClient, left.output.room_id, left.output)
            else void queryClient.invalidateQueries({ queryKey: roomsKey })
          },
          blocks_changed: () => void queryClient.invalidateQueries({ queryKey: blocksKey }),
        },
        { private: true, onReady: () => void queryClient.invalidateQueries({ queryKey: blocksKey }) },
      ),
    [queryClient, me],
  )
}
