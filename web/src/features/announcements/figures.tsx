import { ProgressBar } from '../../ui/progress-bar.tsx'
import { countText, type Progress, type State } from './announcement.ts'
import { sendingWords } from './words/sending.ts'
import { announcementWords } from './words/writing.ts'

const rows = ['waiting', 'sent', 'delivered', 'shown', 'clicked', 'failed', 'suppressed'] as const
const sentChannels = ['web_push', 'sms', 'email'] as const

function Figure({ label, count }: { label: string; count: number }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-13 text-ink-soft">{label}</dt>
      <dd className="text-24 font-semibold tabular">{countText(count)}</dd>
    </div>
  )
}

/** How far it has come: people first, then what each channel made of it. */
export function Figures({ state, progress }: { state: State; progress: Progress }) {
  const words = sendingWords.use()
  const channelWords = announcementWords.use().channels
  const { audience, created, read, channels } = progress
  const used = sentChannels.filter((channel) => channels[channel])
  return (
    <section
      aria-label={words.figures}
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-4"
    >
      <div className="flex flex-col gap-2">
        <p role="status" className="font-semibold tabular">
          {state === 'sending'
            ? words.tellingOf(countText(created), audience)
            : progress.waiting > 0
              ? words.toldWaiting(created, countText(progress.waiting))
              : words.toldAll(created)}
        </p>
        <ProgressBar label={words.peopleTold} value={created} max={audience} />
      </div>
      <dl className="grid grid-cols-3 gap-4">
        <Figure label={words.told} count={created} />
        <Figure label={words.read} count={read} />
        <Figure label={words.rows.clicked} count={progress.clicked} />
      </dl>
      {used.length > 0 && (
        <table className="w-full table-fixed text-13 tabular">
          <thead>
            <tr className="border-b border-line text-ink-soft">
              <th scope="col" className="py-2 text-start font-medium">
                <span className="sr-only">{words.whatBecame}</span>
              </th>
              {used.map((channel) => (
                <th key={channel} scope="col" className="py-2 text-end font-medium">
                  {channelWords[channel]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map((key) => (
              <tr key={key}>
                <th scope="row" className="py-2 text-start font-normal text-ink-soft">
                  {words.rows[key]}
                </th>
                {used.map((channel) => (
                  <td key={channel} className="py-2 text-end">
                    {countText(channels[channel]?.[key] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
