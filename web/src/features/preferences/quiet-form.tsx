import { useEffect, useRef, useState } from 'react'
import { formatTag, locale } from '../../lib/locale.ts'
import { classNames } from '../../ui/class-names.ts'
import { TextField } from '../../ui/text-field.tsx'
import { everyDay, lengthText, minutesOf, type QuietHours } from './quiet.ts'
import { preferencesWords } from './words.ts'

// Arabic has no shorter names of days than the names themselves
const shortName = locale === 'ar' ? 'narrow' : 'short'
const dayName = (weekday: number, style: 'narrow' | 'short' | 'long') =>
  // the fifth of January 1970 was a Monday
  new Intl.DateTimeFormat(formatTag, { weekday: style, timeZone: 'UTC' }).format((weekday + 3) * 86_400_000)

function Days({
  chosen,
  isDisabled,
  onChange,
}: {
  chosen: number[]
  isDisabled: boolean
  onChange: (weekdays: number[]) => void
}) {
  return (
    <fieldset className="mt-4">
      <legend className="text-13 font-medium text-ink-soft">{preferencesWords.use().beginningOn}</legend>
      <div className="mt-1 grid grid-cols-7 gap-1">
        {everyDay.map((weekday) => {
          const isOn = chosen.includes(weekday)
          return (
            <button
              key={weekday}
              type="button"
              aria-label={dayName(weekday, 'long')}
              aria-pressed={isOn}
              // hours without a day are hours switched off, and there is a switch for that
              disabled={isDisabled || (isOn && chosen.length === 1)}
              onClick={() =>
                onChange(everyDay.filter((day) => (day === weekday ? !isOn : chosen.includes(day))))
              }
              className={classNames(
                'min-h-11 rounded-control border text-13 font-medium transition-colors',
                isOn
                  ? 'border-accent bg-accent-soft text-accent'
                  : 'border-line text-ink-soft enabled:hover:bg-sunken',
              )}
            >
              {dayName(weekday, shortName)}
            </button>
          )
        })}
      </div>
    </fieldset>
  )
}

// typing "22:30" passes through other times, which nobody meant
const typingMs = 700

/** From, to and days. A time is saved a moment after the last key, or when the field is left. */
export function QuietForm({
  hours,
  isDisabled,
  onSave,
}: {
  hours: QuietHours
  isDisabled: boolean
  onSave: (hours: QuietHours) => void
}) {
  const words = preferencesWords.use()
  const [draft, setDraft] = useState({ starts: hours.starts, ends: hours.ends })
  const saved = useRef(hours)
  saved.current = hours
  useEffect(() => setDraft({ starts: hours.starts, ends: hours.ends }), [hours.starts, hours.ends])

  const isSame = draft.starts === draft.ends
  const isWhole = Boolean(draft.starts && draft.ends) && !isSame
  const isChanged = draft.starts !== hours.starts || draft.ends !== hours.ends
  const flush = useRef(() => {})
  flush.current = () => {
    if (isWhole && isChanged) onSave({ ...saved.current, ...draft })
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the draft starts the wait anew
  useEffect(() => {
    const timer = setTimeout(() => flush.current(), typingMs)
    return () => clearTimeout(timer)
  }, [draft])
  useEffect(() => () => flush.current(), [])

  const field = (name: 'starts' | 'ends', label: string) => (
    <TextField
      label={label}
      type="time"
      required
      value={draft[name]}
      disabled={isDisabled}
      onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
      onBlur={() => flush.current()}
      error={name === 'ends' && isSame ? words.otherEnd : null}
    />
  )
  return (
    <>
      <div className="mt-4 grid grid-cols-2 gap-3">
        {field('starts', words.from)}
        {field('ends', words.to)}
      </div>
      {isWhole && (
        <p className="mt-1.5 text-13 text-ink-soft">
          {minutesOf(draft.ends) < minutesOf(draft.starts)
            ? words.overMidnight(lengthText(draft))
            : lengthText(draft)}
        </p>
      )}
      <Days
        chosen={hours.weekdays}
        isDisabled={isDisabled}
        onChange={(weekdays) => onSave({ ...saved.current, ...(isWhole && draft), weekdays })}
      />
    </>
  )
}
