import { strictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { isPublicAddress } from './public-address.ts'

Deno.test('an address of the public internet may be asked', () => {
  for (const address of [
    '93.184.216.34',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::5',
  ])
    strictEqual(isPublicAddress(address), true, address)
})

Deno.test('an address of an inner network, or one that stands for it, may not', () => {
  for (const address of [
    ...[
      '127.0.0.1',
      '127.255.255.255',
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...[
      '192.168.1.1',
      '192.0.0.192',
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '100::1',
      'fc00::1',
      'fd12::1',
    ],
    ...[
      'fe80::1',
      'fe80::1%eth0',
      'fec0::1',
      'ff02::1',
      '2001:db8::1',
      '2001::1',
      '2002:7f00:1::',
      '3fff::1',
    ],
    ...['', 'localhost', '127.1', '2130706433', '0x7f.1', '1.1.1.1.', ' 1.1.1.1', '2606:4700::1.1.1.1'],
  ])
    strictEqual(isPublicAddress(address), false, address)
})

Deno.test('no address of a private block is public, whatever its other bytes are', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(byte, byte, byte, (a, b, c) => {
      for (const address of [
        `10.${a}.${b}.${c}`,
        `127.${a}.${b}.${c}`,
        `192.168.${a}.${b}`,
        `169.254.${a}.${b}`,
      ])
        strictEqual(isPublicAddress(address), false, address)
      const hex = (n: number) => n.toString(16)
      for (const address of [
        `fd${hex(a).padStart(2, '0')}::${hex(b)}`,
        `::ffff:${hex(a)}:${hex(b)}`,
        `2002:${hex(a)}:${hex(b)}::`,
      ])
        strictEqual(isPublicAddress(address), false, address)
    }),
  )
})
