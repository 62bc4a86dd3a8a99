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

const codeOf = (error: unknown) => (error instanceof Failure ? error.code : '')

/** What goes, what stays, and the own address typed before anything happens. */
export function EraseDialog({ onClose }: { onClose: () => void }) {
  const words = yourDataWords.use()
  const form = useId()
  const email = useSession().session?.user.email ?? ''
  const [typed, setTyped] = useState('')
  const [password, setPassword] = useState<string | null>(null)
  const erase = useErase()
  const isTyped = typed.trim().toLowerCase() === email.toLowerCase()
  const isReady = isTyped && password !== ''
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!isReady || erase.isPending) return
    erase.mutate(
      { email: typed.trim(), password },
      {
        onSuccess: (due) => {
          showToast(words.asked(fullText(due)))
          onClose()
        },
        // the field appears, and is where the person goes on
        onError: (error) => codeOf(error) === 'sign_in_again' && setPassword(''),
      },
    )
  }
  const known: Record<string, string | null> = {
    address_wrong: words.confirmWrong,
    invalid_credentials: words.passwordWrong,
    sign_in_again: null,
  }
  const code = codeOf(erase.error)
  const refusal = erase.error && (code in known ? known[code] : sentenceFor(erase.error))
  return (
    <Dialog
      title={words.eraseTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button look="danger" type="submit" form={form} disabled={!isReady} isBusy={erase.isPending}>
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
          error={password === null ? refusal : null}
        />
        {password !== null && (
          <TextField
            label={words.password}
            hint={words.signInAgain}
            type="password"
            name="password"
            autoComplete="current-password"
            autoFocus
            className="mt-4"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            error={refusal}
          />
        )}
      </form>
    </Dialog>
  )
}
