import { ok, strictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { clip, jsonBytes } from './clip.ts'

Deno.test('a reader sees whole letters up to the cut', () => {
  const family = '👨‍👩‍👧‍👦'
  strictEqual(clip('Order A7', 8), 'Order A7')
  strictEqual(clip('Order A71', 8), 'Order…')
  strictEqual(clip(`Hi ${family}!`, 3 + 25 + 1), `Hi ${family}!`)
  strictEqual(clip(`Hi ${family}!`, 3 + 25), 'Hi…')
  strictEqual(clip('ééééé', 9), 'ééé…')
  strictEqual(clip('🇬🇧🇫🇷', 15), '🇬🇧…')
  strictEqual(clip('نص عربي طويل', 12), 'نص عر…')
  strictEqual(clip('a\n\nb"c', 6), 'a…', 'what JSON escapes counts as it is sent')
  strictEqual(clip('anything', 2), '')
})

Deno.test('whatever a text holds, its cut fits, is its beginning and is well formed', () => {
  const texts = fc.array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('👩🏽‍🚀', '\u0000', '"', '\ud800'),
    ),
  )
  fc.assert(
    fc.property(texts, fc.nat(200), (pieces, maxBytes) => {
      const text = pieces.join('')
      const cut = clip(text, maxBytes)
      ok(jsonBytes(cut) <= maxBytes || cut === text)
      if (cut === text) return
      ok(jsonBytes(text) > maxBytes)
      if (cut) ok(text.startsWith(cut.slice(0, -1)) && cut.endsWith('…'))
      strictEqual(cut.isWellFormed(), cut.slice(0, -1).isWellFormed())
    }),
    { numRuns: 1000 },
  )
})
