import { strictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { wayTo } from './way.ts'

const app = 'https://orderline.example/'

Deno.test('a click leads into the app, or to the https address stored with the notification', () => {
  for (const [stored, way] of [
    ['/orders/7', `${app}orders/7`],
    ['/orders/7?chat#last', `${app}orders/7?chat#last`],
    ['/', app],
    ['https://shop.example/offer?id=1', 'https://shop.example/offer?id=1'],
    ['HTTPS://shop.example/', 'https://shop.example/'],
  ] as const)
    strictEqual(wayTo(stored, app), way)
  strictEqual(wayTo('/orders/7', 'http://127.0.0.1:5173'), 'http://127.0.0.1:5173/orders/7')
})

Deno.test('a row that a mistake or an attacker wrote leads to the start page, never elsewhere', () => {
  for (const stored of [
    '//evil.example/x',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n/evil.example',
    'http://evil.example/',
    'https:evil.example',
    'https://ada:secret@evil.example/',
    'https://orderline.example@evil.example/',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    '',
    'https://',
  ])
    strictEqual(wayTo(stored, app), app, JSON.stringify(stored))
})

Deno.test('whatever stands in a row, a click stays in the app or goes to https as it was written', () => {
  const parts = fc.constantFrom(
    '/',
    '\\',
    '\t',
    '\n',
    '@',
    ':',
    'evil.example',
    '..',
    '%2f',
    'https:',
    ' ',
    '?',
    '#',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 8 }), (pieces) => {
      const stored = pieces.join('')
      const way = new URL(wayTo(stored, app))
      if (stored.startsWith('/')) strictEqual(way.origin, new URL(app).origin)
      else strictEqual(way.protocol, 'https:')
      strictEqual(way.username + way.password, '')
    }),
    { numRuns: 2000 },
  )
})
