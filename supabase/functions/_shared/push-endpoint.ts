import { isIP } from 'node:net'

// A browser subscribes at its maker's service, nowhere else: Chrome and its kin, Firefox, Safari, Edge.
const knownHosts = [
  /^fcm\.googleapis\.com$/,
  /^([a-z0-9-]+\.)*push\.services\.mozilla\.com$/,
  /^([a-z0-9-]+\.)*push\.apple\.com$/,
  /^([a-z0-9-]+\.)*notify\.windows\.com$/,
]

/**
 * Whether we may send to a push endpoint. Endpoints are user input and we are inside somebody's network, so everything
 * but https at a known push service is refused: other hosts, IP addresses in any spelling, ports, user names.
 * `extraOrigins` are allowed exactly as written, http too: it is how the sandbox takes part. Asked at save and at send.
 */
export function isPushEndpoint(endpoint: string, extraOrigins: readonly string[] = []): boolean {
  const url = URL.parse(endpoint)
  if (!url || endpoint.length > 2000 || url.username || url.password) return false
  if (extraOrigins.includes(url.origin)) return true
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    isIP(url.hostname) === 0 &&
    knownHosts.some((host) => host.test(url.hostname))
  )
}

/** A setting such as `PUSH_EXTRA_ORIGINS`: origins with commas between. Throws when one is no origin. */
export function parseOrigins(list = '', setting = 'PUSH_EXTRA_ORIGINS'): string[] {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
    .map((item) => {
      const origin = URL.parse(item)?.origin
      if (origin !== item)
        throw new Error(`${setting}: "${item}" is no origin such as https://push.example.com`)
      return origin
    })
}
