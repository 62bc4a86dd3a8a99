import { BadgeCheck, MessageSquareOff } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Note } from '../../ui/section.tsx'
import { showToast } from '../../ui/toast.tsx'
import { maskedText, spokenEnding } from './phone-words.ts'
import { type Phone, useRemovePhone } from './phones-query.ts'
import { phonesWords } from './words.ts'

function RemoveDialog({ phone, onClose }: { phone: Phone; onClose: () => void }) {
  const words = phonesWords.use()
  const remove = useRemovePhone()
  return (
    <Dialog
      title={words.removeTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.keep}
          </Button>
          <Button
            look="danger"
            isBusy={remove.isPending}
            onClick={() =>
              remove.mutate(phone.id, {
                onSuccess: () => {
                  onClose()
                  showToast(words.removed)
                },
              })
            }
          >
            {words.removeNumber}
          </Button>
        </>
      }
    >
      <p>{words.removeDetail}</p>
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
  const words = phonesWords.use()
  const isOnline = useOnline()
  const [isAsking, setAsking] = useState(false)
  return (
    <div className="mt-4 flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-3">
        <p className="flex min-w-0 flex-col">
          <span dir="ltr" className="tabular text-17 font-semibold whitespace-nowrap">
            <span aria-hidden>{maskedText(phone.masked)}</span>
            <span className="sr-only">{words.yourNumber(spokenEnding(phone.masked))}</span>
          </span>
          <span className="flex items-center gap-1.5 text-13 text-good">
            <BadgeCheck size={16} aria-hidden />
            {words.verified}
          </span>
        </p>
        <div className="flex gap-2">
          <Button look="secondary" disabled={!isOnline} onClick={onChange}>
            {words.change}
          </Button>
          <Button look="danger" disabled={!isOnline} onClick={() => setAsking(true)}>
            {words.remove}
          </Button>
        </div>
      </div>
      {phone.stopped_at && (
        <Note icon={<MessageSquareOff size={16} aria-hidden />}>
          <p className="font-medium text-ink">{words.stopped}</p>
          <p>{words.start}</p>
        </Note>
      )}
      {!isOnline && <p className="text-13 text-warn">{words.offlineChange}</p>}
      {isAsking && <RemoveDialog phone={phone} onClose={() => setAsking(false)} />}
    </div>
  )
}
