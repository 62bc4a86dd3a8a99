import { lazy, Suspense, useState, useSyncExternalStore } from 'react'
import type { OutboxItem } from '../outbox/outbox-queue.ts'
import { outbox } from '../outbox/own-outbox.ts'
import { FileCard } from './file-card.tsx'
import { isPicture, type MessageFile } from './message-file.ts'
import { Picture } from './picture.tsx'

const Lightbox = lazy(() => import('./lightbox.tsx').then(({ Lightbox }) => ({ default: Lightbox })))

/** What a message carries: pictures in their final boxes, everything else as cards, in the order they were attached. */
export function MessageFiles({
  roomId,
  files,
  item,
}: {
  roomId: string
  files: readonly MessageFile[]
  /** The message while it waits in the outbox: it can be cancelled. */
  item: OutboxItem | null
}) {
  const progress = useSyncExternalStore(outbox.watch, outbox.progress)
  const [openId, setOpenId] = useState<string | null>(null)
  const pictures = files.filter((file) => isPicture(file) && file.state !== 'blocked')
  const cards = files.filter((file) => !pictures.includes(file))
  const uploadOf = (file: MessageFile) =>
    item && {
      percent: item.uploads.find(({ key }) => key === file.id)?.file_id
        ? 100
        : (progress.get(file.id) ?? null),
      isStopped: item.refusal !== null,
      onCancel: () => void outbox.remove(item),
    }
  return (
    <div className="flex max-w-full flex-col gap-1">
      {pictures.length > 0 && (
        <div className={pictures.length > 1 ? 'grid grid-cols-2 gap-1' : undefined}>
          {pictures.map((file) => (
            <Picture
              key={file.id}
              roomId={roomId}
              file={file}
              isAlone={pictures.length === 1}
              upload={uploadOf(file)}
              onOpen={() => setOpenId(file.id)}
            />
          ))}
        </div>
      )}
      {cards.map((file) => (
        <FileCard key={file.id} roomId={roomId} file={file} upload={uploadOf(file)} />
      ))}
      {openId !== null && (
        <Suspense>
          <Lightbox roomId={roomId} files={pictures} openId={openId} onClose={() => setOpenId(null)} />
        </Suspense>
      )}
    </div>
  )
}
