import { useSyncExternalStore } from 'react'
import { chime } from '../../lib/chime.ts'

const key = 'orderline.sound'
const watchers = new Set<() => void>()

const isOn = (): boolean => localStorage.getItem(key) === 'on'

function watch(watcher: () => void) {
  watchers.add(watcher)
  window.addEventListener('storage', watcher)
  return () => {
    watchers.delete(watcher)
    window.removeEventListener('storage', watcher)
  }
}

/** Rings in one tab of the browser, however many are open; not at all unless the person asked for it. */
export function ringOnce(): void {
  if (!isOn()) return
  void navigator.locks
    ?.request('orderline-ring', { ifAvailable: true }, (lock) => (lock ? chime([660, 880]) : undefined))
    // a browser that lets nothing sound before a press says so here
    .catch(() => undefined)
}

/** Whether this browser rings when something arrives; off until the person turns it on. */
export function useSound() {
  return {
    isOn: useSyncExternalStore(watch, isOn),
    setOn(next: boolean) {
      localStorage.setItem(key, next ? 'on' : 'off')
      if (next) ringOnce()
      for (const watcher of watchers) watcher()
    },
  }
}
