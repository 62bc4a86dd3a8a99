import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { audienceText, type Draft, reachText } from './announcement.ts'
import { useAnnouncementActions, useReach } from './announcements-query.ts'
import { sendingWords } from './words/sending.ts'
import { announcementWords } from './words/writing.ts'

/** A moment as a datetime-local field writes it, in the reader's zone. */
function localText(moment: Date): string {
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** Asks once more, with the number of people on the button: what is sent to many cannot be called back. */
export function SendDialog({ id, draft, onClose }: { id: string; draft: Draft; onClose: () => void }) {
  const words = sendingWords.use()
  const { notCounted, countAgain } = announcementWords.use()
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [at, setAt] = useState(() => localText(new Date(Date.now() + 60 * 60_000)))
  const { schedule } = useAnnouncementActions(id)
  const {
    data: reach,
    error,
    isPending,
    refetch,
  } = useReach(draft.audience, draft.event_type, draft.channels, true)
  const moment = new Date(at)
  const isTime = when === 'now' || moment.getTime() > Date.now()
  const sendText =
    when === 'now'
      ? reach
        ? words.sendNow(reach.people)
        : words.sendCounting
      : reach
        ? words.schedule(reach.people)
        : words.scheduleCounting
  return (
    <Dialog
      title={words.ask}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.notYet}
          </Button>
          <Button
            isBusy={schedule.isPending}
            disabled={!reach || reach.people === 0 || !isTime}
            onClick={() => schedule.mutate(when === 'now' ? null : moment, { onSuccess: onClose })}
          >
            {sendText}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>
          {words.goesTo(
            draft.words[draft.default_locale]?.title ?? '',
            audienceText(draft.audience),
            reach ? reachText(reach) : isPending ? words.counting : '',
          )}
        </p>
        {draft.event_type === 'announcement.offer' && <p>{words.offerOnly}</p>}
        {error && !reach && (
          <p role="alert" className="flex flex-wrap items-center gap-2 text-bad">
            {notCounted(sentenceFor(error))}
            <Button look="quiet" onClick={() => refetch()}>
              {countAgain}
            </Button>
          </p>
        )}
        <RadioChoice
          legend={words.when}
          name="when"
          options={[
            { value: 'now', label: words.now },
            { value: 'later', label: words.later },
          ]}
          chosen={when}
          onChoose={setWhen}
          className="grid-cols-2"
        />
        {when === 'later' && (
          <TextField
            label={words.time}
            type="datetime-local"
            value={at}
            min={localText(new Date())}
            error={isTime ? null : words.timeOver}
            onChange={({ target }) => setAt(target.value)}
          />
        )}
        {schedule.isError && (
          <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
            {sentenceFor(schedule.error)}
          </p>
        )}
      </div>
    </Dialog>
  )
}
