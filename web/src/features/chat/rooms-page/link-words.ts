import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** The way to the conversations, which stands on every page: its words are few, the rest comes with the list. */
const en = {
  messages: 'Messages',
  unread: (count: number) =>
    count > 99 ? 'Messages, more than 99 unread' : plural(count, { other: 'Messages, # unread' }),
}
export type Words = typeof en

export const linkWords = makeWords<Words>(en, {
  es: () => import('./link-words-es.ts'),
  ar: () => import('./link-words-ar.ts'),
})
