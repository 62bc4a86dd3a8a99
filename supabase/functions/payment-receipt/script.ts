// its types speak of a module without a default, its file has one
// @deno-types="./bidi.d.ts"
import createBidi from 'bidi-js'
import {
  beginText,
  endText,
  type PDFDocument,
  type PDFFont,
  PDFHexString,
  type PDFName,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  type RGB,
  setFillingRgbColor,
  setFontAndSize,
  setTextMatrix,
  showText,
} from 'pdf-lib'
import { fromBase64 } from '../_shared/bytes.ts'
import { fontKit, type KitFont, type Position } from './font-kit.ts'
import { boldFonts, fonts } from './fonts.ts'

export type Weight = 'regular' | 'bold'
/** `auto`: as its first letter goes. */
export type Direction = 'ltr' | 'rtl' | 'auto'

/** A line of text, shaped: as wide as it will be, in points. */
export type Line = { width: number; draw(page: PDFPage, x: number, y: number, color: RGB): void }

type Face = { kit: KitFont; data: Uint8Array }
type Run = { face: Face; level: number; text: string }

const bidi = createBidi()
/** Marks that steer the direction, joiners at the edge of a name: they have no shape of their own. */
const unseen = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const facesOf = (list: Record<string, string>): Face[] =>
  Object.values(list).map((base64) => {
    const data = fromBase64(base64)
    return { kit: fontKit.create(data), data }
  })
const regular = facesOf(fonts)
const bold = facesOf(boldFonts)

/**
 * Sets lines in any of the scripts whose fonts are built in, and mixes of them, in the order they are read: what no font has is
 * drawn as an empty box. One per document: first `line` for all there is to say, then `embed`, then draw.
 */
export function openScript(document: PDFDocument) {
  document.registerFontkit(fontKit as unknown as Parameters<PDFDocument['registerFontkit']>[0])
  const embedded = new Map<Face, PDFFont>()
  const used = new Set<Face>()
  const embeddedOf = (face: Face) => embedded.get(face) as PDFFont

  return {
    line(text: string, size: number, weight: Weight, direction: Direction): Line {
      const faces = weight === 'bold' ? [...bold, ...regular] : regular
      const runs = inReadingOrder(runsOf(text, faces, direction))
      for (const { face } of runs) used.add(face)
      const shaped = runs.map((run) => shape(run, size))
      return {
        width: shaped.reduce((sum, { width }) => sum + width, 0),
        draw(page, x, y, color) {
          let at = x
          for (const run of shaped) {
            run.draw(page, embeddedOf(run.face), at, y, color)
            at += run.width
          }
        },
      }
    },
    /** Only the fonts of what was set, and of them only its letters. */
    async embed(): Promise<void> {
      for (const face of used) embedded.set(face, await document.embedFont(face.data, { subset: true }))
    },
  }
}

/** Parts of one direction and one font. */
function runsOf(text: string, faces: Face[], direction: Direction): Run[] {
  const { levels } = bidi.getEmbeddingLevels(text, direction)
  const runs: Run[] = []
  let index = 0
  for (const letter of text) {
    const level = levels[index] ?? 0
    index += letter.length
    if (letter.replace(unseen, '') === '') continue
    const last = runs.at(-1)
    const face = faceFor(letter, faces, last && last.level === level ? last.face : undefined)
    // a bracket that opens to the left is drawn as the one that opens to the right
    const drawn = level % 2 === 1 ? (bidi.getMirroredCharacter(letter) ?? letter) : letter
    if (last && last.face === face && last.level === level) last.text += drawn
    else runs.push({ face, level, text: drawn })
  }
  return runs
}

function faceFor(letter: string, faces: Face[], before: Face | undefined): Face {
  const codePoint = letter.codePointAt(0) ?? 0
  const isNeutral = /[\p{M}\p{P}\p{Zs}\p{Cf}\p{Nd}]/u.test(letter)
  if (before && (/\p{M}|\p{Cf}/u.test(letter) || (isNeutral && before.kit.hasGlyphForCodePoint(codePoint))))
    return before
  return faces.find(({ kit }) => kit.hasGlyphForCodePoint(codePoint)) ?? (faces[0] as Face)
}

/** Unicode's rule L2 over whole runs: from the highest level down to 1, what is at least so high is turned around. */
function inReadingOrder(runs: Run[]): Run[] {
  const ordered = [...runs]
  const highest = Math.max(0, ...runs.map(({ level }) => level))
  for (let level = highest; level > 0; level--) {
    for (let from = 0; from < ordered.length; from++) {
      if ((ordered[from]?.level ?? 0) < level) continue
      let to = from
      while (to + 1 < ordered.length && (ordered[to + 1]?.level ?? 0) >= level) to++
      ordered.splice(from, to - from + 1, ...ordered.slice(from, to + 1).reverse())
      from = to
    }
  }
  return ordered
}

/** Letters of one font: joined, stacked and placed as its tables say, marks too, which pdf-lib would leave where they fall. */
function shape({ face, level, text }: Run, size: number) {
  const isTurned =
    level % 2 === 1 && !/[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(text)
  // fontkit turns scripts that run to the left by itself; a dash alone among them it does not know
  const given = isTurned ? [...text].reverse().join('') : text
  const { positions } = face.kit.layout(given)
  const scale = size / face.kit.unitsPerEm
  const width = positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0) * scale
  return {
    face,
    width,
    draw(page: PDFPage, font: PDFFont, x: number, y: number, color: RGB) {
      const name: PDFName = page.node.newFontDictionary(font.name, font.ref)
      // four digits for each glyph, in the order of the layout
      const glyphs = font.encodeText(given).asString().match(/.{4}/g) ?? []
      page.pushOperators(
        pushGraphicsState(),
        beginText(),
        setFillingRgbColor(color.red, color.green, color.blue),
        setFontAndSize(name, size),
        ...placed(glyphs, positions, scale, x, y),
        endText(),
        popGraphicsState(),
      )
    },
  }
}

function placed(glyphs: string[], positions: Position[], scale: number, x: number, y: number) {
  let at = x
  return glyphs.flatMap((glyph, n) => {
    const { xOffset, yOffset, xAdvance } = positions[n] ?? { xOffset: 0, yOffset: 0, xAdvance: 0 }
    const matrix = setTextMatrix(1, 0, 0, 1, at + xOffset * scale, y + yOffset * scale)
    at += xAdvance * scale
    return [matrix, showText(PDFHexString.of(glyph))]
  })
}
