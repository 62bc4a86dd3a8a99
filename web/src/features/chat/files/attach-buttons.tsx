import { Camera, Paperclip } from 'lucide-react'
import { type ChangeEvent, useRef } from 'react'
import { useMedia } from '../../../lib/use-media.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { acceptedTypes } from './message-file.ts'

/** Chooses files; on a phone its camera has a button of its own, which makes room for words. */
export function AttachButtons({
  onFiles,
  hasCamera,
}: {
  onFiles: (files: File[]) => void
  hasCamera: boolean
}) {
  const files = useRef<HTMLInputElement>(null)
  const camera = useRef<HTMLInputElement>(null)
  const isTouch = useMedia('(pointer: coarse)')
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
        aria-label="Files"
        accept={acceptedTypes.join()}
        onChange={onChange}
      />
      <IconButton label="Attach files" onClick={() => files.current?.click()}>
        <Paperclip size={20} aria-hidden />
      </IconButton>
      {isTouch && hasCamera && (
        <>
          <input
            ref={camera}
            type="file"
            hidden
            aria-label="Camera"
            accept="image/*"
            capture="environment"
            onChange={onChange}
          />
          <IconButton label="Take a picture" onClick={() => camera.current?.click()}>
            <Camera size={20} aria-hidden />
          </IconButton>
        </>
      )}
    </>
  )
}
