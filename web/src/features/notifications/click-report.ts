import { env } from '../../lib/env.ts'

/** The token that a push puts into an address of the app, for browsers that open it without our service worker. */
const parameter = 'via'
const shape = /^[\w-]{38}$/

/** The address without the token, and the token. */
export function withoutToken(href: string): { token: string | null; path: string } {
  const url = new URL(href)
  const given = url.searchParams.get(parameter)
  url.searchParams.delete(parameter)
  return { token: given && shape.test(given) ? given : null, path: url.pathname + url.search + url.hash }
}

/**
 * Reports the click that opened this page and takes the token out of the address, before anybody can copy or bookmark it.
 * Called once, before the app starts. Never fails.
 */
export function reportClick(): void {
  if (!window.location.search.includes(`${parameter}=`)) return
  const { token, path } = withoutToken(window.location.href)
  window.history.replaceState(window.history.state, '', path)
  if (!token) return
  const body = JSON.stringify({ kind: 'clicked' })
  const headers = { 'content-type': 'text/plain' }
  void fetch(`${env.supabaseUrl}/functions/v1/link-click/${token}`, {
    method: 'POST',
    headers,
    body,
    keepalive: true,
    credentials: 'omit',
  }).catch(() => undefined)
}
