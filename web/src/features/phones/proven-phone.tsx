import { BadgeCheck, MessageSquareOff } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/section.tsx'
import { showToast } from '../../ui/toast.tsx'
import { maskedText, spokenNumber } from './phone-words.ts'
import { type Phone, useRemovePhone } from './phones-query.ts'

function RemoveDialog({ phone, onClose }: { phone: Phone; onClose: () => void }) {
  const remove = useRemovePhone()
  return (
    <Dialog
      title="Remove this number?"
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            Keep it
          </Button>
          <Button
            look="danger"
            isBusy={remove.isPending}
            onClick={() =>
              remove.mutate(phone.id, {
                onSuccess: () => {
                  onClose()
                  showToast('The number was removed.')
                },
              })
            }
          >
            Remove number
          </Button>
        </>
      }
    >
      <p>
        You get no more texts, not even those that are waiting to be sent. You can add a number again at any
        time.
      </p>
      {remove.error && (
        <p role="alert" className="mt-3 text-13 text-bad">
          {sentenceFor(remove.error)}
        </p>
      )}
    </Dialog>
  )
}

/** The number that is theirs, and what can be done with it. */
export function ProvenPhone({ phone, onChange }: { phone: Phone; onChange: () => void }) {
  const isOnline = useOnline()
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="mt-4 flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <p className="flex min-w-0 flex-col">
          <span dir="ltr" className="tabular text-17 font-semibold whitespace-nowrap">
            <span aria-hidden>{maskedText(phone.masked)}</span>
            <span className="sr-only">Your {spokenNumber(phone.masked)}</span>
          </span>
          <span className="flex items-center gap-1.5 text-13 text-good">
            <BadgeCheck size={16} aria-hidden />
            Verified
          </span>
        </p>
        <div className="flex gap-2">
          <Button look="secondary" disabled={!isOnline} onClick={onChange}>
            Change
          </Button>
          <Button look="danger" disabled={!isOnline} onClick={() => setAsking(true)}>
            Remove
          </Button>
        </div>
      </div>
      {phone.stopped_at && (
        <Note icon={<MessageSquareOff size={16} aria-hidden />}>
          <p className="font-medium text-ink">This phone answered STOP, so we text it nothing.</p>
          <p>Text START to the number our texts came from, and they come again.</p>
        </Note>
      )}
      {!isOnline && (
        <p className="text-13 text-warn">
          You are offline. Your number can be changed when the network is back.
        </p>
      )}
      {isAsking && <RemoveDialog phone={phone} onClose={() => setAsking(false)} />}
    </div>
  )
}
