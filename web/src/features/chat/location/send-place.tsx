import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Spinner } from '../../../ui/spinner.tsx'
import { composerWords } from '../composer/words.ts'
import { accuracyWords, askPlace, type Place, type PlaceAnswer } from './ask-place.ts'

/** Sends where one is, once: asks the device, shows how exact it is, and sends only what the person has seen. */
export function SendPlace({ onSend, onClose }: { onSend: (place: Place) => void; onClose: () => void }) {
  const words = composerWords.use()
  const [answer, setAnswer] = useState<PlaceAnswer | null>(null)
  // an answer that comes after the dialog was closed, or was asked for again, is nobody's
  const asked = useRef(0)

  const ask = useCallback(async () => {
    const mine = ++asked.current
    setAnswer(null)
    const next = await askPlace(navigator.geolocation)
    if (asked.current === mine) setAnswer(next)
  }, [])
  useEffect(() => {
    void ask()
    return () => {
      asked.current++
    }
  }, [ask])

  const place = answer?.kind === 'found' ? answer.place : null
  return (
    <Dialog
      title={words.sendPlace}
      onClose={onClose}
      actions={
        <>
          <Button look="secondary" onClick={onClose}>
            {words.cancel}
          </Button>
          {answer?.kind === 'failed' ? (
            <Button onClick={() => void ask()}>{words.tryAgain}</Button>
          ) : (
            <Button
              isBusy={answer === null}
              onClick={() => {
                if (place) onSend(place)
                onClose()
              }}
            >
              {words.send}
            </Button>
          )}
        </>
      }
    >
      <div className="flex min-h-16 items-center gap-3" aria-live="polite">
        {answer === null && (
          <>
            <Spinner /> <p>{words.finding}</p>
          </>
        )}
        {answer?.kind === 'failed' && <p role="alert">{answer.why}</p>}
        {place && <Found place={place} />}
      </div>
    </Dialog>
  )
}

function Found({ place }: { place: Place }) {
  const words = composerWords.use()
  const { text, isRough } = accuracyWords(place.accuracy_m)
  return (
    <div>
      <p className="font-semibold">{text}</p>
      <p dir="ltr" className="tabular text-13 text-ink-soft rtl:text-end">
        {place.lat.toFixed(5)}, {place.lng.toFixed(5)}
      </p>
      <p className="pt-1 text-13 text-ink-soft">{isRough ? words.roughPlace : words.seenByAll}</p>
    </div>
  )
}
