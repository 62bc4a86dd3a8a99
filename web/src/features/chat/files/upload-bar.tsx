import { X } from 'lucide-react'
import { formatTag } from '../../../lib/locale.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { ProgressBar } from '../../../ui/progress-bar.tsx'
import { filesWords } from './words.ts'

const percentText = new Intl.NumberFormat(formatTag, { style: 'percent' })

export type Upload = {
  /** null: it has not begun. */
  percent: number | null
  /** Refused: nothing moves until the author tries again. */
  isStopped: boolean
  onCancel: () => void
}

/** How far a file has gone up, and the way to stop it. */
export function UploadBar({ name, upload }: { name: string; upload: Upload }) {
  const words = filesWords.use()
  const { percent, isStopped, onCancel } = upload
  return (
    <div className="flex items-center gap-1 rounded-control bg-raised/90 ps-3 text-ink">
      <div className="min-w-0 flex-1">
        <ProgressBar label={words.sendingFile(name)} value={percent ?? 0} max={100} />
        <p className="tabular pt-0.5 text-12 text-ink-soft">
          {isStopped
            ? words.notSent
            : percent === null
              ? words.waiting
              : percent >= 100
                ? words.sending
                : percentText.format(percent / 100)}
        </p>
      </div>
      <IconButton label={words.cancelFile(name)} onClick={onCancel}>
        <X size={20} aria-hidden />
      </IconButton>
    </div>
  )
}
