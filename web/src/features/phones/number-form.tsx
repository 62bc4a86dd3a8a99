import { type FormEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useOnline } from '../../lib/online.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { countries, likelyCountry } from './countries.ts'
import { phoneSentence } from './phone-words.ts'
import { type NewNumber, sendCode } from './phones-query.ts'
import { phonesWords } from './words.ts'

type Sent = Awaited<ReturnType<typeof sendCode>>

/** Asks for a number as one writes it at home, and has a code sent there. */
export function NumberForm({
  onSent,
  onCancel,
}: {
  onSent: (sent: Sent, asked: NewNumber) => void
  onCancel?: () => void
}) {
  const words = phonesWords.use()
  const isOnline = useOnline()
  const countryId = useId()
  const places = useMemo(() => countries(), [])
  const [country, setCountry] = useState(() => likelyCountry())
  const [sentence, setSentence] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const isChange = onCancel !== undefined
  useEffect(() => {
    // the first form was not asked for, so it takes no focus
    if (isChange) field.current?.focus()
  }, [isChange])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const number = String(new FormData(event.currentTarget).get('tel') ?? '').trim()
    if (isBusy) return
    if (number === '') {
      setSentence(words.empty)
      return field.current?.focus()
    }
    setBusy(true)
    setSentence(null)
    try {
      onSent(await sendCode({ number, country }), { number, country })
    } catch (error) {
      setSentence(phoneSentence(error))
      field.current?.focus()
    }
    setBusy(false)
  }

  return (
    <form onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
      <div className="flex flex-col gap-4 sm:flex-row">
        <div className="flex flex-col gap-1 sm:w-56">
          <label htmlFor={countryId} className="text-13 font-medium text-ink-soft">
            {words.country}
          </label>
          <select
            id={countryId}
            autoComplete="country"
            value={country}
            onChange={(event) => setCountry(event.target.value)}
            className="h-11 w-full rounded-control border border-line-strong bg-surface px-3 text-15 text-ink focus-visible:outline-offset-0 max-md:text-[16px]"
          >
            {places.map(({ code, callingCode, name }) => (
              <option key={code} value={code}>
                {name} {`\u2066(+${callingCode})\u2069`}
              </option>
            ))}
          </select>
        </div>
        <TextField
          ref={field}
          label={words.mobile}
          name="tel"
          type="tel"
          inputMode="tel"
          autoComplete="tel"
          maxLength={40}
          dir="ltr"
          error={sentence}
          className="flex-1"
        />
      </div>
      <p className="text-13 text-pretty text-ink-soft">{words.smallPrint}</p>
      {!isOnline && <p className="text-13 text-warn">{words.offlineSend}</p>}
      <div className="flex flex-col gap-2 sm:flex-row">
        <Button type="submit" isBusy={isBusy} disabled={!isOnline}>
          {words.sendCode}
        </Button>
        {onCancel && (
          <Button look="quiet" onClick={onCancel}>
            {words.keepOld}
          </Button>
        )}
      </div>
    </form>
  )
}
