import { CheckChoice } from '../../ui/choice.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { Unit } from './booking.ts'
import { bookingWords } from './words/booking.ts'
import { type Day, nameOfWeekday, weekdayOf } from './zoned.ts'

const rhythms = ['no', 'day', 'week', 'weeks2', 'month'] as const
export type Rhythm = (typeof rhythms)[number]
export type Repeat = { rhythm: Rhythm; weekdays: string[]; until: string }
export const noRepeat: Repeat = { rhythm: 'no', weekdays: [], until: '' }

/** The rule in the words of the database; null where it is one booking by itself. */
export function ruleOf({ rhythm, weekdays, until }: Repeat) {
  if (rhythm === 'no') return null
  const unit: Unit = rhythm === 'weeks2' ? 'week' : rhythm
  return {
    unit,
    every: rhythm === 'weeks2' ? 2 : 1,
    weekdays: unit === 'week' ? weekdays.map(Number) : [],
    ...(until && { until }),
  }
}

/** Whether a booking repeats, on which days, and until when. */
export function RepeatFields({
  day,
  repeat,
  onChange,
}: {
  /** The day it begins on, which is one of its days whatever is chosen. */
  day: Day
  repeat: Repeat
  onChange: (repeat: Repeat) => void
}) {
  const words = bookingWords.use().find
  const own = String(weekdayOf(day))
  const isWeekly = repeat.rhythm === 'week' || repeat.rhythm === 'weeks2'
  return (
    <div className="flex flex-col gap-4">
      <SelectField
        label={words.repeat}
        value={repeat.rhythm}
        onChange={({ target }) =>
          onChange({
            ...repeat,
            rhythm: rhythms.find((one) => one === target.value) ?? 'no',
            weekdays: [own],
          })
        }
      >
        {rhythms.map((one) => (
          <option key={one} value={one}>
            {words.rhythms[one]}
          </option>
        ))}
      </SelectField>
      {isWeekly && (
        <CheckChoice
          legend={words.days}
          options={[1, 2, 3, 4, 5, 6, 7].map((one) => ({
            value: String(one),
            label: (
              <abbr title={nameOfWeekday(one)} className="no-underline">
                {nameOfWeekday(one, 'short')}
              </abbr>
            ),
          }))}
          chosen={repeat.weekdays}
          onChange={(weekdays) =>
            onChange({ ...repeat, weekdays: weekdays.includes(own) ? weekdays : [...weekdays, own] })
          }
        />
      )}
      {repeat.rhythm !== 'no' && (
        <TextField
          label={words.until}
          hint={words.untilHint}
          type="date"
          min={day}
          value={repeat.until}
          onChange={({ target }) => onChange({ ...repeat, until: target.value })}
        />
      )}
    </div>
  )
}
