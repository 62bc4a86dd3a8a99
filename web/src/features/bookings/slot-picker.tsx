import { type ReactNode, useMemo, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import type { Slot } from './booking.ts'
import { type Service, useSlots } from './bookings-query.ts'
import { DayCalendar, type DayOffer } from './day-calendar.tsx'
import { DayTimes } from './day-times.tsx'
import { useBookingsLive } from './use-bookings-live.ts'
import { bookingWords } from './words/booking.ts'
import { addMonths, type Day, dayIn, otherZone } from './zoned.ts'

function byDay(slots: readonly Slot[], zone: string): Map<Day, Slot[]> {
  const days = new Map<Day, Slot[]>()
  for (const slot of slots) {
    const day = dayIn(zone, new Date(slot.starts_at))
    days.set(day, [...(days.get(day) ?? []), slot])
  }
  return days
}

/** A month with its free times, live: what somebody else takes goes while one looks. */
export function SlotPicker({
  service,
  carerId,
  chosen,
  wait,
  isNarrow = false,
  onChoose,
}: {
  service: Service
  carerId: string | null
  /** The beginning that is chosen, where one is. */
  chosen: string | null
  /** What stands with a time that is taken. */
  wait?: ((slot: Slot) => ReactNode) | undefined
  /** Times below the days, however wide the page is. */
  isNarrow?: boolean
  onChoose: (slot: Slot) => void
}) {
  const words = bookingWords.use()
  const zone = service.time_zone
  const now = useNow()
  const today = dayIn(zone, now)
  const last = addMonths(dayIn(zone, new Date(now.getTime() + service.horizon_days * 86_400_000)), 0)
  const [month, setMonth] = useState(() => addMonths(chosen ? dayIn(zone, new Date(chosen)) : today, 0))
  const [day, setDay] = useState<Day | null>(() => (chosen ? dayIn(zone, new Date(chosen)) : null))
  const isOnline = useOnline()
  useBookingsLive(service.key)
  const { data, error, refetch, isPlaceholderData } = useSlots(service, month, carerId)
  const days = useMemo(() => byDay(data ?? [], zone), [data, zone])
  const offers = useMemo(
    () =>
      new Map<Day, DayOffer>(
        [...days].map(([one, slots]) => [
          one,
          { free: slots.filter(({ is_free }) => is_free).length, all: slots.length },
        ]),
      ),
    [days],
  )
  const firstFree = [...offers].find(([one, { free }]) => free > 0 && one.startsWith(month.slice(0, 7)))?.[0]
  const shown = day?.startsWith(month.slice(0, 7)) ? day : (firstFree ?? null)
  const isEmptyMonth = data && !isPlaceholderData && !firstFree
  if (!data && !isOnline) return <EmptyState title={words.find.offline} />
  if (!data && error)
    return <ErrorState title={words.find.slotsFailed} detail={sentenceFor(error)} onRetry={() => refetch()} />
  return (
    <div className={classNames('grid gap-6', !isNarrow && 'md:grid-cols-2')}>
      <div>
        <DayCalendar
          month={month}
          first={addMonths(today, 0)}
          last={last}
          chosen={shown}
          today={today}
          offers={offers}
          isStale={!data || isPlaceholderData}
          onMonth={setMonth}
          onChoose={setDay}
        />
        {otherZone(zone, now) && (
          <p className="mt-2 text-13 text-ink-soft">{words.inZone(otherZone(zone, now) ?? zone)}</p>
        )}
      </div>
      {!data ? (
        <Waiting label={words.find.slotsLoading}>
          <div className="grid grid-cols-3 gap-2 pt-11">
            {[0, 1, 2, 3, 4, 5].map((one) => (
              <Skeleton key={one} className="h-11" />
            ))}
          </div>
        </Waiting>
      ) : shown ? (
        <DayTimes
          day={shown}
          zone={zone}
          slots={days.get(shown) ?? []}
          chosen={chosen}
          wait={wait}
          onChoose={onChoose}
        />
      ) : (
        <EmptyState
          title={isEmptyMonth ? words.find.noMonth : words.find.chooseDay}
          action={
            isEmptyMonth &&
            addMonths(month, 1) <= last && (
              <Button look="secondary" onClick={() => setMonth(addMonths(month, 1))}>
                {words.find.nextMonth}
              </Button>
            )
          }
        />
      )}
    </div>
  )
}
