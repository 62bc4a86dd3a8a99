import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mentionsIn, textParts } from './text-parts.ts'

const kinds = (text: string, names: string[]) =>
  textParts(text, names).map(({ kind, text }) => `${kind}:${text}`)

test('a reader sees whom a message calls, and where its links lead', () => {
  expect(kinds('Hi @Sam, see https://a.example/x.', ['Sam'])).toEqual([
    'text:Hi ',
    'mention:@Sam',
    'text:, see ',
    'link:https://a.example/x',
    'text:.',
  ])
})

test('the longest name that stands there is the one called', () => {
  expect(mentionsIn('@Sam Smith and @Sam', ['Sam', 'Sam Smith'])).toEqual([
    { at: 0, name: 'Sam Smith' },
    { at: 15, name: 'Sam' },
  ])
})

test('a mail address, a longer word and a name inside a web address call nobody', () => {
  expect(mentionsIn('mail ada@Sam.example or @Samuel', ['Sam'])).toEqual([])
  expect(kinds('https://a.example/@Sam', ['Sam'])).toEqual(['link:https://a.example/@Sam'])
})

test('a hostile name is only a name', () => {
  const name = '<img src=x onerror=alert(1)>.*+?^$()|[]\\'
  expect(kinds(`hey @${name}!`, [name])).toEqual(['text:hey ', `mention:@${name}`, 'text:!'])
})

test('whatever somebody writes, the parts joined are what they wrote, and no link is a script', () => {
  const word = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('@', 'Sam', '@Sam', ' ', 'https://', 'javascript:alert(1)', 'https://x.example/@Sam'),
  )
  fc.assert(
    fc.property(fc.array(word), fc.array(fc.string()), (words, names) => {
      const text = words.join('')
      const parts = textParts(text, ['Sam', ...names])
      expect(parts.map((part) => part.text).join('')).toBe(text)
      expect(new Set(parts.map(({ at }) => at)).size).toBe(parts.length)
      for (const { href } of parts) if (href) expect(href).toMatch(/^https?:\/\//)
    }),
  )
})
