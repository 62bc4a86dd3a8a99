import { expect, test } from 'vitest'
import { distanceText, initials, safeHref } from './format.ts'

test('a customer reads metres in steps of ten, then kilometres', () => {
  expect(distanceText(3)).toMatch(/^10\sm$/)
  expect(distanceText(84)).toMatch(/^80\sm$/)
  expect(distanceText(1_234)).toMatch(/^1[.,]2\skm$/)
  expect(distanceText(23_400)).toMatch(/^23\skm$/)
})

test('a name becomes one or two letters, whatever its script', () => {
  expect(initials('Ada')).toBe('A')
  expect(initials('  ada maria lovelace ')).toBe('AL')
  expect(initials('李 雷')).toBe('李雷')
  expect(initials('\u2068سلمى\u2069')).toBe('س')
  expect(initials('')).toBe('?')
})

test('a link that is a script, data or no link at all is not followed', () => {
  const base = 'https://orderline.example'
  for (const bad of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'http://',
    '',
    null,
  ]) {
    expect(safeHref(bad, base)).toBeNull()
  }
  expect(safeHref('/orders/1', base)).toBe('https://orderline.example/orders/1')
})
