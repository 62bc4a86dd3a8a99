import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { dayMs } from '../../lib/time.ts'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Person, usePersonActions } from './people-query.ts'
import { peopleWords } from './words.ts'

function Fault({ error }: { error: unknown }) {
  if (!error) return null
  return (
    <p role="alert" className="mt-3 rounded-control bg-bad-soft px-3 py-2.5 text-bad">
      {sentenceFor(error)}
    </p>
  )
}

/** Asks before somebody becomes a partner or a customer, and says what that means. */
export function RoleDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const words = peopleWords.use()
  const { setRole } = usePersonActions(person.id)
  const next = person.role === 'partner' ? 'customer' : 'partner'
  const isPartner = next === 'partner'
  return (
    <Dialog
      title={isPartner ? words.makePartnerAsk(person.name) : words.makeCustomerAsk(person.name)}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button
            isBusy={setRole.isPending}
            onClick={() =>
              setRole.mutate(next, {
                onSuccess: () => {
                  showToast(words.roleChanged(person.name, words.roles[next]))
                  onClose()
                },
              })
            }
          >
            {isPartner ? words.makePartner : words.makeCustomer}
          </Button>
        </>
      }
    >
      <p>{isPartner ? words.makePartnerDetail : words.makeCustomerDetail}</p>
      <Fault error={setRole.error} />
    </Dialog>
  )
}

const lengths = { day: dayMs, week: 7 * dayMs, month: 30 * dayMs }
type Length = keyof typeof lengths

/** How long, and why: the reason is for staff, and stands in the audit. */
export function SuspendDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const words = peopleWords.use()
  const { suspend } = usePersonActions(person.id)
  const [length, setLength] = useState<Length>('day')
  const [reason, setReason] = useState('')
  const [isAsked, setAsked] = useState(false)
  const isMissing = reason.trim() === ''
  function submit() {
    setAsked(true)
    if (isMissing) return
    const until = new Date(Date.now() + lengths[length])
    suspend.mutate({ until, reason: reason.trim() }, { onSuccess: onClose })
  }
  return (
    <Dialog
      title={words.suspendAsk(person.name)}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.notNow}
          </Button>
          <Button look="danger" isBusy={suspend.isPending} onClick={submit}>
            {words.suspend}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p>{words.suspendDetail}</p>
        <RadioChoice
          legend={words.howLong}
          name="length"
          options={(Object.keys(lengths) as Length[]).map((value) => ({
            value,
            label: words.lengths[value],
          }))}
          chosen={length}
          onChoose={setLength}
          className="sm:grid-cols-3"
        />
        <TextArea
          label={words.why}
          dir="auto"
          value={reason}
          maxLength={500}
          error={isAsked && isMissing ? words.whyMissing : null}
          onChange={({ target }) => setReason(target.value)}
        />
      </div>
      <Fault error={suspend.error} />
    </Dialog>
  )
}
