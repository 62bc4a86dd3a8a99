export type BrowserKind = 'chrome' | 'chromeMobile' | 'firefox' | 'safari' | 'installed' | 'other'

/** Which way back from a refusal to describe. `isInstalled`: the app runs in a window of its own, without an address. */
export function browserKind(userAgent: string, isInstalled: boolean): BrowserKind {
  if (isInstalled) return 'installed'
  if (/Firefox\//.test(userAgent)) return /Android/.test(userAgent) ? 'other' : 'firefox'
  // Chrome, Edge, Opera, Samsung and Brave have the same sign beside the address
  if (/Chrome\//.test(userAgent)) return /Android/.test(userAgent) ? 'chromeMobile' : 'chrome'
  if (/iPhone|iPad|iPod/.test(userAgent)) return 'other'
  return /Macintosh.*Safari\//.test(userAgent) ? 'safari' : 'other'
}
