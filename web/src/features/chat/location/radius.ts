import { formatTag } from '../../../lib/locale.ts'

const metres = new Intl.NumberFormat(formatTag, { style: 'unit', unit: 'meter', maximumFractionDigits: 0 })
const kilometres = (digits: number) =>
  new Intl.NumberFormat(formatTag, { style: 'unit', unit: 'kilometer', maximumFractionDigits: digits })
const near = kilometres(1)
const far = kilometres(0)

/** How far a place may be off: "12 m", to the metre, or "1.2 km". */
export function radiusText(radiusM: number): string {
  const shown = Math.max(1, Math.round(radiusM))
  return shown < 1000 ? metres.format(shown) : (shown < 10_000 ? near : far).format(shown / 1000)
}
