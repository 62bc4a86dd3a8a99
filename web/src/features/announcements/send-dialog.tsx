import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { audienceText, type Draft, peopleText, reachText } from './announcement.ts'
import { useAnnouncementActions, useReach } from './announcements-query.ts'

/** A moment as a datetime-local field writes it, in the reader's zone. */
function localText(moment: Date): string {
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** Asks once more, with the number of people on the button: what is sent to many cannot be called back. */
export function SendDialog({ id, draft, onClose }: { id: string; draft: Draft; onClose: () => void }) {
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
  const people = reach ? peopleText(reach.people) : '…'
  return (
    <Dialog
      title="Send this announcement?"
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            Not yet
          </Button>
          <Button
            isBusy={schedule.isPending}
            disabled={!reach || reach.people === 0 || !isTime}
            onClick={() => schedule.mutate(when === 'now' ? null : moment, { onSuccess: onClose })}
          >
            {when === 'now' ? `Send to ${people} now` : `Schedule for ${people}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>
          <strong dir="auto">{draft.words[draft.default_locale]?.title}</strong> goes to{' '}
          {audienceText(draft.audience)}: {reach ? `${reachText(reach)}.` : isPending ? 'counting …' : ''}
          {draft.event_type === 'announcement.offer' &&
            ' It is an offer: those who did not ask for offers are left out.'}
        </p>
        {error && !reach && (
          <p role="alert" className="flex flex-wrap items-center gap-2 text-bad">
            The people were not counted. {sentenceFor(error)}
            <Button look="quiet" onClick={() => refetch()}>
              Count again
            </Button>
          </p>
        )}
        <RadioChoice
          legend="When?"
          name="when"
          options={[
            { value: 'now', label: 'Now' },
            { value: 'later', label: 'At a time' },
          ]}
          chosen={when}
          onChoose={setWhen}
          className="grid-cols-2"
        />
        {when === 'later' && (
          <TextField
            label="Date and time, in your time zone"
            type="datetime-local"
            value={at}
            min={localText(new Date())}
            error={isTime ? null : 'Choose a time that is still to come.'}
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
