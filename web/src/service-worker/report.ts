export type Kind = 'shown' | 'clicked' | 'dismissed'

/**
 * Tells the server what became of a push, at its signed address. Never fails and is not tried again: it is a number in a
 * statistic, the person waits for the page.
 */
export async function report(
  address: string | null,
  kind: Kind,
  action: string | null,
  fetchNow: typeof fetch,
): Promise<void> {
  if (!address) return
  // text/plain: a browser asks leave first for JSON to another origin, and the worker may be stopped meanwhile
  const headers = { 'content-type': 'text/plain' }
  const body = JSON.stringify({ kind, ...(action && { action }) })
  await fetchNow(address, { method: 'POST', headers, body, keepalive: true, credentials: 'omit' }).catch(
    () => undefined,
  )
}
