import { useMyId } from '../../../lib/session.tsx'
import { Composer } from '../composer/composer.tsx'
import type { MessageContent } from '../log/message.ts'
import { useBlockedIds } from './blocks.ts'
import type { Room } from './room.ts'
import { BlockedNotice, ClosedNotice, MutedNotice } from './room-notices.tsx'
import { useIsAhead } from './use-is-ahead.ts'

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
