import { expect, test } from 'vitest'
import { nextPath } from './paths.ts'

test('a person who signs in goes where they wanted to go', () => {
  expect(nextPath('?next=%2Forders%2F7')).toBe('/orders/7')
})

test('a link that would lead to another site after signing in leads to the orders', () => {
  for (const bad of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '',
  ]) {
    expect(nextPath(`?next=${encodeURIComponent(bad)}`)).toBe('/orders')
  }
})
