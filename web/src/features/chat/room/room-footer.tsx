import { useEffect, useState } from 'react'
import { useMyId } from '../../../lib/session.tsx'
import { dayMs } from '../../../lib/time.ts'
import { Composer } from '../composer/composer.tsx'
import type { MessageContent } from '../log/message.ts'
import { useBlockedIds } from './blocks.ts'
import { isAhead, type Room } from './room.ts'
import { BlockedNotice, ClosedNotice, MutedNotice } from './room-notices.tsx'

/** Where one writes, or why one cannot. */
export function RoomFooter({
  room,
  onSend,
  onTyping,
}: {
  room: Room
  onSend: (content: Partial<MessageContent>, files: readonly File[]) => void
  onTyping: () => void
}) {
  const me = useMyId()
  const blocked = useBlockedIds()
  const isMuted = useIsAhead(room.muted_until)
  const other = room.members.find(({ user_id }) => user_id !== me)
  if (room.status !== 'open') return <ClosedNotice room={room} />
  if (isMuted && room.muted_until) return <MutedNotice until={room.muted_until} />
  if (room.kind === 'direct' && other && blocked.has(other.user_id)) return <BlockedNotice person={other} />
  return <Composer roomId={room.room_id} onSend={onSend} onTyping={onTyping} />
}

/** Whether a time is still to come; says so by itself when it has come. */
function useIsAhead(at: string | null): boolean {
  const [now, setNow] = useState(Date.now)
  const isOn = isAhead(at, now)
  useEffect(() => {
    if (!isOn || at === null) return
    // a timer of more than 24 days would fire at once
    const waitMs = Math.min(Math.max(Date.parse(at) - Date.now(), 0) + 50, dayMs)
    const timer = setTimeout(() => setNow(Date.now()), waitMs)
    return () => clearTimeout(timer)
  }, [at, isOn])
  return isOn
}
