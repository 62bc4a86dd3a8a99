import { Bell, Lock, Mail, MessageSquare, Smartphone } from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'
import { Switch } from '../../ui/switch.tsx'
import { channelName, channelOf, notSentBy, whyLocked } from './channel-words.ts'
import { type Cell, type Channel, type Choice, channels, type GridRow, rowHints } from './grid.ts'
import { preferencesWords } from './words.ts'

const icons: Record<Channel, typeof Bell> = {
  in_app: Bell,
  web_push: Smartphone,
  sms: MessageSquare,
  email: Mail,
}

function GridCell({
  cell,
  label,
  hintId,
  isDisabled,
  onChoose,
}: {
  cell: Cell | undefined
  label: string
  hintId: string | undefined
  isDisabled: boolean
  onChoose: (choice: Choice) => void
}) {
  const words = preferencesWords.use()
  if (!cell || cell.reason === 'not_used')
    return (
      <span className="flex min-h-11 items-center justify-center text-ink-faint">
        <span aria-hidden>–</span>
        {cell && <span className="sr-only">{notSentBy(words, cell.channel)}</span>}
      </span>
    )
  if (cell.is_locked) {
    const reason = whyLocked(words, cell.reason)
    return (
      <span title={reason} className="flex min-h-11 items-center justify-center">
        <span
          className={classNames(
            'flex h-7 w-12 items-center justify-center rounded-full',
            cell.is_enabled ? 'bg-accent-soft text-accent' : 'bg-sunken text-ink-faint',
          )}
        >
          <Lock size={14} aria-hidden />
        </span>
        <span className="sr-only">{reason}</span>
      </span>
    )
  }
  return (
    <Switch
      label={channelOf(words, cell.channel, label)}
      isLabelHidden
      isOn={cell.is_enabled}
      isDisabled={isDisabled}
      describedBy={hintId}
      onChange={(is_enabled) => onChoose({ category: cell.category, channel: cell.channel, is_enabled })}
    />
  )
}

/** Categories down, channels across. It fits a phone: the names wrap, the switches keep their size. */
export function PreferenceTable({
  rows,
  smsNoteId,
  isDisabled,
  onChoose,
}: {
  rows: GridRow[]
  smsNoteId: string
  isDisabled: boolean
  onChoose: (choice: Choice) => void
}) {
  const words = preferencesWords.use()
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">{words.toldCaption}</caption>
      <thead>
        <tr className="border-b border-line">
          <td />
          {channels.map((channel) => {
            const Icon = icons[channel]
            return (
              <th key={channel} scope="col" className="w-13 pb-2 text-12 font-medium text-ink-soft sm:w-20">
                <Icon size={18} aria-hidden className="mx-auto mb-1" />
                {channelName(words, channel)}
              </th>
            )
          })}
        </tr>
      </thead>
      {rows.map((row) => {
        const hints = rowHints(row)
        const hintId = `preference-${row.category}`
        return (
          <tbody key={row.category} className="border-b border-line last:border-0">
            <tr>
              <th scope="row" className="py-1 pe-2 text-start text-15 leading-5 font-medium hyphens-auto">
                {row.label}
              </th>
              {channels.map((channel) => (
                <td key={channel} className="px-0 py-1">
                  <GridCell
                    cell={row.cells[channel]}
                    label={row.label}
                    hintId={hints.length > 0 ? hintId : channel === 'sms' ? smsNoteId : undefined}
                    isDisabled={isDisabled}
                    onChoose={onChoose}
                  />
                </td>
              ))}
            </tr>
            {hints.length > 0 && (
              <tr>
                <td colSpan={channels.length + 1} id={hintId} className="pb-3 text-13 text-ink-soft">
                  {hints.map((hint) => (
                    <p key={hint} className="text-pretty not-first:mt-1">
                      {hint}
                    </p>
                  ))}
                </td>
              </tr>
            )}
          </tbody>
        )
      })}
    </table>
  )
}
