import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { messageQuery } from '../../../lib/paths.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { roomsWords } from '../rooms-page/words.ts'
import { FoundList } from './found-list.tsx'
import { SearchField } from './search-field.tsx'
import { useListArrows } from './use-list-arrows.ts'

/** Search in one conversation; what is chosen is shown in it, on whatever page it stands. */
export function RoomSearch({ roomId, onClose }: { roomId: string; onClose: () => void }) {
  const words = roomsWords.use()
  const [typed, setTyped] = useState('')
  const { pathname } = useLocation()
  const field = useRef<HTMLInputElement>(null)
  const { box, onKeyDown } = useListArrows()
  useEffect(() => field.current?.focus(), [])
  return (
    <Dialog title={words.searchRoom} kind="full" onClose={onClose}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows move the focus between what can be focused */}
      <div ref={box} onKeyDown={onKeyDown} className="flex flex-col gap-3 sm:min-h-96">
        <SearchField ref={field} label={words.searchMessages} typed={typed} onType={setTyped} />
        {typed.trim() !== '' && (
          <div className="-mx-3">
            <FoundList
              typed={typed}
              roomId={roomId}
              toFound={({ place }) => pathname + messageQuery(place)}
              onOpen={onClose}
            />
          </div>
        )}
      </div>
    </Dialog>
  )
}
