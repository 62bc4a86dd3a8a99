import * as v from 'valibot'
import { categoryWords } from '../../lib/category-words.ts'
import { preferencesWords } from './words.ts'

export const channels = ['in_app', 'web_push', 'sms', 'email'] as const
export type Channel = (typeof channels)[number]

export const cellSchema = v.object({
  category: v.string(),
  label: v.string(),
  channel: v.picklist(channels),
  is_enabled: v.boolean(),
  is_locked: v.boolean(),
  reason: v.nullable(v.picklist(['critical', 'not_used', 'stopped', 'unreachable', 'no_target'])),
  wording_version: v.nullable(v.string()),
  wording: v.nullable(v.string()),
})
export type Cell = v.InferOutput<typeof cellSchema>
export type Choice = Pick<Cell, 'category' | 'channel' | 'is_enabled'>
export type GridRow = { category: string; label: string; cells: Partial<Record<Channel, Cell>> }

/** The cells of the database, one after another, as rows of the table. A category that nothing can reach is left out. */
export function rowsOfGrid(cells: Cell[]): GridRow[] {
  const rows = new Map<string, GridRow>()
  for (const cell of cells) {
    const label = categoryWords.now()[cell.category] ?? cell.label
    const row = rows.get(cell.category) ?? { category: cell.category, label, cells: {} }
    row.cells[cell.channel] = cell
    rows.set(cell.category, row)
  }
  return [...rows.values()].filter((row) =>
    Object.values(row.cells).some((cell) => cell.reason !== 'not_used'),
  )
}

/** The grid as it will be once this choice is saved. */
export function withChoice(cells: Cell[], { category, channel, is_enabled }: Choice): Cell[] {
  return cells.map((cell) =>
    cell.category === category && cell.channel === channel ? { ...cell, is_enabled } : cell,
  )
}

/** What stands in the way of a whole channel; null when nothing does. */
export function channelFault(
  cells: Cell[],
  channel: Channel,
): 'stopped' | 'unreachable' | 'no_target' | null {
  for (const cell of cells) {
    const { reason } = cell
    if (cell.channel === channel && reason !== null && reason !== 'critical' && reason !== 'not_used')
      return reason
  }
  return null
}

/** What one agrees to by switching on SMS of the usual kind. */
export const smsWording = (rows: GridRow[]): string | null =>
  rows.map((row) => row.cells).find((cells) => cells.sms?.wording && !cells.in_app?.wording)?.sms?.wording ??
  null

/** What stands below the name of a category: why it cannot be muted, or what one agrees to. */
export function rowHints({ cells }: GridRow): string[] {
  const all = channels.map((channel) => cells[channel]).filter((cell) => cell !== undefined)
  if (all.some((cell) => cell.reason === 'critical')) return [preferencesWords.now().criticalHint]
  const offers = all.find((cell) => cell.wording && cell.channel !== 'sms')
  if (!offers?.wording) return []
  return [
    offers.wording,
    ...(cells.sms?.wording ? [preferencesWords.now().smsWording(cells.sms.wording)] : []),
  ]
}
