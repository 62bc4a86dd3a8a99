import { useEffect, useState } from 'react'
import { useNow } from '../../lib/use-now.ts'
import { isThere, type Journey, spokenText } from './arrival.ts'
import { freshnessOf } from './freshness.ts'
import { nextSpoken, type Spoken } from './speaking.ts'
import { arrivalWords } from './words/arrival.ts'

/** The map in words, said politely and seldom. */
export function SpokenMap({ journey }: { journey: Journey }) {
  arrivalWords.use()
  const now = useNow(5_000)
  const [spoken, setSpoken] = useState<Spoken | null>(null)
  const { position, share, crossings } = journey.tracking
  const status = share?.status ?? 'stopped'
  const fresh = position ? freshnessOf(position, status, now) : 'none'
  const state = [status, fresh, journey.next, isThere(crossings, journey.next)].join()
  const text = spokenText(journey, now)
  useEffect(() => setSpoken((last) => nextSpoken(last, text, state, Date.now())), [text, state])
  return (
    <p aria-live="polite" className="sr-only">
      {spoken?.text}
    </p>
  )
}
