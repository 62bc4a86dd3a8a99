import { isIP } from 'node:net'
import { isPublicAddress } from '../_shared/public-address.ts'

/** The addresses of a name, IPv4 and IPv6; throws when there are none or nobody can be asked. */
export type Resolve = (host: string) => Promise<string[]>

export type PageAddress = {
  url: URL
  /** What the name stood for when it was looked at; the connection goes there and nowhere else. */
  ip: string
  port: number
}

const mostCharacters = 2000

/**
 * Where a page may be fetched from, or nothing. Addresses in messages are written by anybody and we are inside somebody's network:
 * http and https on their own ports, a name and no IP in any spelling, no user name, and every address of the name public.
 * `extraOrigins` are allowed exactly as written: it is how the sandbox takes part.
 */
export async function pageAddress(
  text: string,
  resolve: Resolve,
  extraOrigins: readonly string[],
): Promise<PageAddress | undefined> {
  const url = URL.parse(text)
  if (!url || text.length > mostCharacters || url.username || url.password) return
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  if (extraOrigins.includes(url.origin)) return { url, ip: url.hostname, port }
  const host = url.hostname
  if (url.port || isIP(host) !== 0 || host.startsWith('[') || !/^([a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/.test(host))
    return
  const addresses = await resolve(host)
  const [ip] = addresses
  if (!ip || !addresses.every(isPublicAddress)) return
  return { url, ip, port }
}
