import { countText } from '../../lib/format.ts'
import { clockText } from '../../lib/time.ts'
import { refusedInWords, type Sharing } from './sharing-state.ts'
import { sharingWords } from './words/sharing.ts'

/** What became of this device's points, for the partner who wonders. */
export function SendingDetails({ sharing }: { sharing: Sharing }) {
  const words = sharingWords.use()
  const refused = refusedInWords(sharing.refused)
  const lastAt = sharing.lastTakenAt
  return (
    <details className="text-13 text-ink-soft">
      <summary className="flex min-h-11 cursor-pointer items-center">
        {sharing.waiting > 4 ? words.pointsWait(sharing.waiting) : words.details}
      </summary>
      <dl className="tabular grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 pb-2">
        <dt>{words.taken}</dt>
        <dd>{words.takenCount(countText(sharing.taken), lastAt ? clockText(new Date(lastAt)) : null)}</dd>
        <dt>{words.waiting}</dt>
        <dd>{countText(sharing.waiting)}</dd>
        <dt>{words.notTaken}</dt>
        <dd>
          {refused.length === 0
            ? words.none
            : refused.map(({ reason, count }) => (
                <span key={reason} className="block">
                  {words.refusedCount(countText(count), reason)}
                </span>
              ))}
        </dd>
        <dt>{words.howOften}</dt>
        <dd>{sharing.isWatched === false ? words.seldom : words.often}</dd>
      </dl>
    </details>
  )
}
