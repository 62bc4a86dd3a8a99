import assert from 'node:assert/strict'
import { PDFDocument } from 'pdf-lib'
import { fromBase64 } from '../_shared/bytes.ts'
import { fontKit } from './font-kit.ts'
import { fonts } from './fonts.ts'
import { drawReceipt, type Receipt } from './paper.ts'

const receipt: Receipt = {
  kind: 'receipt',
  number: 'R-2026-000123',
  receiptNumber: null,
  issuedAt: '2026-11-21T23:30:00Z',
  orderNumber: 'A1027',
  customerName: 'Ada Lovelace',
  amountMinor: 125_050,
  currency: 'EUR',
  provider: 'stripe',
  method: 'Visa •••• 4242',
  reference: '8F14E45F',
  locale: 'en',
  timeZone: 'Europe/London',
}
const company = 'Orderline\n1 Harbour Street, Bristol BS1 4QA'

/** How many glyphs each font of a page shows, and its title. */
async function drawn(more: Partial<Receipt>) {
  const page = await drawReceipt({ ...receipt, ...more }, company)
  const document = await PDFDocument.load(page)
  return { title: document.getTitle(), pages: document.getPageCount(), bytes: page.length }
}

Deno.test('a receipt is one page of a few kilobytes, under its number', async () => {
  const { title, pages, bytes } = await drawn({})
  assert.equal(title, 'Receipt R-2026-000123')
  assert.equal(pages, 1)
  assert.ok(bytes < 60_000, `${bytes} bytes`)
  assert.equal(
    (await drawn({ kind: 'credit_note', receiptNumber: 'R-2026-000120' })).title,
    'Credit note R-2026-000123',
  )
})

Deno.test('a customer reads it in her language', async () => {
  assert.equal((await drawn({ locale: 'es-MX' })).title, 'Recibo R-2026-000123')
  assert.equal((await drawn({ locale: 'ar' })).title, 'إيصال R-2026-000123')
  for (const locale of ['xx', 'en-GB', 'not a tag', ''])
    assert.equal((await drawn({ locale })).title, 'Receipt R-2026-000123')
})

Deno.test('no name breaks it: other scripts, marks, emoji, half a letter, nothing, much', async () => {
  const names = [
    'محمد بن عبد الله (Müller) 7',
    'שלום ١٢٣ abc',
    'क्षत्रिय हिन्दी',
    'สมชาย ปิ่นเกล้า',
    '李小龍 🙂👩‍👩‍👧',
    '\u202eevil\u202c\u200f',
    'a\u0301\u0301\u0301\ud800',
    '',
    '((((][',
    'Ada '.repeat(50),
  ]
  for (const customerName of names) assert.equal((await drawn({ customerName })).pages, 1, customerName)
  assert.equal((await drawn({ customerName: null })).pages, 1)
})

Deno.test('money of every kind is written with its own digits', async () => {
  for (const currency of ['JPY', 'KWD', 'KES', 'XXX']) assert.equal((await drawn({ currency })).pages, 1)
  assert.equal((await drawn({ provider: 'cash', method: null })).pages, 1)
})

Deno.test('no letter is lost when a font is cut down to those that are used', () => {
  const words: Record<string, string> = {
    latin: 'Hamburgefonstiv 0123456789',
    'latin-ext': 'łąćńżőěšř',
    arabic: 'محمد بن عبد الله شكرا لا',
    hebrew: 'שלום עולם',
    thai: 'สมชาย ปิ่นเกล้า',
    devanagari: 'क्षत्रिय हिन्दी',
    cyrillic: 'Владислав Щукин',
    greek: 'Παναγιώτης',
    vietnamese: 'ễảẫ',
  }
  for (const [name, base64] of Object.entries(fonts)) {
    const font = fontKit.create(fromBase64(base64))
    const subset = font.createSubset() as unknown as {
      includeGlyph(id: number): number
      glyf: Uint8Array[]
      _addGlyph(id: number): number
      offset: number
      loca: { offsets: number[] }
      hmtx: object
    }
    Object.assign(subset, { glyf: [], offset: 0, loca: { offsets: [] }, hmtx: { metrics: [] } })
    for (const { id } of font.layout(words[name] ?? '').glyphs) subset._addGlyph(id)
    assert.ok(subset.glyf.length > 2, name)
    for (const outline of subset.glyf) assert.equal(outline.length % 2, 0, name)
    assert.equal(
      subset.offset,
      subset.glyf.reduce((sum, { length }) => sum + length, 0),
      name,
    )
  }
})
