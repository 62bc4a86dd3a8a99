const shape = /^[\w-]{32}$/

/**
 * The token of a request: the password of HTTP Basic (OwnTracks), the end of the path, or the device identifier (Traccar
 * Client). The first that is there counts; nothing when it cannot be a token at all.
 */
export function tokenOf(request: Request, device: string | null | undefined): string | undefined {
  const path = /\/track\/([^/]+)$/.exec(new URL(request.url).pathname)?.[1]
  const shown = passwordOf(request.headers) ?? path ?? device ?? ''
  return shape.test(shown) ? shown : undefined
}

function passwordOf(headers: Headers): string | undefined {
  const basic = /^Basic +([\w+/=-]+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (!basic) return
  try {
    const pair = atob(basic)
    return pair.slice(pair.indexOf(':') + 1)
  } catch {
    return
  }
}
