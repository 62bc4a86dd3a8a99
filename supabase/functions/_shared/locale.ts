/** What is there for a locale: for es-MX itself, else es, else en. */
export function inLocale<Words>(words: { en: Words } & Record<string, Words>, locale: string): Words {
  const language = locale.split('-')[0] ?? ''
  return own(words, locale) ?? own(words, language) ?? words.en
}

/** The locale whose words inLocale() gives, for `lang`. */
export function chosenLocale(words: Record<string, unknown>, locale: string): string {
  return [locale, locale.split('-')[0] ?? ''].find((one) => Object.hasOwn(words, one)) ?? 'en'
}

const own = <Words>(words: Record<string, Words>, key: string): Words | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined
