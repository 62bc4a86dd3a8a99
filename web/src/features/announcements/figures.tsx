import { ProgressBar } from '../../ui/progress-bar.tsx'
import { channelLabels, countText, type Progress, peopleText, type State } from './announcement.ts'

const rows = [
  { key: 'waiting', label: 'Waiting' },
  { key: 'sent', label: 'Sent' },
  { key: 'delivered', label: 'Delivered' },
  { key: 'shown', label: 'Shown' },
  { key: 'clicked', label: 'Clicked' },
  { key: 'failed', label: 'Failed' },
  { key: 'suppressed', label: 'Left out' },
] as const
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
  const { audience, created, read, channels } = progress
  const used = sentChannels.filter((channel) => channels[channel])
  return (
    <section
      aria-label="Figures"
      className="flex flex-col gap-5 rounded-card border border-line bg-surface p-4"
    >
      <div className="flex flex-col gap-2">
        <p role="status" className="font-semibold tabular">
          {state === 'sending'
            ? `${countText(created)} of ${peopleText(audience)} told`
            : `${peopleText(created)} told${progress.waiting > 0 ? `, ${countText(progress.waiting)} messages still to leave` : ''}`}
        </p>
        <ProgressBar label="People told" value={created} max={audience} />
      </div>
      <dl className="grid grid-cols-3 gap-4">
        <Figure label="Told" count={created} />
        <Figure label="Read" count={read} />
        <Figure label="Clicked" count={progress.clicked} />
      </dl>
      {used.length > 0 && (
        <table className="w-full table-fixed text-13 tabular">
          <thead>
            <tr className="border-b border-line text-ink-soft">
              <th scope="col" className="py-2 text-start font-medium">
                <span className="sr-only">What became of it</span>
              </th>
              {used.map((channel) => (
                <th key={channel} scope="col" className="py-2 text-end font-medium">
                  {channelLabels[channel]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map(({ key, label }) => (
              <tr key={key}>
                <th scope="row" className="py-2 text-start font-normal text-ink-soft">
                  {label}
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
