import type { RealtimeChannel } from '@supabase/supabase-js'
import { useCallback, useEffect, useRef, useState } from 'react'
import * as v from 'valibot'
import { rejoin, subscribe } from '../../../lib/realtime.ts'
import { useMyId } from '../../../lib/session.tsx'
import type { Room } from '../room/room.ts'
import { useIsAhead } from '../room/use-is-ahead.ts'
import { doneTyping, heardTyping, stillTyping, type Typing, typingEveryMs } from './typing.ts'

const typingSchema = v.object({ user_id: v.string() })
/** Realtime allows five presence calls per client in 30 s. */
const presenceEveryMs = 6000
/** The clock of the server may be this much behind. */
const clocksApartMs = 1000
/** A reload leaves and joins: nobody flickers away for that. */
const leaveAfterMs = 10_000

/**
 * Who is here and who writes: hints from the room's `:live` topic, where every member may speak.
 * They are shown, never trusted, and only for people the room lists.
 */
export function useLive({ room_id, epoch, status, muted_until }: Room) {
  const me = useMyId()
  const channel = useRef<RealtimeChannel | null>(null)
  const [typing, setTyping] = useState<Typing>(new Map())
  const [present, setPresent] = useState<ReadonlySet<string>>(new Set())

  const topic = `room:${room_id}:${epoch}:live`

  useEffect(() => {
    if (status !== 'open') return
    const leaving = new Map<string, ReturnType<typeof setTimeout>>()
    let trackedAt = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | undefined
    function beHere() {
      clearTimeout(timer)
      if (document.visibilityState !== 'visible') return
      const waitMs = trackedAt + presenceEveryMs - Date.now()
      if (waitMs > 0) {
        timer = setTimeout(beHere, waitMs)
        return
      }
      trackedAt = Date.now()
      void channel.current?.track({})
    }
    const end = subscribe(
      topic,
      {
        typing: (payload) => {
          const hint = v.safeParse(typingSchema, payload)
          if (hint.success && hint.output.user_id !== me)
            setTyping((now) => heardTyping(now, hint.output.user_id, Date.now()))
        },
      },
      {
        private: true,
        presenceKey: me,
        onReady: (joined) => {
          channel.current = joined
          beHere()
        },
        onPresence: (joined) => {
          const here = new Set(Object.keys(joined.presenceState()))
          for (const id of here) {
            clearTimeout(leaving.get(id))
            leaving.delete(id)
          }
          // a rejoin forgets us, and nobody says so but the list itself
          if (!here.has(me)) beHere()
          setPresent((before) => {
            for (const id of before) {
              if (here.has(id) || leaving.has(id)) continue
              const forget = () => setPresent((now) => new Set([...now].filter((one) => one !== id)))
              leaving.set(id, setTimeout(forget, leaveAfterMs))
            }
            return new Set([...before, ...here])
          })
        },
      },
    )
    return () => {
      clearTimeout(timer)
      for (const one of leaving.values()) clearTimeout(one)
      channel.current = null
      setPresent(new Set())
      setTyping(new Map())
      end()
    }
  }, [topic, status, me])

  // a mute that is lifted gives the topic a new name; one that runs out does not, and what was refused there stays refused
  const isMuted = useIsAhead(muted_until)
  const wasMuted = useRef(isMuted)
  useEffect(() => {
    const hasRunOut = wasMuted.current && !isMuted && muted_until !== null
    wasMuted.current = isMuted
    if (!hasRunOut) return
    const timer = setTimeout(rejoin, clocksApartMs, topic)
    return () => clearTimeout(timer)
  }, [isMuted, muted_until, topic])

  useEffect(() => {
    const first = Math.min(...typing.values())
    if (!Number.isFinite(first)) return
    const timer = setTimeout(() => setTyping((now) => stillTyping(now, Date.now())), first - Date.now() + 1)
    return () => clearTimeout(timer)
  }, [typing])

  const saidAt = useRef(0)
  /** Says that the person writes; at most every 2.5 s, however often it is called. */
  const sayTyping = useCallback(() => {
    if (!channel.current || Date.now() - saidAt.current < typingEveryMs) return
    saidAt.current = Date.now()
    void channel.current.send({ type: 'broadcast', event: 'typing', payload: { user_id: me } })
  }, [me])
  const heardFrom = useCallback((userId: string) => setTyping((now) => doneTyping(now, userId)), [])

  return { typingIds: [...typing.keys()], presentIds: present, sayTyping, heardFrom }
}
