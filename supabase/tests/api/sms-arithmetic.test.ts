import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measure, plainText } from '../../functions/send-sms/sms-text.ts'
import { countSegments } from '../../local/sandbox/twilio/segments.ts'
import { asAdmin } from './actors.ts'

const gsm =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const typography =
  '‘’‚‛′ʼ“”„‟″«»‐‑‒–—―−…\u00a0\u2000\u2009\u200a\u202f\u205f\u3000\u200b\u2060\ufeff\u2028\t\v'
const letter = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom(...gsm) },
  { weight: 4, arbitrary: fc.constantFrom(...'\f^{}\\[~]|€') },
  { weight: 4, arbitrary: fc.constantFrom(...typography) },
)
const foreign = fc.oneof(
  fc.constantFrom(...'çáíóúłяطلبك😀👩‍👧', 'e\u0301', 'n\u0303', '\u0301'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }).filter((text) => !text.includes('\0')),
)
const letters = (maxLength: number) =>
  fc.oneof(
    fc.array(letter, { maxLength }),
    fc.array(fc.oneof({ weight: 9, arbitrary: letter }, { weight: 1, arbitrary: foreign }), { maxLength }),
    fc.array(foreign, { maxLength }),
    // one letter over and over meets the edges of the parts
    fc.tuple(fc.oneof(letter, foreign), fc.nat(maxLength)).map(([one, times]) => Array(times).fill(one)),
  )
const text = fc
  .oneof({ weight: 6, arbitrary: letters(400) }, { weight: 1, arbitrary: letters(1800) })
  .map((all) => all.join(''))

test('the database, the function and the stand-in for Twilio count every SMS alike', async () => {
  const bodies = fc.sample(text, { numRuns: 6_000, seed: 3 })
  for (const length of [69, 70, 71, 134, 135, 153, 159, 160, 161, 306, 307, 1597, 1599, 1600, 1601])
    for (const one of ['a', '€', 'я', '😀'])
      bodies.push(one.repeat(length), `${'a'.repeat(length - 1)}${one}`)
  const rows = await asAdmin<{ body: string; encoding: string; segments: number; sent: string }>(
    `select body, s.encoding, s.segments, private.sms_text(body) as sent
     from unnest($1::text[]) with ordinality b (body, n), private.sms_segments(body) s order by n`,
    [bodies],
  )
  expect(rows).toHaveLength(bodies.length)
  for (const { body, sent, ...counted } of rows) {
    const plain = plainText(body)
    expect(sent, JSON.stringify(body)).toBe(plain)
    expect(counted, JSON.stringify(body)).toEqual(measure(plain))
    expect(counted, JSON.stringify(body)).toEqual(countSegments(plain, false))
    // what is plain already is not changed again on the way
    expect(counted, JSON.stringify(body)).toEqual(countSegments(plain, true))
  }
  const kinds = new Set(rows.map(({ encoding, segments }) => `${encoding} ${Math.min(segments, 4)}`))
  expect(kinds.size, 'both encodings, in one to four parts and more').toBe(8)
})
