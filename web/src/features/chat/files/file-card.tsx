import { Download, FileText, FileX2 } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { type MessageFile, refusalText, sizeText } from './message-file.ts'
import { openFile, saveFile } from './open-file.ts'
import { type Upload, UploadBar } from './upload-bar.tsx'
import { filesWords } from './words.ts'

/** A file that is no picture, or one that was refused: its name, its size, and what one can do with it. */
export function FileCard({
  roomId,
  file,
  upload,
}: {
  roomId: string
  file: MessageFile
  upload: Upload | null
}) {
  const texts = filesWords.use()
  const isBlocked = file.state === 'blocked'
  const Icon = isBlocked ? FileX2 : FileText
  const words = (
    <span className="flex min-w-0 flex-col text-start">
      <span dir="auto" className="truncate text-15 font-medium">
        {file.name}
      </span>
      <span className="text-12 text-ink-soft">
        {isBlocked
          ? refusalText(file.reason)
          : file.state === 'pending'
            ? texts.checking
            : sizeText(file.bytes)}
      </span>
    </span>
  )
  const row = 'flex min-h-14 min-w-0 flex-1 items-center gap-3 px-3 py-2'
  return (
    <div className="w-[264px] max-w-full overflow-hidden rounded-control border border-line bg-raised text-ink">
      <div className="flex items-center">
        {file.state === 'clean' ? (
          <button
            type="button"
            aria-label={texts.open(file.name)}
            className={row}
            onClick={() => void openFile(roomId, file)}
          >
            <Icon size={20} aria-hidden className="shrink-0 text-accent" />
            {words}
          </button>
        ) : (
          <div className={row}>
            <Icon
              size={20}
              aria-hidden
              className={isBlocked ? 'shrink-0 text-bad' : 'shrink-0 text-ink-soft'}
            />
            {words}
          </div>
        )}
        {file.state === 'clean' && (
          <IconButton label={texts.save(file.name)} onClick={() => void saveFile(roomId, file)}>
            <Download size={20} aria-hidden />
          </IconButton>
        )}
      </div>
      {upload && <UploadBar name={file.name} upload={upload} />}
    </div>
  )
}
