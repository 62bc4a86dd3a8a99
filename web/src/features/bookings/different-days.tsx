import { X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Section } from '../../ui/section.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type DifferentDay, useHoursActions } from './hours-query.ts'
import { deskWords } from './words/desk.ts'
import { type Day, dayName, timeName } from './zoned.ts'

function DayRow({ day, onRemove }: { day: DifferentDay; onRemove: () => void }) {
  const words = deskWords.use().page
  const days =
    day.first_day === day.last_day
      ? dayName(day.first_day)
      : words.between(dayName(day.first_day), dayName(day.last_day))
  const isWhole = day.starts.startsWith('00:00') && day.ends.startsWith('24:00')
  return (
    <li className="row">
      <div className="min-w-0 flex-1">
        <p className="font-medium">{days}</p>
        <p className="text-13 text-ink-soft">
          {isWhole ? words.wholeDay : words.between(timeName(day.starts), timeName(day.ends))}
          {day.note && (
            <>
              {' · '}
              <span dir="auto">{day.note}</span>
            </>
          )}
        </p>
      </div>
      <Badge tone={day.is_open ? 'good' : 'neutral'}>
        {day.is_open ? words.kinds.open : words.kinds.closed}
      </Badge>
      <IconButton label={words.removeDay(days)} onClick={onRemove}>
        <X size={20} aria-hidden />
      </IconButton>
    </li>
  )
}

/** Days on which it is otherwise than every week: closed, or open besides. */
export function DifferentDays({
  resourceId,
  days,
  today,
}: {
  resourceId: string
  days: readonly DifferentDay[]
  today: Day
}) {
  const words = deskWords.use().page
  const [kind, setKind] = useState<'closed' | 'open'>('closed')
  const [first, setFirst] = useState('')
  const [last, setLast] = useState('')
  const [isWhole, setWhole] = useState(true)
  const [times, setTimes] = useState({ starts: '09:00', ends: '17:00' })
  const [note, setNote] = useState('')
  const { add, remove } = useHoursActions(resourceId)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!first) return
    add.mutate(
      {
        ...{ first_day: first, last_day: last || first, is_open: kind === 'open' },
        ...(!isWhole && times),
        ...(note.trim() && { note }),
      },
      {
        onSuccess: ({ bookings_in_it }) => {
          showToast(bookings_in_it > 0 ? words.stillBooked(bookings_in_it) : words.added)
          setFirst('')
          setLast('')
          setNote('')
        },
      },
    )
  }
  const failure = add.error ?? remove.error
  return (
    <Section title={words.days} detail={words.daysDetail}>
      {days.length > 0 ? (
        <ul className="row-list mt-3">
          {days.map((day) => (
            <DayRow key={day.id} day={day} onRemove={() => remove.mutate(day.id)} />
          ))}
        </ul>
      ) : (
        <p className="mt-3 text-ink-soft">{words.daysNone}</p>
      )}
      <form onSubmit={submit} className="mt-5 flex flex-col gap-3 border-t border-line pt-4">
        <RadioChoice
          legend={words.kind}
          name="kind"
          className="grid-cols-2"
          options={(['closed', 'open'] as const).map((value) => ({ value, label: words.kinds[value] }))}
          chosen={kind}
          onChoose={setKind}
        />
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField
            label={words.firstDay}
            type="date"
            required
            min={today}
            value={first}
            onChange={({ target }) => setFirst(target.value)}
          />
          <TextField
            label={words.lastDay}
            type="date"
            min={first || today}
            value={last}
            onChange={({ target }) => setLast(target.value)}
          />
        </div>
        <Switch label={words.wholeDay} isOn={isWhole} onChange={setWhole} />
        {!isWhole && (
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label={words.starts}
              type="time"
              required
              value={times.starts}
              onChange={({ target }) => setTimes({ ...times, starts: target.value })}
            />
            <TextField
              label={words.ends}
              type="time"
              required
              value={times.ends}
              onChange={({ target }) => setTimes({ ...times, ends: target.value })}
            />
          </div>
        )}
        <TextField
          label={words.note}
          hint={words.noteHint}
          maxLength={200}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        {failure && (
          <p role="alert" className="text-13 text-bad">
            {sentenceFor(failure)}
          </p>
        )}
        <Button type="submit" look="secondary" className="self-start" isBusy={add.isPending}>
          {words.addDay}
        </Button>
      </form>
    </Section>
  )
}
