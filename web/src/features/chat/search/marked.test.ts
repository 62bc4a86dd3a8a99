import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf } from './marked.tsx'

describe('the words of a found message', () => {
  it('are marked by characters, an emoji being one', () => {
    expect(partsOf('🎉🎉 hello there', [[3, 8]])).toEqual([
      { at: 0, words: '🎉🎉 ', isFound: false },
      { at: 3, words: 'hello', isFound: true },
      { at: 8, words: ' there', isFound: false },
    ])
  })

  it('are never lost or doubled, whatever ranges come', () => {
    const range = fc.tuple(fc.nat(60), fc.nat(60))
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.array(range, { maxLength: 6 }),
        (text, ranges) => {
          expect(
            partsOf(text, ranges)
              .map(({ words }) => words)
              .join(''),
          ).toBe(text)
        },
      ),
    )
  })
})
