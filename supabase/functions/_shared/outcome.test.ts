import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { clean, retryAfter } from './outcome.ts'

Deno.test('a provider cannot break the settle call with NUL, control characters or half an emoji', () => {
  strictEqual(clean('a\u0000b\r\n\tc '), 'a b c')
  strictEqual(clean('x\ud83d'), 'x\ufffd')
  strictEqual(clean('😀'.repeat(10), 3), '😀\ufffd')
})

Deno.test('a provider may ask for patience in seconds or with a date, and is not believed beyond a day', () => {
  const now = Date.parse('2026-11-21T09:00:00Z')
  deepStrictEqual(retryAfter('7', now), { retry_after_s: 7 })
  deepStrictEqual(retryAfter('Sat, 21 Nov 2026 09:01:30 GMT', now), { retry_after_s: 90 })
  deepStrictEqual(retryAfter('Sat, 21 Nov 2026 08:00:00 GMT', now), { retry_after_s: 0 })
  deepStrictEqual(retryAfter('99999999', now), { retry_after_s: 86_400 })
  deepStrictEqual(retryAfter('soon', now), {})
  deepStrictEqual(retryAfter(null, now), {})
})
