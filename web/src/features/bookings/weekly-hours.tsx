import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Section } from '../../ui/section.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Hours, useHoursActions } from './hours-query.ts'
import { FailedSave } from './save-bar.tsx'
import { deskWords } from './words/desk.ts'
import { nameOfWeekday } from './zoned.ts'

const weekdays = [1, 2, 3, 4, 5, 6, 7]
const isRight = ({ starts, ends }: Hours) =>
  starts !== '' && ends !== '' && (ends === '00:00' || ends > starts)
// a field of the browser knows no 24:00: the end of the day is its 00:00
const toRow = (hours: Hours): Hours => ({ ...hours, ends: hours.ends === '00:00' ? '24:00' : hours.ends })
const toField = (hours: Hours): Hours => ({ ...hours, ends: hours.ends === '24:00' ? '00:00' : hours.ends })

/** The hours of every week: none, one or several on each day; saved together. */
export function WeeklyHours({
  resourceId,
  hours,
  zone,
}: {
  resourceId: string
  hours: readonly Hours[]
  zone: string
}) {
  const words = deskWords.use().page
  // what the draft was made from: what others save meanwhile takes its place only where nothing was typed
  const [seen, setSeen] = useState(hours)
  const [latest, setLatest] = useState(hours)
  const [draft, setDraft] = useState<Hours[]>(() => hours.map(toField))
  const { save } = useHoursActions(resourceId)
  const isChanged = JSON.stringify(draft) !== JSON.stringify(seen.map(toField))
  const adopt = () => {
    setSeen(hours)
    setDraft(hours.map(toField))
  }
  if (hours !== latest) {
    setLatest(hours)
    if (!isChanged) adopt()
  }
  const isWrong = draft.some((one) => !isRight(one))
  const set = (index: number, part: Partial<Hours>) =>
    setDraft(draft.map((one, n) => (n === index ? { ...one, ...part } : one)))
  const copyMonday = () =>
    setDraft([
      ...[1, 2, 3, 4, 5].flatMap((weekday) =>
        draft.filter((one) => one.weekday === 1).map((one) => ({ ...one, weekday })),
      ),
      ...draft.filter(({ weekday }) => weekday > 5),
    ])
  return (
    <Section title={words.weekly} detail={`${words.inZone(zone)} ${words.weeklyDetail}`}>
      <ul className="mt-3 divide-y divide-line">
        {weekdays.map((weekday) => {
          const day = nameOfWeekday(weekday)
          const own = draft.map((one, index) => ({ ...one, index })).filter((one) => one.weekday === weekday)
          return (
            <li
              key={weekday}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-3 py-2 sm:grid-cols-[6rem_minmax(0,1fr)_auto]"
            >
              <span className="py-2.5 font-medium">{day}</span>
              <div className="flex min-w-0 flex-col gap-2 max-sm:order-last max-sm:col-span-2">
                {own.length === 0 && <span className="py-2.5 text-ink-faint">{words.closed}</span>}
                {own.map((one) => (
                  <div key={one.index} className="flex items-start gap-1">
                    <div
                      className={classNames(
                        'grid flex-1 grid-cols-2 gap-2 [&_label]:sr-only',
                        !isRight(one) && 'rounded-control outline-2 outline-bad',
                      )}
                    >
                      <TextField
                        label={words.from(day)}
                        type="time"
                        value={one.starts}
                        onChange={({ target }) => set(one.index, { starts: target.value })}
                      />
                      <TextField
                        label={words.to(day)}
                        type="time"
                        value={one.ends}
                        onChange={({ target }) => set(one.index, { ends: target.value })}
                      />
                    </div>
                    <IconButton
                      label={words.remove(day, one.starts)}
                      onClick={() => setDraft(draft.filter((_, n) => n !== one.index))}
                    >
                      <X size={20} aria-hidden />
                    </IconButton>
                  </div>
                ))}
              </div>
              <IconButton
                label={words.add(day)}
                onClick={() =>
                  setDraft([
                    ...draft,
                    { weekday, starts: own.length ? '' : '09:00', ends: own.length ? '' : '17:00' },
                  ])
                }
              >
                <Plus size={20} aria-hidden />
              </IconButton>
            </li>
          )
        })}
      </ul>
      {isWrong ? (
        <p role="alert" className="mt-2 text-13 text-bad">
          {words.wrong}
        </p>
      ) : (
        <div className="mt-2 empty:hidden">
          <FailedSave
            error={save.error}
            onShowTheirs={() => {
              adopt()
              save.reset()
            }}
          />
        </div>
      )}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button
          disabled={!isChanged || isWrong}
          isBusy={save.isPending}
          onClick={() =>
            save.mutate(
              { hours: draft.map(toRow), former: [...seen] },
              {
                onSuccess: () => {
                  setSeen(draft.map(toRow))
                  showToast(words.saved)
                },
              },
            )
          }
        >
          {words.save}
        </Button>
        <Button look="quiet" onClick={copyMonday}>
          {words.copy}
        </Button>
        {isChanged && !isWrong && <span className="text-13 text-ink-soft">{words.unsaved}</span>}
      </div>
    </Section>
  )
}
