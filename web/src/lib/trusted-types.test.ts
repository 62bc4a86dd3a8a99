import { expect, test } from 'vitest'
import { trustedHtml, trustedScriptUrl } from './trusted-types.ts'

test('text and what Leaflet tries go where HTML is expected, markup of anybody does not', () => {
  for (const html of ['', '500 m', '<svg/>', '<v:shape adj="1"/>']) expect(trustedHtml(html)).toBe(html)
  for (const html of ['<img src=x onerror=run()>', '<svg/><script>run()</script>', '&lt;b&gt;', ' <svg/>'])
    expect(trustedHtml(html)).toBeNull()
})

test('the service worker of this origin is the only script that is loaded by its address', () => {
  const page = 'https://orderline.test/orders/1'
  expect(trustedScriptUrl('/sw.js', page)).toBe('/sw.js')
  for (const url of [
    'https://evil.test/sw.js',
    '//evil.test/sw.js',
    '/sw.js?x',
    '/assets/a.js',
    'data:,run()',
  ])
    expect(trustedScriptUrl(url, page)).toBeNull()
})
