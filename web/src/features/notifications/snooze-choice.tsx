import { Clock } from 'lucide-react'
import { useState } from 'react'
import { timeText } from '../../lib/time.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { localInput, snoozeTimes } from './snooze-times.ts'
import { inboxWords } from './words/inbox.ts'

const yearMs = 365 * 24 * 60 * 60_000

/** When it shall come back: four usual times, or one's own. */
export function SnoozeChoice({ onChoose }: { onChoose: (until: string) => void }) {
  const words = inboxWords.use()
  const [now] = useState(() => new Date())
  const [own, setOwn] = useState('')
  const ownAt = new Date(own)
  const isPossible = ownAt.getTime() > Date.now() && ownAt.getTime() < now.getTime() + yearMs
  return (
    <fieldset>
      <legend className="px-2 pb-1 text-13 font-medium text-ink-soft">{words.remindMe}</legend>
      {snoozeTimes(now).map(({ label, at }) => (
        <button
          key={label}
          type="button"
          className="flex min-h-12 w-full items-center gap-3 rounded-control px-2 text-start hover:bg-sunken"
          onClick={() => onChoose(at.toISOString())}
        >
          <Clock size={20} aria-hidden className="text-ink-soft" />
          <span className="flex-1 font-medium">{label}</span>
          <time dateTime={at.toISOString()} className="text-13 text-ink-soft">
            {timeText(at, now)}
          </time>
        </button>
      ))}
      <div className="flex items-end gap-2 px-2 pt-2">
        <TextField
          label={words.anotherTime}
          type="datetime-local"
          className="flex-1"
          min={localInput(now)}
          max={localInput(new Date(now.getTime() + yearMs))}
          value={own}
          onChange={(event) => setOwn(event.target.value)}
        />
        <Button look="secondary" disabled={!isPossible} onClick={() => onChoose(ownAt.toISOString())}>
          {words.snooze}
        </Button>
      </div>
    </fieldset>
  )
}
