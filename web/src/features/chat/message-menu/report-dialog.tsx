import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { rowsOf, sentenceFor } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { Button } from '../../../ui/button.tsx'
import { RadioChoice } from '../../../ui/choice.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { TextArea } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toast.tsx'
import type { Message } from '../log/message.ts'

const reasons = [
  { value: 'abuse', label: 'It insults or threatens' },
  { value: 'spam', label: 'Spam' },
  { value: 'scam', label: 'It wants money or data by a trick' },
  { value: 'private_data', label: 'It shows private data' },
  { value: 'other', label: 'Something else' },
] as const
type Reason = (typeof reasons)[number]['value']

/** Tells staff of a message. Who wrote it does not learn of it. */
export function ReportDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const [reason, setReason] = useState<Reason>('abuse')
  const [comment, setComment] = useState('')
  const report = useMutation({
    mutationFn: () => rowsOf(supabase.rpc('report_message', { message_id: message.id, reason, comment })),
    onSuccess: () => {
      onClose()
      showToast('Reported. Our staff will look at it.')
    },
  })
  return (
    <Dialog
      title="Report this message?"
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button isBusy={report.isPending} onClick={() => report.mutate()}>
            Report
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-13 text-ink-soft">
          Our staff see the message and your name. Its author does not learn of it.
        </p>
        <RadioChoice
          legend="What is wrong with it?"
          name="reason"
          options={reasons}
          chosen={reason}
          onChoose={setReason}
        />
        <TextArea
          label="Anything else? (optional)"
          dir="auto"
          maxLength={500}
          value={comment}
          onChange={({ target }) => setComment(target.value)}
        />
        {report.error && (
          <p role="alert" className="text-13 text-bad">
            {sentenceFor(report.error)}
          </p>
        )}
      </div>
    </Dialog>
  )
}
