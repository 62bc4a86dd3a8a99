import { match, notStrictEqual, strictEqual } from 'node:assert/strict'
import { addressOf, hashAddress } from './address.ts'

const of = (headers: Record<string, string>) => addressOf(new Headers(headers))

Deno.test('a request is counted where the edge says it came from', () => {
  strictEqual(of({ 'x-forwarded-for': '203.0.113.9, 10.0.0.1' }), '203.0.113.9')
  strictEqual(of({ 'cf-connecting-ip': '203.0.113.9', 'x-forwarded-for': '1.2.3.4' }), '203.0.113.9')
  strictEqual(of({}), 'unknown')
})

Deno.test('a household with a whole IPv6 network is one address', () => {
  const here = of({ 'x-forwarded-for': '2001:db8:1:2:aaaa::1' })
  strictEqual(here, '2001:db8:1:2::/64')
  strictEqual(of({ 'x-forwarded-for': '2001:0DB8:0001:0002:ffff:ffff:ffff:ffff' }), here)
  strictEqual(of({ 'x-forwarded-for': '2001:db8:1::9' }), '2001:db8:1:0::/64')
  strictEqual(of({ 'x-forwarded-for': '::1' }), '0:0:0:0::/64')
  strictEqual(of({ 'x-forwarded-for': '::ffff:203.0.113.9' }), '203.0.113.9')
})

Deno.test('an address cannot be read from its hash without the key', () => {
  match(hashAddress('a', '203.0.113.9'), /^[0-9a-f]{32}$/)
  notStrictEqual(hashAddress('a', '203.0.113.9'), hashAddress('b', '203.0.113.9'))
})
