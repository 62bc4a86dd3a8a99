import { makeWords } from '../lib/words.ts'

const en = {
  loading: 'Loading the order',
  orderFailed: 'The order did not load.',
  offline: 'No network. The order loads when it is back.',
  positionFailed: 'The position could not be loaded.',
}
export type Words = typeof en

export const embedWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
