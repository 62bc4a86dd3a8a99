import { type FormEvent, useEffect, useRef, useState } from 'react'
import { FunctionFailure } from '../../lib/functions.ts'
import { useOnline } from '../../lib/online.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { clockText, type PendingCode } from './pending-code.ts'
import { isolatedNumber, phoneSentence, spokenEnding } from './phone-words.ts'
import { useCheckCode } from './phones-query.ts'
import { phonesWords } from './words.ts'

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
  const words = phonesWords.use()
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
      setSaid(words.onItsWay)
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
      <p className="tabular">
        <span aria-hidden>{words.sentTo(isolatedNumber(pending.masked))}</span>
        <span className="sr-only">{words.sentTo(words.theNumber(spokenEnding(pending.masked)))}</span>
      </p>
      <TextField
        ref={field}
        label={words.code}
        name="code"
        value={code}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        dir="ltr"
        hint={mustAsk ? undefined : words.goodFor(clockText((pending.expiresAt - now) / 1000))}
        error={sentence ?? (hasExpired ? words.expired : null)}
        disabled={mustAsk}
        onChange={(event) => {
          const typed = event.target.value
          setCode(typed)
          if (isWhole(typed) && isOnline) void prove(typed)
        }}
        className="tabular sm:max-w-80"
      />
      {!isOnline && <p className="text-13 text-warn">{words.offlineCheck}</p>}
      <div className="flex flex-col gap-2 sm:flex-row sm:items-center">
        {!mustAsk && (
          <Button type="submit" isBusy={check.isPending} disabled={!isOnline}>
            {words.verify}
          </Button>
        )}
        <Button
          look={mustAsk ? 'primary' : 'secondary'}
          isBusy={isSending}
          disabled={!isOnline || untilAgainS > 0}
          onClick={() => void again()}
          className="tabular"
        >
          {untilAgainS > 0 ? words.sendAgainIn(clockText(untilAgainS)) : words.sendAgain}
        </Button>
        <Button look="quiet" onClick={onOther}>
          {words.otherNumber}
        </Button>
      </div>
      <p role="status" className="text-13 text-ink-soft empty:hidden">
        {said}
      </p>
    </form>
  )
}
