import { type FormEvent, useId, useState } from 'react'
import { Failure, sentenceFor } from '../../lib/failure.ts'
import { useSession } from '../../lib/session.tsx'
import { fullText } from '../../lib/time.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { yourDataWords } from './words.ts'
import { useErase } from './your-data-calls.ts'

function Points({ title, points }: { title: string; points: string[] }) {
  return (
    <>
      <h3 className="mt-3 text-13 font-semibold text-ink-soft">{title}</h3>
      <ul className="mt-1 list-disc space-y-1 ps-5">
        {points.map((point) => (
          <li key={point} className="text-pretty">
            {point}
          </li>
        ))}
      </ul>
    </>
  )
}

/** What goes, what stays, and the own address typed before anything happens. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const words = yourDataWords.use()
  const form = useId()
  const email = useSession().session?.user.email ?? ''
  const [typed, setTyped] = useState('')
  const erase = useErase()
  const isTyped = typed.trim().toLowerCase() === email.toLowerCase()
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isTyped || erase.isPending) return
    erase.mutate(typed, {
      onSuccess: (due) => {
        showToast(words.asked(fullText(due)))
        onClose()
      },
    })
  }
  const isWrong = erase.error instanceof Failure && erase.error.code === 'address_wrong'
  const refusal = erase.error && (isWrong ? words.confirmWrong : sentenceFor(erase.error))
  return (
    <Dialog
      title={words.eraseTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button look="danger" type="submit" form={form} disabled={!isTyped} isBusy={erase.isPending}>
            {words.erase}
          </Button>
        </>
      }
    >
      <p className="text-pretty">{words.until}</p>
      <Points title={words.goes} points={words.goesList} />
      <Points title={words.stays} points={words.staysList} />
      <form id={form} onSubmit={submit} noValidate className="mt-4">
        <TextField
          label={words.confirmLabel}
          hint={words.confirmHint(email)}
          type="email"
          dir="ltr"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          error={refusal}
        />
      </form>
    </Dialog>
  )
}
