import { type FormEvent, type ReactNode, useId } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { historyWords } from './words/history.ts'

/** A form about money: what it asks, one button, and why the last press was refused. */
export function MoneyDialog({
  title,
  button,
  isBusy,
  error,
  onSubmit,
  onClose,
  children,
}: {
  title: string
  button: string
  isBusy: boolean
  error: unknown
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) {
  const words = historyWords.use()
  const isOnline = useOnline()
  const formId = useId()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy) onSubmit()
  }
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button type="submit" form={formId} isBusy={isBusy} disabled={!isOnline}>
          {button}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        {children}
        {Boolean(error) && (
          <p role="alert" className="text-bad">
            {sentenceFor(error)}
          </p>
        )}
        {!isOnline && <p className="text-13 text-ink-soft">{words.offline}</p>}
      </form>
    </Dialog>
  )
}
