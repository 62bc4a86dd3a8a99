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
import { menuWords, type Words } from './words.ts'

const reasons = [
  'abuse',
  'spam',
  'scam',
  'private_data',
  'other',
] as const satisfies (keyof Words['reasons'])[]
type Reason = (typeof reasons)[number]

/** Tells staff of a message. Who wrote it does not learn of it. */
export function ReportDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const words = menuWords.use()
  const [reason, setReason] = useState<Reason>('abuse')
  const [comment, setComment] = useState('')
  const report = useMutation({
    mutationFn: () => rowsOf(supabase.rpc('report_message', { message_id: message.id, reason, comment })),
    onSuccess: () => {
      onClose()
      showToast(words.reported)
    },
  })
  return (
    <Dialog
      title={words.reportTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button isBusy={report.isPending} onClick={() => report.mutate()}>
            {words.report}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-13 text-ink-soft">{words.reportDetail}</p>
        <RadioChoice
          legend={words.reportWhat}
          name="reason"
          options={reasons.map((value) => ({ value, label: words.reasons[value] }))}
          chosen={reason}
          onChoose={setReason}
        />
        <TextArea
          label={words.reportMore}
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
