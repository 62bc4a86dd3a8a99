// fontkit's shapers of Indic scripts were built for it, and do not bring it
// @deno-types="./regenerator.d.ts"
import 'regenerator-runtime'
import './proto-lent.ts'
import plain from '@pdf-lib/fontkit'
import './proto-returned.ts'

export type Glyph = { id: number; advanceWidth: number; codePoints: number[] }
export type Position = { xAdvance: number; xOffset: number; yOffset: number }
export type KitFont = {
  unitsPerEm: number
  hasGlyphForCodePoint(codePoint: number): boolean
  layout(text: string): { glyphs: Glyph[]; positions: Position[] }
  createSubset(): Subset
}
type Bytes = Uint8Array & { constructor: { alloc(length: number): Uint8Array } }
type Subset = { glyf: Bytes[]; offset: number; _addGlyph(id: number): number }

const kit = plain as unknown as { create(font: Uint8Array): KitFont }

/**
 * fontkit 1.1.1, whose subsets of small fonts lose glyphs: their index halves each offset, but an outline may have an odd length
 * (those of Google's web fonts do). Here every outline is made even.
 */
export const fontKit = {
  create(bytes: Uint8Array): KitFont {
    const font = kit.create(bytes)
    const createSubset = font.createSubset.bind(font)
    font.createSubset = () => {
      const subset = createSubset()
      const add = subset._addGlyph.bind(subset)
      subset._addGlyph = (id) => {
        const added = add(id)
        const last = subset.glyf.at(-1)
        if (last && last.length % 2 === 1) {
          // of its own kind of Buffer: it takes no other
          const even = last.constructor.alloc(last.length + 1) as Bytes
          even.set(last)
          subset.glyf[subset.glyf.length - 1] = even
          subset.offset += 1
        }
        return added
      }
      return subset
    }
    return font
  },
}
