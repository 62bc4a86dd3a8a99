import { Bell, Lock, Mail, MessageSquare, Smartphone } from 'lucide-react'
import { classNames } from '../../ui/class-names.ts'
import { Switch } from '../../ui/switch.tsx'
import { type Cell, type Channel, type Choice, channels, type GridRow, rowHints } from './grid.ts'

export const channelWords: Record<Channel, { label: string; by: string; Icon: typeof Bell }> = {
  in_app: { label: 'App', by: 'in the app', Icon: Bell },
  web_push: { label: 'Push', by: 'by push', Icon: Smartphone },
  sms: { label: 'SMS', by: 'by SMS', Icon: MessageSquare },
  email: { label: 'Email', by: 'by email', Icon: Mail },
}

const why: Record<string, string> = {
  critical: 'always on: needed for your safety',
  stopped: 'off: you texted STOP',
  unreachable: 'off: nothing arrives there',
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
  const by = cell ? channelWords[cell.channel].by : ''
  if (!cell || cell.reason === 'not_used')
    return (
      <span className="flex min-h-11 items-center justify-center text-ink-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">is not sent {by}</span>
      </span>
    )
  if (cell.is_locked) {
    const reason = why[cell.reason ?? ''] ?? ''
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
      label={`${label} ${by}`}
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
  return (
    <table className="w-full table-fixed border-collapse">
      <caption className="sr-only">What you are told, and how</caption>
      <thead>
        <tr className="border-b border-line">
          <td />
          {channels.map((channel) => {
            const { label, Icon } = channelWords[channel]
            return (
              <th key={channel} scope="col" className="w-13 pb-2 text-12 font-medium text-ink-soft sm:w-20">
                <Icon size={18} aria-hidden className="mx-auto mb-1" />
                {label}
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
              <th scope="row" className="py-1 pr-2 text-left text-15 leading-5 font-medium hyphens-auto">
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
