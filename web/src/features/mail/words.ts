import { makeWords } from '../../lib/words.ts'

const en = {
  title: 'Email settings',
  offline: 'You are offline. Unsubscribing needs a connection.',
  failed: 'This link could not be opened.',
  opening: 'Opening the link',
  unchanged: 'Nothing was changed. Try again.',
}
export type Words = typeof en
export const mailWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
