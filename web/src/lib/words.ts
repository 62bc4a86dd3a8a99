import { use } from 'react'
import { formatTag, type Locale, locale } from './locale.ts'

type Others<W> = Record<Exclude<Locale, 'en'>, () => Promise<{ words: W }>>

/**
 * The words of one feature. English comes with the code and gives the type; the others are fetched as soon as the feature is,
 * and only the one that is spoken. Words that cannot be fetched are English.
 */
export function makeWords<W>(en: W, others: Others<W>) {
  let loaded = en
  const loading: Promise<W> | null =
    locale === 'en'
      ? null
      : others[locale]()
          .then(({ words }) => words)
          .catch(() => en)
  void loading?.then((words) => {
    loaded = words
    // what React reads of a promise: who renders from now on does not wait for it even once
    Object.assign(loading, { status: 'fulfilled', value: words })
  })
  return {
    /**
     * For components: waits, as for a page that loads, until the words are there. `use` is called each time: a component
     * that React begins again after waiting must ask again, or its next hooks are taken for those of another render.
     */
    use: (): W => (loading ? use(loading) : en),
    /** For everything else: the words as far as they are there, else English. */
    now: (): W => loaded,
  }
}

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** How a language counts: `plural(2, { one: '# order', other: '# orders' })` is "2 orders". The number takes the place of #. */
export function pluralIn(language: Locale) {
  const rules = new Intl.PluralRules(language)
  const numbers = new Intl.NumberFormat(language === locale ? formatTag : language)
  return (count: number, forms: Forms): string =>
    (forms[rules.select(count)] ?? forms.other).replaceAll('#', numbers.format(count))
}

/** A name or a text of somebody's own inside a sentence: in another script it must not turn the sentence around it. */
export const isolated = (text: string): string => `\u2068${text}\u2069`
