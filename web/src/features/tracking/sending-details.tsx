import { clockText } from '../../lib/time.ts'
import { refusedInWords, type Sharing } from './sharing-state.ts'

/** What became of this device's points, for the partner who wonders. */
export function SendingDetails({ sharing }: { sharing: Sharing }) {
  const refused = refusedInWords(sharing.refused)
  return (
    <details className="text-13 text-ink-soft">
      <summary className="flex min-h-11 cursor-pointer items-center">
        {sharing.waiting > 4 ? `${sharing.waiting} points wait for the network` : 'What was sent'}
      </summary>
      <dl className="tabular grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 pb-2">
        <dt>Taken</dt>
        <dd>
          {sharing.taken}
          {sharing.lastTakenAt && `, last at ${clockText(new Date(sharing.lastTakenAt))}`}
        </dd>
        <dt>Waiting</dt>
        <dd>{sharing.waiting}</dd>
        <dt>Not taken</dt>
        <dd>
          {refused.length === 0
            ? 'none'
            : refused.map(({ reason, count }) => (
                <span key={reason} className="block">
                  {count} {reason}
                </span>
              ))}
        </dd>
        <dt>How often</dt>
        <dd>
          {sharing.isWatched === false
            ? 'Nobody looks just now: every 10 s at most, several at once'
            : 'Every 3 s at most while you move, so that the map follows'}
        </dd>
      </dl>
    </details>
  )
}
