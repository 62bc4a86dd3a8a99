import { useEffect } from 'react'
import { chime } from '../../lib/chime.ts'

const againMs = 3_000

function ring(hertz: readonly number[]): void {
  // a page that was never pressed may neither sound nor shake, and trying is an error in its console
  if (navigator.userActivation?.hasBeenActive === false) return
  void navigator.locks
    ?.request('orderline-call-ring', { ifAvailable: true }, (lock) => (lock ? chime(hertz) : undefined))
    .catch(() => undefined)
}

const incoming = [660, 880, 660, 880]
const outgoing = [440, 440]

/** Rings, and shakes the phone, while a call waits to be answered; in one tab of the browser only. */
export function useRinging(which: 'incoming' | 'outgoing'): void {
  useEffect(() => {
    const once = () => {
      ring(which === 'incoming' ? incoming : outgoing)
      if (which === 'incoming' && navigator.userActivation?.hasBeenActive)
        navigator.vibrate?.([400, 200, 400])
    }
    once()
    const timer = setInterval(once, againMs)
    return () => {
      clearInterval(timer)
      navigator.vibrate?.(0)
    }
  }, [which])
}
