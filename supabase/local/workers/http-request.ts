/** A row of net.http_request_queue. */
export type QueuedRequest = {
  id: string
  method: string
  url: string
  headers: Record<string, unknown> | null
  body: Buffer | null
  timeout_milliseconds: number
}

/** What becomes a row of net._http_response. */
export type Answer = {
  status_code: number | null
  content_type: string | null
  headers: Record<string, string> | null
  content: string | null
  timed_out: boolean
  error_msg: string | null
}

/** Upstream refuses longer ones (pg_net.max_timeout_ms), since they would hold up the whole batch. */
const longestTimeoutMs = 600_000

const failed = (error_msg: string, timed_out = false): Answer => ({
  status_code: null,
  content_type: null,
  headers: null,
  content: null,
  timed_out,
  error_msg,
})

/** Sends one request the way pg_net does: redirects followed, every failure an answer. Rejects only when `stop` fires. */
export async function send(request: QueuedRequest, stop: AbortSignal): Promise<Answer> {
  const limit = request.timeout_milliseconds
  if (limit <= 0 || limit > longestTimeoutMs) {
    return failed(
      `timeout_milliseconds must be between 1 and ${longestTimeoutMs} (pg_net.max_timeout_ms), got ${limit}`,
    )
  }
  const started = performance.now()
  const timeout = AbortSignal.timeout(limit)
  try {
    const headers = new Headers(
      Object.entries(request.headers ?? {}).map(([name, value]) => [name, String(value)]),
    )
    headers.set('user-agent', 'pg_net/0.14.0')
    const response = await fetch(request.url, {
      method: request.method.toUpperCase(),
      headers,
      body: request.body ? new Uint8Array(request.body) : null,
      signal: AbortSignal.any([timeout, stop]),
    })
    const text = await response.text()
    return {
      status_code: response.status,
      content_type: response.headers.get('content-type'),
      headers: Object.fromEntries(response.headers),
      // a C string upstream: it ends at the first zero, which text in Postgres cannot hold either
      content: text.split('\0', 1)[0] || null,
      timed_out: false,
      error_msg: null,
    }
  } catch (error) {
    stop.throwIfAborted()
    if (timeout.aborted) {
      const total = (performance.now() - started).toFixed(3)
      return failed(`Timeout of ${limit} ms reached. Total time: ${total} ms`, true)
    }
    return failed(describe(error))
  }
}

// the words of libcurl for what it shares with fetch
function describe(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : undefined
  if (cause?.code === 'ECONNREFUSED') return 'Could not connect to server'
  if (cause?.code === 'ENOTFOUND' || cause?.code === 'EAI_AGAIN') return 'Could not resolve hostname'
  return cause?.message || (error instanceof Error ? error.message : String(error))
}
