import { useSyncExternalStore } from 'react'

export type Theme = 'system' | 'light' | 'dark'
const key = 'orderline:theme'
const watchers = new Set<() => void>()

function readTheme(): Theme {
  const stored = localStorage.getItem(key)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Sets and keeps the look; `system` follows the device. public/theme.js applies it before the first paint. */
export function setTheme(theme: Theme) {
  if (theme === 'system') {
    localStorage.removeItem(key)
    delete document.documentElement.dataset.theme
  } else {
    localStorage.setItem(key, theme)
    document.documentElement.dataset.theme = theme
  }
  for (const watch of watchers) watch()
}

function watchTheme(watch: () => void) {
  watchers.add(watch)
  return () => watchers.delete(watch)
}

export const useTheme = () => useSyncExternalStore(watchTheme, readTheme)
