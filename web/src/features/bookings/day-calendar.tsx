import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { isRightToLeft } from '../../lib/locale.ts'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { bookingWords } from './words/booking.ts'
import { addDays, addMonths, type Day, dayName, dayNumber, monthName, weekdayName, weeksOf } from './zoned.ts'

/** What a day has to offer: free times, and how many there are at all. */
export type DayOffer = { free: number; all: number }

/** A month of days to choose from. Arrow keys walk by days and weeks, Page Up and Down by months. */
export function DayCalendar({
  month,
  first,
  last,
  chosen,
  today,
  offers,
  isStale,
  onMonth,
  onChoose,
}: {
  month: Day
  /** The first and last month there is something to choose in. */
  first: Day
  last: Day
  chosen: Day | null
  today: Day
  offers: ReadonlyMap<Day, DayOffer>
  isStale: boolean
  onMonth: (month: Day) => void
  onChoose: (day: Day) => void
}) {
  const words = bookingWords.use().find
  const grid = useRef<HTMLTableElement>(null)
  const weeks = weeksOf(month)
  const inMonth = (day: Day) => day.slice(0, 7) === month.slice(0, 7)
  const [focus, setFocus] = useState<Day | null>(null)
  const entry =
    focus && inMonth(focus)
      ? focus
      : chosen && inMonth(chosen)
        ? chosen
        : (weeks.flat().find((day) => inMonth(day) && (offers.get(day)?.free ?? 0) > 0) ??
          (inMonth(today) ? today : month))
  const mayGo = (to: Day) => to >= first && to <= last
  useEffect(() => {
    if (focus && inMonth(focus)) grid.current?.querySelector<HTMLElement>(`[data-day="${focus}"]`)?.focus()
  })
  function onKeyDown(event: KeyboardEvent) {
    const on = isRightToLeft ? -1 : 1
    const steps: Record<string, number> = { ArrowRight: on, ArrowLeft: -on, ArrowDown: 7, ArrowUp: -7 }
    const step = steps[event.key]
    const page = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : 0
    if (!step && !page) return
    event.preventDefault()
    const to = page ? addMonths(month, page) : addDays(entry, step ?? 0)
    if (!mayGo(addMonths(to, 0))) return
    setFocus(to)
    if (!inMonth(to)) onMonth(addMonths(to, 0))
  }
  return (
    <div>
      <div className="flex items-center justify-between">
        <IconButton
          label={words.earlierMonth}
          disabled={!mayGo(addMonths(month, -1))}
          onClick={() => onMonth(addMonths(month, -1))}
        >
          <ChevronLeft size={20} aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
        <p aria-live="polite" className="text-15 font-semibold">
          {monthName(month)}
        </p>
        <IconButton
          label={words.laterMonth}
          disabled={!mayGo(addMonths(month, 1))}
          onClick={() => onMonth(addMonths(month, 1))}
        >
          <ChevronRight size={20} aria-hidden className="rtl:-scale-x-100" />
        </IconButton>
      </div>
      <table
        ref={grid}
        aria-label={words.calendar(monthName(month))}
        className={classNames('mt-1 w-full table-fixed border-collapse', isStale && 'opacity-60')}
      >
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" className="py-1 text-12 font-medium text-ink-faint">
                <abbr title={weekdayName(day, 'long')} className="no-underline">
                  {weekdayName(day, isRightToLeft ? 'narrow' : 'short')}
                </abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKeyDown}>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => {
                if (!inMonth(day)) return <td key={day} />
                const offer = offers.get(day)
                const isFree = (offer?.free ?? 0) > 0
                const says = isFree ? words.free(offer?.free ?? 0) : offer ? words.full : words.noneFree
                return (
                  <td key={day} className="p-0.5">
                    <button
                      type="button"
                      data-day={day}
                      tabIndex={day === entry ? 0 : -1}
                      aria-pressed={day === chosen}
                      aria-disabled={!offer || undefined}
                      aria-current={day === today ? 'date' : undefined}
                      aria-label={`${dayName(day)}, ${says}`}
                      onClick={() => offer && onChoose(day)}
                      className={classNames(
                        'tabular flex h-12 w-full flex-col items-center justify-center gap-1 rounded-control text-15 transition-colors',
                        day === chosen
                          ? 'bg-accent font-semibold text-accent-ink'
                          : isFree
                            ? 'bg-accent-soft font-semibold text-accent hover:outline-2 hover:outline-accent'
                            : offer
                              ? 'text-ink-soft hover:bg-sunken'
                              : 'cursor-default text-ink-faint',
                        day === today && day !== chosen && 'underline decoration-2 underline-offset-4',
                        offer && !isFree && 'line-through',
                      )}
                    >
                      {dayNumber(day)}
                    </button>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
