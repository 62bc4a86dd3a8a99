/** Not in TypeScript's own types: Safari says it this way. */
type Standalone = { standalone?: boolean }

/** Whether the app runs from the home screen or a window of its own. */
export const isInstalled = (): boolean =>
  window.matchMedia('(display-mode: standalone)').matches || (navigator as Standalone).standalone === true

/**
 * iPhones and iPads, also where an iPad says that it is a Mac. There no page may offer to be installed: people do it by the
 * share menu, and push works only then.
 */
export function isIos({
  userAgent,
  maxTouchPoints,
}: Pick<Navigator, 'userAgent' | 'maxTouchPoints'> = navigator): boolean {
  return /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)
}
