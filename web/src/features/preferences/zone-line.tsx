import { Globe } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { deviceZone, placeOf } from './quiet.ts'
import { useSetTimeZone } from './quiet-query.ts'
import { preferencesWords } from './words.ts'

/** Whose clock it is, and the offer to take this device's where the two differ. */
export function ZoneLine({
  zone,
  clock,
  isDisabled,
}: {
  zone: string
  clock: string | null
  isDisabled: boolean
}) {
  const { mutate, isPending } = useSetTimeZone()
  const words = preferencesWords.use()
  const here = deviceZone()
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line pt-3">
      <p className="flex min-w-0 flex-1 basis-60 items-center gap-2 text-13 text-ink-soft">
        <Globe size={16} aria-hidden className="shrink-0" />
        <span className="tabular">
          {clock ? words.clockOfNow(placeOf(zone), clock) : words.clockOf(placeOf(zone))}
        </span>
      </p>
      {here && here !== zone && (
        <Button look="secondary" isBusy={isPending} disabled={isDisabled} onClick={() => mutate(here)}>
          {words.takeZone(placeOf(here))}
        </Button>
      )}
    </div>
  )
}
