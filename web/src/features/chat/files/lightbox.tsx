import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { formatTag } from '../../../lib/locale.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import type { MessageFile } from './message-file.ts'
import { saveFile } from './open-file.ts'
import { useFile } from './use-file.ts'
import { useZoom } from './use-zoom.ts'
import { filesWords } from './words.ts'

const number = new Intl.NumberFormat(formatTag)

/** Pictures of a message over the whole screen. Arrows or a swipe turn the page, + and - zoom, Escape closes. */
export function Lightbox({
  roomId,
  files,
  openId,
  onClose,
}: {
  roomId: string
  files: readonly MessageFile[]
  openId: string
  onClose: () => void
}) {
  const words = filesWords.use()
  const ref = useRef<HTMLDialogElement>(null)
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      files.findIndex(({ id }) => id === openId),
    ),
  )
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog?.open) dialog?.showModal()
    // closed before it is taken away, or the focus does not go back to the picture
    return () => dialog?.close()
  }, [])
  const file = files[Math.min(at, files.length - 1)]
  const turn = (step: number) => setAt((now) => Math.max(0, Math.min(files.length - 1, now + step)))
  const zoom = useZoom(file?.id ?? '', { onSwipe: turn })

  // deleted while it was being looked at
  const isGone = file === undefined
  useEffect(() => {
    if (isGone) onClose()
  }, [isGone, onClose])
  if (!file) return null

  function onKeyDown(event: KeyboardEvent) {
    const turned = document.dir === 'rtl' ? -1 : 1
    if (event.key === 'ArrowRight') turn(turned)
    else if (event.key === 'ArrowLeft') turn(-turned)
    else if (event.key === '+' || event.key === '=') zoom.by(1.5)
    else if (event.key === '-') zoom.by(1 / 1.5)
    else if (event.key === '0') zoom.reset()
    else return
    event.preventDefault()
  }

  return (
    <dialog
      ref={ref}
      aria-label={file.name}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      className="fixed inset-0 m-0 flex h-dvh max-h-none w-full max-w-none flex-col bg-canvas text-ink backdrop:bg-scrim"
    >
      <header className="flex items-center gap-1 p-2 pt-[max(0.5rem,env(safe-area-inset-top))]">
        <p dir="auto" className="min-w-0 flex-1 truncate ps-3 text-15 font-medium">
          {file.name}
        </p>
        {files.length > 1 && (
          <p aria-live="polite" className="tabular text-13 text-ink-soft">
            {words.pageOf(number.format(at + 1), number.format(files.length))}
          </p>
        )}
        <IconButton label={words.zoomOut} disabled={zoom.scale <= 1} onClick={() => zoom.by(1 / 1.5)}>
          <ZoomOut size={20} aria-hidden />
        </IconButton>
        <IconButton label={words.zoomIn} disabled={zoom.isMost} onClick={() => zoom.by(1.5)}>
          <ZoomIn size={20} aria-hidden />
        </IconButton>
        {file.state === 'clean' && (
          <IconButton label={words.save(file.name)} onClick={() => void saveFile(roomId, file)}>
            <Download size={20} aria-hidden />
          </IconButton>
        )}
        <IconButton label={words.close} onClick={onClose}>
          <X size={20} aria-hidden />
        </IconButton>
      </header>
      <div
        ref={zoom.area}
        className="relative flex min-h-0 flex-1 touch-none items-center justify-center overflow-hidden select-none"
      >
        <Shown roomId={roomId} file={file} transform={zoom.transform} />
        {at > 0 && (
          <div className="absolute start-2">
            <IconButton label={words.previous} className="bg-raised/90" onClick={() => turn(-1)}>
              <ChevronLeft size={20} aria-hidden className="rtl:-scale-x-100" />
            </IconButton>
          </div>
        )}
        {at < files.length - 1 && (
          <div className="absolute end-2">
            <IconButton label={words.next} className="bg-raised/90" onClick={() => turn(1)}>
              <ChevronRight size={20} aria-hidden className="rtl:-scale-x-100" />
            </IconButton>
          </div>
        )}
      </div>
    </dialog>
  )
}

function Shown({ roomId, file, transform }: { roomId: string; file: MessageFile; transform: string }) {
  const { loading } = filesWords.use()
  const small = useFile(roomId, file, 'small')
  const large = useFile(roomId, file, 'large')
  // the bubble's stands in until the large one is there, in the same box, and where it does not come
  const url = large.url ?? small.url
  if (!url) return <p className="text-ink-soft">{loading}</p>
  return (
    <img
      src={url}
      alt={file.name}
      width={file.width}
      height={file.height}
      draggable={false}
      style={{ transform }}
      className="max-h-full max-w-full object-contain"
    />
  )
}
