import { isIPv4, isIPv6 } from 'node:net'

// What IANA lists as not reachable from everywhere, or as standing for another address: iana-ipv4-special-registry.
const inner4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const

// Everything public is inside 2000::/3; these parts of it are not, or carry an IPv4 address: iana-ipv6-special-registry.
const inner6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

/** Whether an IP address, as a resolver spells it, is one of the public internet. What cannot be read is not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !inner4.some(([base, bits]) => isWithin(bytes4(address), bytes4(base), bits))
  if (!isIPv6(address) || address.includes('.') || address.includes('%')) return false
  const bytes = bytes6(address)
  return (
    isWithin(bytes, bytes6('2000::'), 3) &&
    !inner6.some(([base, bits]) => isWithin(bytes, bytes6(base), bits))
  )
}

function isWithin(address: number[], base: readonly number[], bits: number): boolean {
  return address.every((byte, i) => {
    const left = Math.max(0, Math.min(8, bits - i * 8))
    const mask = (0xff << (8 - left)) & 0xff
    return (byte & mask) === ((base[i] ?? 0) & mask)
  })
}

const bytes4 = (address: string) => address.split('.').map(Number)

function bytes6(address: string): number[] {
  const [head = '', tail] = address.split('::')
  const groups = (part: string) => (part ? part.split(':') : [])
  const before = groups(head)
  const after = tail === undefined ? [] : groups(tail)
  const all = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => '0'), ...after]
  return all.flatMap((group) => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 0xff]
  })
}
