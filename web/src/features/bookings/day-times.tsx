import { type ReactNode, useState } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { EmptyState } from '../../ui/states.tsx'
import type { Slot } from './booking.ts'
import { bookingWords } from './words/booking.ts'
import { clockIn, type Day, dayName, minuteIn } from './zoned.ts'

const parts = ['morning', 'afternoon', 'evening'] as const
const partOf = (minute: number) => (minute < 12 * 60 ? 'morning' : minute < 17 * 60 ? 'afternoon' : 'evening')

/** The times of one day. What is taken stays in its place, and says what one can do about it. */
export function DayTimes({
  day,
  zone,
  slots,
  chosen,
  wait,
  onChoose,
}: {
  day: Day
  zone: string
  slots: readonly Slot[]
  chosen: string | null
  wait?: ((slot: Slot) => ReactNode) | undefined
  onChoose: (slot: Slot) => void
}) {
  const words = bookingWords.use().find
  const [asked, setAsked] = useState<string | null>(null)
  const isSame = (one: string, other: string | null) =>
    other !== null && new Date(one).getTime() === new Date(other).getTime()
  if (slots.length === 0) return <EmptyState title={words.noTimes} />
  const taken = slots.find((slot) => !slot.is_free && slot.starts_at === asked)
  return (
    <section aria-label={words.times(dayName(day))}>
      <h2 className="py-2.5 text-15">{dayName(day)}</h2>
      <div className="flex flex-col gap-4">
        {parts.map((part) => {
          const some = slots.filter((slot) => partOf(minuteIn(zone, new Date(slot.starts_at))) === part)
          if (some.length === 0) return null
          return (
            <div key={part}>
              <h3 className="mb-1.5 text-13 font-medium text-ink-soft">{words.parts[part]}</h3>
              <ul className="grid grid-cols-3 gap-2">
                {some.map((slot) => {
                  const clock = clockIn(zone, new Date(slot.starts_at))
                  const isChosen = isSame(slot.starts_at, slot.is_free ? chosen : asked)
                  const mayPress = slot.is_free || Boolean(wait)
                  return (
                    <li key={slot.starts_at}>
                      <button
                        type="button"
                        aria-pressed={isChosen}
                        aria-label={slot.is_free ? undefined : `${clock}, ${words.taken}`}
                        aria-disabled={!mayPress || undefined}
                        onClick={() => {
                          if (slot.is_free) onChoose(slot)
                          else if (wait) setAsked(isChosen ? null : slot.starts_at)
                        }}
                        className={classNames(
                          'tabular min-h-11 w-full rounded-control border text-15 font-medium transition-colors',
                          slot.is_free && isChosen && 'border-accent bg-accent text-accent-ink',
                          slot.is_free && !isChosen && 'border-line-strong bg-surface hover:bg-accent-soft',
                          !slot.is_free && 'border-line bg-sunken text-ink-faint line-through',
                          !slot.is_free && isChosen && 'outline-2 outline-accent',
                          !mayPress && 'cursor-default',
                        )}
                      >
                        {clock}
                      </button>
                    </li>
                  )
                })}
              </ul>
            </div>
          )
        })}
      </div>
      {taken && wait && <div className="mt-4">{wait(taken)}</div>}
    </section>
  )
}
