import { useSyncExternalStore } from 'react'
import { isInstalled, isIos } from '../../lib/display.ts'

/** Not in TypeScript's own types (wicg/manifest-incubations): Chromium hands it out when the app may be installed. */
type InstallPromptEvent = Event & { prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }> }

/** `prompt`: the browser asks at a press; `ios`: the person does it by the share menu; null: installed, or not possible. */
export type InstallWay = 'prompt' | 'ios' | null

const laterKey = 'orderline:install-later'
/** Who said "not now" is not asked again before. */
const restMs = 90 * 24 * 60 * 60_000

const watchers = new Set<() => void>()
let held: InstallPromptEvent | null = null
const say = () => {
  for (const watch of watchers) watch()
}

/** The browser speaks once, soon after the page has loaded: call before anything is drawn. */
export function listenForInstall(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    // the browser's own bar would come when it likes, over whatever the person does
    event.preventDefault()
    held = event as InstallPromptEvent
    say()
  })
  window.addEventListener('appinstalled', () => {
    held = null
    say()
  })
}

function way(): InstallWay {
  if (isInstalled()) return null
  if (held) return 'prompt'
  return isIos() ? 'ios' : null
}

function isResting(): boolean {
  try {
    return Date.now() - Number(localStorage.getItem(laterKey) ?? 0) < restMs
  } catch {
    return false
  }
}

function watch(watcher: () => void) {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

/** How the app can be installed here. */
export const useInstallWay = () => useSyncExternalStore(watch, way)

/** The same, unless the person has said "not now". */
export const useInstallOffer = () => useSyncExternalStore(watch, () => (isResting() ? null : way()))

/** Lets the browser ask, right after a press. */
export async function install(): Promise<void> {
  const asked = held
  // a prompt can be shown once
  held = null
  const { outcome } = (await asked?.prompt()) ?? { outcome: 'dismissed' }
  if (outcome === 'dismissed') later()
  else say()
}

export function later(): void {
  try {
    localStorage.setItem(laterKey, String(Date.now()))
  } catch {
    // without storage it is asked again at the next visit
  }
  say()
}
