import { deepStrictEqual, throws } from 'node:assert/strict'
import { readSender } from './sender.ts'

Deno.test('a sender is a name and an address, or the address alone', () => {
  deepStrictEqual(readSender('Orderline <hello@x.test>'), { name: 'Orderline', email: 'hello@x.test' })
  deepStrictEqual(readSender('"Orderline, Inc." <hello@x.test>'), {
    name: 'Orderline, Inc.',
    email: 'hello@x.test',
  })
  deepStrictEqual(readSender(' hello@x.test '), { email: 'hello@x.test' })
  deepStrictEqual(readSender('<hello@x.test>'), { email: 'hello@x.test' })
})

Deno.test('a sender that nobody can read stops the start', () => {
  for (const text of ['', 'Orderline', 'Orderline <hello>', 'a@b.c, d@e.f', 'Orderline <a@b.c> <d@e.f>'])
    throws(() => readSender(text), /MAIL_FROM/)
})
