import { formatTag } from './locale.ts'

const unit = (unit: string) =>
  new Intl.NumberFormat(formatTag, { style: 'unit', unit, maximumFractionDigits: 0 })
const seconds = unit('second')
const minutes = unit('minute')

/** "45 sec", "3 min". */
export function durationText(durationS: number): string {
  return durationS < 59.5 ? seconds.format(durationS) : minutes.format(durationS / 60)
}
