import { type FormEvent, useEffect, useRef, useState } from 'react'
import { FunctionFailure } from '../../lib/functions.ts'
import { useOnline } from '../../lib/online.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { clockText, type PendingCode } from './pending-code.ts'
import { maskedText, phoneSentence, spokenNumber } from './phone-words.ts'
import { useCheckCode } from './phones-query.ts'

const codeLength = 6
const isWhole = (typed: string) => typed.normalize('NFKC').replace(/[^\p{Nd}]/gu, '').length === codeLength

/** The code that came: typed, pasted or filled in by the phone; whole, it is sent by itself. */
export function CodeForm({
  pending,
  onProven,
  onAgain,
  onOther,
}: {
  pending: PendingCode
  onProven: () => void
  /** Has another code sent to the same number; throws a Failure. */
  onAgain: () => Promise<void>
  onOther: () => void
}) {
  const isOnline = useOnline()
  const now = useNow(1000).getTime()
  const check = useCheckCode()
  const field = useRef<HTMLInputElement>(null)
  const [code, setCode] = useState('')
  const [sentence, setSentence] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const [isSending, setSending] = useState(false)
  // a code that ran out of time or tries: only a new one helps
  const [isOver, setOver] = useState(false)
  const untilAgainS = (pending.resendAt - now) / 1000
  const hasExpired = pending.expiresAt <= now
  useEffect(() => field.current?.focus(), [])

  async function prove(typed: string) {
    if (check.isPending || typed.trim() === '') return
    setSentence(null)
    setSaid('')
    try {
      await check.mutateAsync(typed)
      onProven()
    } catch (error) {
      setSentence(phoneSentence(error))
      const isSpent =
        error instanceof FunctionFailure &&
        (error.code === 'code_expired' || error.code === 'too_many_checks' || error.checksLeft === 0)
      if (isSpent) setOver(true)
      if (error instanceof FunctionFailure) setCode('')
      field.current?.focus()
    }
  }

  async function again() {
    setSending(true)
    setSentence(null)
    try {
      await onAgain()
      setSaid('The code is on its way once more.')
      setOver(false)
      setCode('')
      field.current?.focus()
    } catch (error) {
      setSentence(phoneSentence(error))
    }
    setSending(false)
  }

  const submit = (event: FormEvent) => {
    event.preventDefault()
    void prove(code)
  }
  const mustAsk = isOver || hasExpired
  return (
    <form onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
      <p>
        We sent a code to{' '}
        <strong dir="ltr" className="tabular font-semibold whitespace-nowrap">
          <span aria-hidden>{maskedText(pending.masked)}</span>
          <span className="sr-only">the {spokenNumber(pending.masked)}</span>
        </strong>
        .
      </p>
      <TextField
        ref={field}
        label="Code from the text"
        name="code"
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        dir="ltr"
        hint={mustAsk ? undefined : `Good for ${clockText((pending.expiresAt - now) / 1000)} more`}
        error={sentence ?? (hasExpired ? 'This code has expired. Ask for a new one.' : null)}
        disabled={mustAsk}
        onChange={(event) => {
          const typed = event.target.value
          setCode(typed)
          if (isWhole(typed) && isOnline) void prove(typed)
        }}
        className="tabular sm:max-w-80"
      />
      {!isOnline && (
        <p className="text-13 text-warn">You are offline. The code is checked when the network is back.</p>
      )}
      <div className="flex flex-col gap-2 sm:flex-row sm:items-center">
        {!mustAsk && (
          <Button type="submit" isBusy={check.isPending} disabled={!isOnline}>
            Verify
          </Button>
        )}
        <Button
          look={mustAsk ? 'primary' : 'secondary'}
          isBusy={isSending}
          disabled={!isOnline || untilAgainS > 0}
          onClick={() => void again()}
          className="tabular"
        >
          {untilAgainS > 0 ? `Send again in ${clockText(untilAgainS)}` : 'Send again'}
        </Button>
        <Button look="quiet" onClick={onOther}>
          Use another number
        </Button>
      </div>
      <p role="status" className="text-13 text-ink-soft empty:hidden">
        {said}
      </p>
    </form>
  )
}
