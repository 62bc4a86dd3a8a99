import { useMemo } from 'react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { RoomPanel } from '../features/chat/room/room-panel.tsx'
import { paths } from '../lib/paths.ts'
import { useTitle } from '../lib/title.ts'
import { useWide } from '../lib/use-media.ts'

/** `?at=<seq>.<id>`: the message to go to. Choosing the same one again is another visit, so it goes there again. */
function useJumpTarget() {
  const { search, key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what makes it another visit
  return useMemo(() => {
    const [, seq, id] =
      /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(new URLSearchParams(search).get('at') ?? '') ?? []
    return seq && id ? { id, seq: Number(seq) } : null
  }, [search, key])
}

/** One conversation: beside the list where there is room, else on the whole screen. */
export function RoomPage() {
  const { roomId = '' } = useParams()
  const navigate = useNavigate()
  const isWide = useWide()
  const jumpTo = useJumpTarget()
  useTitle('Conversation')
  return (
    <div className="flex min-h-0 w-full flex-1 flex-col">
      <h1 className="sr-only">Conversation</h1>
      <RoomPanel
        key={roomId}
        roomId={roomId}
        jumpTo={jumpTo}
        onBack={isWide ? undefined : () => navigate(paths.messages)}
        onOpenRoom={(id) => navigate(paths.room(id))}
      />
    </div>
  )
}
