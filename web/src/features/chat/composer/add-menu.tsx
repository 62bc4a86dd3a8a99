import { Camera, MapPin, Paperclip, Plus } from 'lucide-react'
import { type ChangeEvent, useRef, useState } from 'react'
import { useMedia } from '../../../lib/use-media.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { acceptedTypes } from '../files/message-file.ts'
import type { Place } from '../location/ask-place.ts'
import { SendPlace } from '../location/send-place.tsx'
import { composerWords } from './words.ts'

/** What a message can carry besides words, behind one button, so that the words keep the room; a phone has a camera, too. */
export function AddMenu({
  onFiles,
  onPlace,
}: {
  onFiles: (files: File[]) => void
  onPlace: (place: Place) => void
}) {
  const words = composerWords.use()
  const files = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [isPlacing, setPlacing] = useState(false)
  const isTouch = useMedia('(pointer: coarse)')
  const close = () => setAnchor(null)
  const choose = (act: () => void) => () => {
    close()
    act()
  }
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(target.files ?? [])])
    // the same file may be chosen again after it was removed
    target.value = ''
  }
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label={words.files}
        accept={acceptedTypes.join()}
        onChange={onChange}
      />
      <input
        ref={camera}
        type="file"
        hidden
        aria-label={words.camera}
        accept="image/*"
        capture="environment"
        onChange={onChange}
      />
      <IconButton
        label={words.add}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Plus size={22} aria-hidden />
      </IconButton>
      {anchor && (
        <Menu label={words.add} anchor={anchor} onClose={close} className="w-60">
          <MenuItem
            icon={<Paperclip size={20} aria-hidden />}
            onChoose={choose(() => files.current?.click())}
          >
            {words.attach}
          </MenuItem>
          {isTouch && (
            <MenuItem
              icon={<Camera size={20} aria-hidden />}
              onChoose={choose(() => camera.current?.click())}
            >
              {words.takePicture}
            </MenuItem>
          )}
          <MenuItem icon={<MapPin size={20} aria-hidden />} onChoose={choose(() => setPlacing(true))}>
            {words.sendPlace}
          </MenuItem>
        </Menu>
      )}
      {isPlacing && <SendPlace onSend={onPlace} onClose={() => setPlacing(false)} />}
    </>
  )
}
