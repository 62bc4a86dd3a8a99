import { FileText, TriangleAlert, Upload, X } from 'lucide-react'
import { classNames } from '../../../ui/class-names.ts'
import { Spinner } from '../../../ui/spinner.tsx'
import { maxFiles } from './message-file.ts'
import { useObjectUrl } from './use-file.ts'
import { useFileDrop } from './use-file-drop.ts'
import type { Tray, TrayEntry } from './use-tray.ts'
import { filesWords } from './words.ts'

/** Above the composer: what goes with the next message. Files may be dropped anywhere on the page. */
export function FileTray({ tray }: { tray: Tray }) {
  const words = filesWords.use()
  const { entries, isFull, remove } = tray
  const isOver = useFileDrop(tray.add)
  if (isOver)
    return (
      <p className="mb-2 flex h-20 items-center justify-center gap-2 rounded-control border-2 border-dashed border-accent bg-accent-soft font-medium text-accent">
        <Upload size={20} aria-hidden /> {words.dropHere}
      </p>
    )
  if (entries.length === 0) return null
  return (
    <div className="pb-2">
      <ul aria-label={words.attached} className="flex gap-2 overflow-x-auto p-1">
        {entries.map((entry) => (
          <TrayItem key={entry.key} entry={entry} onRemove={() => remove(entry.key)} />
        ))}
      </ul>
      <p role="status" className="px-1 text-12 text-ink-soft">
        {isFull && words.tooMany(maxFiles)}
      </p>
    </div>
  )
}

function TrayItem({ entry, onRemove }: { entry: TrayEntry; onRemove: () => void }) {
  const words = filesWords.use()
  const isPicture = entry.state === 'ready' && entry.file.type.startsWith('image/')
  const url = useObjectUrl(isPicture ? entry.file : undefined)
  const isImpossible = entry.state === 'impossible'
  return (
    <li
      className={classNames(
        'relative flex h-20 shrink-0 items-center overflow-hidden rounded-control border bg-sunken',
        isImpossible ? 'border-bad' : 'border-line',
        url ? 'w-20' : 'max-w-56 gap-2 ps-3 pe-11',
      )}
    >
      {url && <img src={url} alt={entry.name} className="size-full object-cover" />}
      {!url && (
        <>
          {entry.state === 'preparing' ? (
            <Spinner />
          ) : isImpossible ? (
            <TriangleAlert size={20} aria-hidden className="shrink-0 text-bad" />
          ) : (
            <FileText size={20} aria-hidden className="shrink-0 text-accent" />
          )}
          <span className="min-w-0">
            <span dir="auto" className="line-clamp-2 text-13 font-medium wrap-anywhere">
              {entry.name}
            </span>
            {isImpossible && (
              <span role="alert" className="block text-12 text-bad">
                {entry.reason}
              </span>
            )}
          </span>
        </>
      )}
      <button
        type="button"
        aria-label={words.remove(entry.name)}
        title={words.remove(entry.name)}
        onClick={onRemove}
        className="group absolute -end-1 -top-1 flex size-11 items-center justify-center"
      >
        <span className="flex size-6 items-center justify-center rounded-full border border-line bg-raised text-ink group-hover:bg-sunken">
          <X size={14} aria-hidden />
        </span>
      </button>
    </li>
  )
}
