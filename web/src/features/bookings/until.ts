import { formatTag } from '../../lib/locale.ts'
import { dayMs, hourMs, minuteMs } from '../../lib/time.ts'

const relative = new Intl.RelativeTimeFormat(formatTag, { numeric: 'always' })

/** "in 3 days", "in 5 hours", "in 20 minutes". */
export function untilText(then: Date, now: Date): string {
  const left = Math.max(0, then.getTime() - now.getTime())
  if (left >= 2 * dayMs) return relative.format(Math.floor(left / dayMs), 'day')
  if (left >= 2 * hourMs) return relative.format(Math.floor(left / hourMs), 'hour')
  return relative.format(Math.ceil(left / minuteMs), 'minute')
}
