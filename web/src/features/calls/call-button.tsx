import { Video } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { IconButton } from '../../ui/icon-button.tsx'
import { useCallable } from './callable-query.ts'
import { spokenName } from './spoken-name.ts'
import { callsWords } from './words.ts'

const BeforeCall = lazy(() => import('./before-call.tsx').then((module) => ({ default: module.BeforeCall })))

/** The way to a call, where one is possible. `state`: see useCallable. */
export function CallButton({
  roomId,
  state,
  className,
}: {
  roomId: string | undefined
  state: string
  className?: string | undefined
}) {
  const words = callsWords.use()
  const person = useCallable(roomId, state)
  const [isOpen, setOpen] = useState(false)
  if (!roomId || !person) return null
  return (
    <>
      <IconButton
        label={words.call(spokenName(person.name))}
        aria-haspopup="dialog"
        className={className}
        onClick={() => setOpen(true)}
      >
        <Video size={20} aria-hidden />
      </IconButton>
      {isOpen && (
        <Suspense>
          <BeforeCall roomId={roomId} person={person} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
