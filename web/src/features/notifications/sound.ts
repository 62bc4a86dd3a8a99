import { useSyncExternalStore } from 'react'

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

/** Two soft notes, made here: no file to load, and nothing before the person has pressed something on the page. */
async function play(): Promise<void> {
  const audio = new AudioContext()
  for (const [at, hertz] of [660, 880].entries()) {
    const note = audio.createOscillator()
    const volume = audio.createGain()
    const begin = audio.currentTime + at * 0.12
    note.frequency.value = hertz
    volume.gain.setValueAtTime(0.0001, begin)
    volume.gain.exponentialRampToValueAtTime(0.12, begin + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.25)
    note.connect(volume).connect(audio.destination)
    note.start(begin)
    note.stop(begin + 0.3)
  }
  await new Promise((resolve) => setTimeout(resolve, 600))
  await audio.close()
}

/** Rings in one tab of the browser, however many are open; not at all unless the person asked for it. */
export function ringOnce(): void {
  if (!isOn()) return
  void navigator.locks
    ?.request('orderline-ring', { ifAvailable: true }, (lock) => (lock ? play() : undefined))
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
