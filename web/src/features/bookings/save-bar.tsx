import { TriangleAlert } from 'lucide-react'
import { Failure, sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/section.tsx'
import { setUpWords } from './words/set-up.ts'

/** Why a form could not be saved; where somebody else was faster, with the way to what they saved. */
export function FailedSave({ error, onShowTheirs }: { error: unknown; onShowTheirs: () => void }) {
  const words = setUpWords.use()
  if (!error) return null
  return (
    <div role="alert">
      <Note icon={<TriangleAlert size={18} aria-hidden className="text-bad" />}>
        {error instanceof Failure && error.code === 'changed_meanwhile' ? (
          <div className="flex flex-col items-start gap-1">
            <span className="text-ink">{words.changedMeanwhile}</span>
            <Button look="quiet" className="-ms-4" onClick={onShowTheirs}>
              {words.showTheirs}
            </Button>
          </div>
        ) : (
          <span className="text-bad">{sentenceFor(error)}</span>
        )}
      </Note>
    </div>
  )
}

/** Saves a form, or says why not. */
export function SaveBar({
  error,
  isBusy,
  onShowTheirs,
}: {
  error: unknown
  isBusy: boolean
  onShowTheirs: () => void
}) {
  const words = setUpWords.use()
  const isOnline = useOnline()
  return (
    <>
      <FailedSave error={error} onShowTheirs={onShowTheirs} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" size="large" isBusy={isBusy} disabled={!isOnline}>
          {words.save}
        </Button>
        {!isOnline && <p className="text-13 text-ink-soft">{words.offlineSave}</p>}
      </div>
    </>
  )
}
