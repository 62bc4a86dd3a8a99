import { afterEach, expect, test, vi } from 'vitest'
import { localeOf } from './locale.ts'
import { isolated, pluralIn } from './words.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** The modules as they are in a browser that speaks these languages and may have stored one. */
async function inBrowser(languages: string[], stored: string | null = null) {
  const reload = vi.fn()
  const store = new Map(stored === null ? [] : [['orderline.locale', stored]])
  vi.stubGlobal('navigator', { languages })
  vi.stubGlobal('location', { reload })
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
  })
  vi.resetModules()
  return { ...(await import('./locale.ts')), ...(await import('./words.ts')), reload, store }
}

test('a reader gets the first of their languages that the app speaks, in their own region', async () => {
  expect(await inBrowser(['de-CH', 'es-MX', 'en'])).toMatchObject({ locale: 'es', formatTag: 'es-MX' })
  expect(await inBrowser(['ja'])).toMatchObject({ locale: 'en', formatTag: 'en', isRightToLeft: false })
  expect(await inBrowser([], 'ar')).toMatchObject({ locale: 'ar', isRightToLeft: true })
  expect(await inBrowser(['en'], 'xx-nonsense')).toMatchObject({ locale: 'en' })
})

test('what somebody chose on this device outlives what another device says', async () => {
  const { followProfile, changeLocale, reload, store } = await inBrowser(['en-GB'])
  followProfile('fr')
  expect([store.size, reload.mock.calls.length]).toEqual([0, 0])
  followProfile('es-AR')
  expect([store.get('orderline.locale'), reload.mock.calls.length]).toEqual(['es', 1])
  followProfile('ar')
  expect(store.get('orderline.locale')).toBe('es')
  changeLocale('en')
  expect([store.get('orderline.locale'), reload.mock.calls.length]).toEqual(['en', 1])
})

test('words that cannot be fetched are English, others are what was fetched', async () => {
  const { makeWords } = await inBrowser(['es'])
  const words = makeWords(
    { hello: 'Hello' },
    { es: () => Promise.resolve({ words: { hello: 'Hola' } }), ar: () => Promise.reject(new Error('away')) },
  )
  expect(words.now().hello).toBe('Hello')
  await vi.waitFor(() => expect(words.now().hello).toBe('Hola'))
  const { makeWords: inArabic } = await inBrowser(['ar'])
  const lost = inArabic(
    { hello: 'Hello' },
    { es: () => Promise.reject(new Error('not asked')), ar: () => Promise.reject(new Error('away')) },
  )
  await new Promise((resolve) => setTimeout(resolve, 0))
  expect(lost.now().hello).toBe('Hello')
})

test('each language counts in its own way', () => {
  const forms = { zero: 'z', one: 'o', two: 't', few: 'f #', many: 'm', other: '#' }
  expect([0, 1, 2, 5, 11, 100].map((n) => pluralIn('ar')(n, forms).charAt(0)).join('')).toMatch(/^zotfm/)
  expect(pluralIn('en')(1234, { one: '# order', other: '# orders' })).toBe('1,234 orders')
  expect(pluralIn('es')(1, { one: '# pedido', other: '# pedidos' })).toBe('1 pedido')
})

test('a tag of any shape has a language or none', () => {
  expect(['es-MX', 'AR', 'en-US-u-x', '', null, undefined, 'constructor'].map(localeOf)).toEqual([
    'es',
    'ar',
    'en',
    null,
    null,
    null,
    null,
  ])
})

test('a name keeps its direction inside a sentence', () => {
  expect(isolated('Ada')).toBe('\u2068Ada\u2069')
})
