/** The languages the app speaks. Templates of notifications may have more: they are rows. */
export const locales = ['en', 'es', 'ar'] as const
export type Locale = (typeof locales)[number]

/** Each in its own words: whoever reads only that one must find it. */
export const localeNames: Record<Locale, string> = { en: 'English', es: 'Español', ar: 'العربية' }

const storeKey = 'orderline.locale'
const languageOf = (tag: string) => tag.split('-')[0]?.toLowerCase() ?? ''

/** The language of the app for a BCP 47 tag such as es-MX; null where there is none. */
export function localeOf(tag: string | null | undefined): Locale | null {
  const language = languageOf(tag ?? '')
  return locales.find((one) => one === language) ?? null
}

// a browser without storage, or Node in a unit test
function stored(): Locale | null {
  try {
    return localeOf(localStorage.getItem(storeKey))
  } catch {
    return null
  }
}
const wished = typeof navigator === 'undefined' ? [] : (navigator.languages ?? [])

/** What this page speaks, from its first word to its last: a change of language loads the page anew. */
export const locale: Locale =
  stored() ?? wished.map(localeOf).find((one): one is Locale => one !== null) ?? 'en'

/** The tag of a language in the reader's own region, such as es-MX, where the browser names one. */
export function tagOf(one: Locale): string {
  return wished.find((tag) => localeOf(tag) === one) ?? one
}

/** The tag for `Intl`: the reader's own region where it speaks the language of the page, such as en-GB. */
export const formatTag: string = tagOf(locale)

export const isRightToLeft = locale === 'ar'

/** Before the first paint: screen readers and the direction of the page go by it. */
export function markDocument(root: HTMLElement): void {
  root.lang = formatTag
  root.dir = isRightToLeft ? 'rtl' : 'ltr'
}

/** From now on this device speaks `next`. */
export function changeLocale(next: Locale): void {
  localStorage.setItem(storeKey, next)
  if (next !== locale) window.location.reload()
}

/** What the person chose on another device counts here until they choose here. */
export function followProfile(tag: string | null | undefined): void {
  const chosen = localeOf(tag)
  if (chosen && stored() === null) changeLocale(chosen)
}
