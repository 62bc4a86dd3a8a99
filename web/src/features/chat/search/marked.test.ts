import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf } from './marked.ts'

const found = (snippet: string, ranges: [number, number][]) =>
  partsOf(snippet, ranges)
    .filter(({ isFound }) => isFound)
    .map(({ text }) => text)

describe('a snippet that was found', () => {
  it('marks the words the server names', () => {
    expect(partsOf('the green door', [[4, 9]])).toEqual([
      { text: 'the ', isFound: false },
      { text: 'green', isFound: true },
      { text: ' door', isFound: false },
    ])
  })

  it('counts an emoji as one character, as Postgres does', () => {
    expect(found('👩‍🚀🎉 green', [[5, 10]])).toEqual(['green'])
  })

  it('loses nothing and doubles nothing, whatever ranges come', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.tuple(fc.integer({ min: -3, max: 30 }), fc.integer({ min: -3, max: 30 }))),
        (snippet, ranges) => {
          const parts = partsOf(snippet, ranges)
          expect(parts.map(({ text }) => text).join('')).toBe(snippet)
          expect(parts.every(({ text }) => text !== '')).toBe(true)
        },
      ),
    )
  })
})
