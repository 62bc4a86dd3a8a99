import { useNavigate, useParams } from 'react-router'
import { RoomPanel } from '../features/chat/room/room-panel.tsx'
import { paths } from '../lib/paths.ts'
import { useTitle } from '../lib/title.ts'

/** One conversation on a page of its own. */
export function RoomPage() {
  const { roomId = '' } = useParams()
  const navigate = useNavigate()
  useTitle('Conversation')
  return (
    <div className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col border-line md:border-x">
      <h1 className="sr-only">Conversation</h1>
      <RoomPanel
        key={roomId}
        roomId={roomId}
        onBack={() => navigate(-1)}
        onOpenRoom={(id) => navigate(paths.room(id))}
      />
    </div>
  )
}
