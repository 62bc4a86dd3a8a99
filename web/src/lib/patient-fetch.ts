/**
 * A fetch that gives up on the API after `ms`: on a connection that died without a word (a lift, a new mobile cell) the
 * browser itself would wait for minutes, and whoever waits for the answer with it. Uploads take as long as they take.
 */
export function patientFetch(ms: number, fetchNow: typeof fetch = fetch): typeof fetch {
  return (input, init) => {
    const isCall = String(input instanceof Request ? input.url : input).includes('/rest/v1/')
    if (!isCall || init?.signal) return fetchNow(input, init)
    return fetchNow(input, { ...init, signal: AbortSignal.timeout(ms) })
  }
}
