import { expect, test } from 'vitest'
import { browserOf } from './browser-of.ts'

const webkit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const blink = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0'

test('a partner whose browser refuses the position is sent to the settings of that browser', () => {
  const ways = [
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${webkit} Version/18.1 Mobile/15E148 Safari/604.1`,
      'ios',
    ],
    [
      `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${webkit} CriOS/141.0 Mobile/15E148 Safari/604.1`,
      'ios',
    ],
    [`Mozilla/5.0 (Linux; Android 15) ${blink} Mobile Safari/537.36`, 'android'],
    ['Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0', 'firefox'],
    [`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.1 Safari/605.1.15`, 'safari'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${blink} Safari/537.36 Edg/141.0.0.0`, 'chrome'],
  ] as const
  for (const [userAgent, way] of ways) expect(browserOf(userAgent)).toBe(way)
})

test('an iPad, which calls itself a Mac, is known by its touch screen', () => {
  const ipad = `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webkit} Version/18.1 Safari/605.1.15`
  expect(browserOf(ipad, 5)).toBe('ios')
})
