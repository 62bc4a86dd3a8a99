import { useSyncExternalStore } from 'react'
import { chime } from '../../lib/chime.ts'

const key = 'orderline.offer-sound'
const watchers = new Set<() => void>()
const againMs = 4_000

/** On until it is switched off: whoever works by these orders wants to hear them. */
const isOn = (): boolean => localStorage.getItem(key) !== 'off'

function watch(watcher: () => void) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

function ring(): void {
  // a page that was never pressed may neither sound nor shake, and trying is an error in its console
  if (!isOn() || navigator.userActivation?.hasBeenActive === false) return
  navigator.vibrate?.([200, 120, 200])
  void navigator.locks
    ?.request('orderline-ring', { ifAvailable: true }, (lock) => (lock ? chime([880, 660, 880]) : undefined))
    // no sound is no reason to lose the order
    .catch(() => undefined)
}

/** Rings now and again every four seconds until the returned ending is called; one tab of the browser only. */
export function keepRinging(): () => void {
  ring()
  const timer = setInterval(ring, againMs)
  return () => clearInterval(timer)
}

export const ringOnce = ring

/** Whether new orders ring on this device. */
export function useOfferSound() {
  return {
    isOn: useSyncExternalStore(watch, isOn),
    setOn(next: boolean) {
      localStorage.setItem(key, next ? 'on' : 'off')
      for (const watcher of watchers) watcher()
    },
  }
}
