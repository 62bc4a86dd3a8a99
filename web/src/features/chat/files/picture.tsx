import { ImageOff, RotateCw } from 'lucide-react'
import { sentenceFor } from '../../../lib/failure.ts'
import { classNames } from '../../../ui/class-names.ts'
import type { MessageFile } from './message-file.ts'
import { boxOf } from './picture-box.ts'
import { type Upload, UploadBar } from './upload-bar.tsx'
import { useFile } from './use-file.ts'
import { filesWords } from './words.ts'

/** A picture of a message. Its box has its final size from the first paint, so nothing moves when it loads. */
export function Picture({
  roomId,
  file,
  isAlone,
  upload,
  onOpen,
}: {
  roomId: string
  file: MessageFile
  /** One of several stands in a grid of squares. */
  isAlone: boolean
  upload: Upload | null
  onOpen: () => void
}) {
  const words = filesWords.use()
  const { url, error, isOffline, retry } = useFile(roomId, file, 'small')
  const box = isAlone ? boxOf(file.width, file.height) : { width: 130, height: 130 }
  const note = !url && noteOf(file, error, isOffline)
  return (
    <div
      className="relative max-w-full overflow-hidden rounded-control bg-sunken"
      style={{ width: box.width, aspectRatio: `${box.width} / ${box.height}` }}
    >
      {url ? (
        <button
          type="button"
          aria-label={words.open(file.name)}
          aria-haspopup="dialog"
          onClick={onOpen}
          className="block size-full focus-visible:-outline-offset-4"
        >
          <img src={url} alt={file.name} decoding="async" className="size-full object-cover" />
        </button>
      ) : (
        <div
          className={classNames(
            'flex size-full flex-col items-center justify-center gap-1 p-2 text-center text-13 text-ink-soft',
            !note && 'motion-safe:animate-pulse',
          )}
        >
          {note && <ImageOff size={20} aria-hidden />}
          <p>{note || <span className="sr-only">{words.isLoading(file.name)}</span>}</p>
          {Boolean(error) && (
            <button
              type="button"
              onClick={retry}
              className="inline-flex min-h-11 items-center gap-1 font-semibold underline"
            >
              <RotateCw size={16} aria-hidden /> {words.loadAgain}
            </button>
          )}
        </div>
      )}
      {upload && (
        <div className="absolute inset-x-1 bottom-1">
          <UploadBar name={file.name} upload={upload} />
        </div>
      )}
    </div>
  )
}

function noteOf(file: MessageFile, error: unknown, isOffline: boolean): string {
  if (file.state === 'pending') return filesWords.now().checking
  if (isOffline) return filesWords.now().offline
  return error ? sentenceFor(error) : ''
}
