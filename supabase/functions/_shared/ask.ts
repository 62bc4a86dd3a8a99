/** What a provider answered. `isCut`: the body did not come whole, because it was too long, too slow or broke off. */
export type Answer = { status: number; headers: Headers; text: string; isCut: boolean }

/** No answer. `not_sent`: the connection never stood, so the provider cannot have acted on it. */
export type Silence = { silence: 'not_sent' | 'timeout' | 'broken'; error: string }

export type Limits = { timeoutMs: number; maxBytes: number }

// Deno names the phase in which a request failed only in its message
const neverConnected = /client error \(Connect\)/

/**
 * Sends one request to a provider and reads a bounded answer. Redirects are never followed: they come back as they are.
 * Throws nothing that the network or the other side can cause.
 */
export async function ask(url: URL, init: RequestInit, limits: Limits): Promise<Answer | Silence> {
  const signal = AbortSignal.timeout(limits.timeoutMs)
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal })
    return {
      status: response.status,
      headers: response.headers,
      ...(await readBounded(response, limits.maxBytes)),
    }
  } catch (cause) {
    const error = cause instanceof Error ? cause.message : String(cause)
    if (neverConnected.test(error)) return { silence: 'not_sent', error }
    return { silence: signal.aborted ? 'timeout' : 'broken', error }
  }
}

async function readBounded(response: Response, maxBytes: number): Promise<{ text: string; isCut: boolean }> {
  // what a push service says when all is well: opening an empty body costs as much as half the request
  if (response.headers.get('content-length') === '0') {
    await response.body?.cancel()
    return { text: '', isCut: false }
  }
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk.subarray(0, maxBytes - bytes), { stream: true })
      bytes += chunk.length
      if (bytes > maxBytes) return { text, isCut: true }
    }
  } catch {
    return { text, isCut: true }
  }
  return { text, isCut: false }
}
