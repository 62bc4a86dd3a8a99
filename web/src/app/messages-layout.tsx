import { Suspense } from 'react'
import { Outlet, useMatch, useNavigate } from 'react-router'
import { RoomsPane } from '../features/chat/rooms-page/rooms-pane.tsx'
import { useTitle } from '../lib/title.ts'
import { useWide } from '../lib/use-media.ts'
import { EmptyState } from '../ui/states.tsx'

/** Wide: the conversations stay at the left of the open one. On a phone the list is a page of its own. */
export function MessagesLayout() {
  const isWide = useWide()
  const navigate = useNavigate()
  const open = useMatch('/messages/:roomId')
  useTitle('Messages')
  const pane = <RoomsPane onOpen={navigate} openRoomId={open?.params.roomId ?? null} />
  if (!isWide) return open ? <Outlet /> : pane
  return (
    <div className="grid min-h-0 flex-1 grid-cols-[minmax(300px,360px)_minmax(0,1fr)]">
      <div className="flex min-h-0 flex-col border-e border-line bg-surface">{pane}</div>
      <div className="relative flex min-h-0 min-w-0 flex-col">
        <Suspense>
          {open ? (
            <Outlet />
          ) : (
            <div className="flex flex-1 items-center justify-center">
              <EmptyState title="Choose a conversation to read it." />
            </div>
          )}
        </Suspense>
      </div>
    </div>
  )
}
