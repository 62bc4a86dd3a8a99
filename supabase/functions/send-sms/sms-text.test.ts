import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { measure, plainText } from './sms-text.ts'

const gsm = (segments: number) => ({ encoding: 'GSM-7', segments })
const ucs = (segments: number) => ({ encoding: 'UCS-2', segments })

Deno.test('a plain text is billed by 160 and then by 153', () => {
  deepStrictEqual(measure('Order A1001 placed.'), gsm(1))
  deepStrictEqual(measure('a'.repeat(160)), gsm(1))
  deepStrictEqual(measure('a'.repeat(161)), gsm(2))
  deepStrictEqual(measure('a'.repeat(306)), gsm(2))
  deepStrictEqual(measure('a'.repeat(307)), gsm(3))
  deepStrictEqual(measure(''), gsm(1))
})

Deno.test('a euro sign and other escaped letters cost two, and are never cut in half', () => {
  deepStrictEqual(measure('€'.repeat(80)), gsm(1))
  deepStrictEqual(measure('€'.repeat(81)), gsm(2))
  // 76 of them fill 152 of 153 septets: the last septet of a part stays empty
  deepStrictEqual(measure('€'.repeat(152)), gsm(2))
  deepStrictEqual(measure('€'.repeat(153)), gsm(3))
  for (const c of '^{}\\[~]|\f') deepStrictEqual(measure(c.repeat(81)), gsm(2), c)
})

Deno.test('every letter of the GSM alphabet, and no letter outside it, keeps a text in GSM-7', () => {
  deepStrictEqual(measure('@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉÄÖÑÜ§¿äöñüà¡¤'), gsm(1))
  for (const c of ['ç', 'ñ̃', 'ł', '`', 'я', '\u00a0']) deepStrictEqual(measure(c).encoding, 'UCS-2', c)
})

Deno.test('one letter outside GSM-7 moves the whole text to 70 and 67 units, where an emoji costs two', () => {
  deepStrictEqual(measure(`я${'a'.repeat(69)}`), ucs(1))
  deepStrictEqual(measure(`я${'a'.repeat(70)}`), ucs(2))
  deepStrictEqual(measure('😀'.repeat(35)), ucs(1))
  deepStrictEqual(measure('😀'.repeat(36)), ucs(2))
  // 33 fill 66 of 67 units
  deepStrictEqual(measure('😀'.repeat(66)), ucs(2))
  deepStrictEqual(measure('😀'.repeat(67)), ucs(3))
})

Deno.test('a person gets plain quotes and dashes, which keeps the text in GSM-7', () => {
  strictEqual(plainText(' “It’s here” – finally… '), '"It\'s here" - finally...')
  deepStrictEqual(measure(plainText('Sam’s on the way')), gsm(1))
  strictEqual(plainText('re\u0301sume\u0301'), 'résumé')
})

Deno.test('a person who reads another alphabet gets them too: Twilio would replace them behind our back', () => {
  strictEqual(plainText('Заказ «A1001» – в пути…'), 'Заказ "A1001" - в пути...')
})

Deno.test('a text that Twilio would refuse for its length is cut, not lost', () => {
  strictEqual(plainText('a'.repeat(1600)).length, 1600)
  const cut = plainText(`${'я'.repeat(1596)}😀😀😀`)
  strictEqual(cut.length, 1600)
  ok(cut.isWellFormed())
})
