import { rowsOf } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'

/** The server believes a heartbeat for 25 s (settings.looking_seconds). */
const everyMs = 15_000
/** An open app without a room says so this often, for "last seen". */
const appEveryMs = 60_000
/** This page: closing another one of the same person must not end its look. */
const clientId = crypto.randomUUID()

const looked = new Map<string, number>()
const isVisible = () => document.visibilityState === 'visible'

// a heartbeat that is lost is made good by the next one
const beat = (room_id: string, is_looking: boolean) =>
  void rowsOf(supabase.rpc('look_at_room', { room_id, client_id: clientId, is_looking })).catch(
    () => undefined,
  )

/** Whether this page shows the room to somebody right now. */
export const isLookedAt = (roomId: string) => isVisible() && looked.has(roomId)

/** Repeats `work` while the page is seen, and calls `left` when it no longer is. Returns its ending. */
function whileVisible(work: () => void, left: () => void, periodMs: number): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = () => {
    if (timer === undefined) return
    clearInterval(timer)
    timer = undefined
    left()
  }
  const follow = () => {
    if (!isVisible()) return stop()
    if (timer !== undefined) return
    work()
    timer = setInterval(work, periodMs)
  }
  document.addEventListener('visibilitychange', follow)
  window.addEventListener('pagehide', stop)
  window.addEventListener('pageshow', follow)
  follow()
  return () => {
    document.removeEventListener('visibilitychange', follow)
    window.removeEventListener('pagehide', stop)
    window.removeEventListener('pageshow', follow)
    stop()
  }
}

/** Tells the server that the room is on screen, so that no push of it is sent. Returns its ending. */
export function lookAtRoom(roomId: string): () => void {
  looked.set(roomId, (looked.get(roomId) ?? 0) + 1)
  const end = whileVisible(
    () => beat(roomId, true),
    () => beat(roomId, false),
    everyMs,
  )
  return () => {
    const count = (looked.get(roomId) ?? 1) - 1
    if (count > 0) looked.set(roomId, count)
    else looked.delete(roomId)
    end()
  }
}

/** Tells the server that the person is here, whatever page is open. Returns its ending. */
export function beHere(): () => void {
  return whileVisible(
    () => void rowsOf(supabase.rpc('look_at_room', {})).catch(() => undefined),
    () => undefined,
    appEveryMs,
  )
}

/** Answers the service worker, which asks before it shows a push of a room. Returns its ending. */
export function answerWorker(): () => void {
  const onMessage = ({ data, ports }: MessageEvent) => {
    if (data?.type === 'looking-at' && typeof data.room === 'string')
      ports[0]?.postMessage(isLookedAt(data.room))
  }
  navigator.serviceWorker?.addEventListener('message', onMessage)
  return () => navigator.serviceWorker?.removeEventListener('message', onMessage)
}

/** Takes away what this browser shows of a room that was read. Never fails. */
export async function closeShown(roomId: string): Promise<void> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration()
    const shown = await registration?.getNotifications({ tag: `room:${roomId}` })
    for (const notification of shown ?? []) notification.close()
  } catch {
    // a browser without notifications shows none
  }
}
