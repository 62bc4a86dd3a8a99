import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { useProfile } from '../../lib/session.tsx'
import { minuteMs } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Section } from '../../ui/section.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { Switch } from '../../ui/switch.tsx'
import { DayBar } from './day-bar.tsx'
import { clockWords, isQuietAt, minutesOf, wallClock } from './quiet.ts'
import { QuietForm } from './quiet-form.tsx'
import { useQuietHours } from './quiet-query.ts'
import { preferencesWords } from './words.ts'
import { ZoneLine } from './zone-line.tsx'

function QuietSkeleton() {
  return (
    <Waiting label={preferencesWords.use().quietLoading}>
      <Skeleton className="mt-4 h-9" />
      <div className="mt-11 grid grid-cols-2 gap-3">
        <Skeleton className="h-11" />
        <Skeleton className="h-11" />
      </div>
      <Skeleton className="mt-16 h-11" />
      <Skeleton className="mt-8 mb-1 h-5 w-48" />
    </Waiting>
  )
}

/** When not to be disturbed. */
export function QuietHoursSection() {
  const words = preferencesWords.use()
  const isOnline = useOnline()
  const { hours, save, error, isPending, refetch } = useQuietHours()
  const { data: profile } = useProfile()
  const now = useNow(minuteMs / 2)
  const zone = profile?.time_zone ?? 'UTC'
  const wall = wallClock(now, zone)
  const isQuiet = hours && wall ? isQuietAt(hours, wall.minutes, wall.weekday) : false
  return (
    <Section
      id="quiet-hours"
      title={words.quietTitle}
      detail={words.quietDetail}
      control={
        hours && (
          <Switch
            label={words.quietTitle}
            isLabelHidden
            isOn={hours.is_enabled}
            isDisabled={!isOnline}
            onChange={(is_enabled) => void save({ ...hours, is_enabled })}
          />
        )
      }
    >
      {hours && (
        <>
          <div className="mt-4">
            <DayBar hours={hours} nowMinutes={wall?.minutes ?? null} />
          </div>
          {isQuiet && (
            <p role="status" className="mt-2 text-13 font-medium text-accent">
              {words.quietNow(clockWords(minutesOf(hours.ends)))}
            </p>
          )}
          <QuietForm hours={hours} isDisabled={!isOnline} onSave={(next) => void save(next)} />
          <ZoneLine zone={zone} clock={wall && clockWords(wall.minutes)} isDisabled={!isOnline} />
          {!isOnline && <p className="mt-3 text-13 text-warn">{words.quietOffline}</p>}
        </>
      )}
      {!hours && !isOnline && <EmptyState title={words.quietNoNetwork} />}
      {!hours && isPending && isOnline && !error && <QuietSkeleton />}
      {!hours && isOnline && error && (
        <ErrorState title={words.quietNotLoaded} detail={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
    </Section>
  )
}
