import { createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { bytes, toHex } from './bytes.ts'

/**
 * Where a request came from, as the platform's edge wrote it. Outside that edge anybody can write these headers, so this
 * is a hint: no other limit depends on it.
 */
export function addressOf(headers: Headers): string {
  const first = headers.get('x-forwarded-for')?.split(',')[0]?.trim()
  const address = (headers.get('cf-connecting-ip')?.trim() || first || 'unknown').toLowerCase()
  return isIPv6(address) ? network64(address) : address
}

/** A household has a whole /64, so that is what counts. */
function network64(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (mapped) return mapped
  const [left = '', right] = address.split('::')
  const head = left.split(':').filter(Boolean)
  const tail = (right ?? '').split(':').filter(Boolean)
  const zeros = right === undefined ? 0 : 8 - head.length - tail.length
  const groups = [...head, ...Array.from({ length: Math.max(zeros, 0) }, () => '0'), ...tail]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** Keyed, so that the table of hashes tells nobody who was here. 128 bits in hex. */
export function hashAddress(secret: string, address: string): string {
  return toHex(bytes(createHmac('sha256', secret).update(`address:${address}`).digest())).slice(0, 32)
}
