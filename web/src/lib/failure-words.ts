import { makeWords } from './words.ts'

const en = {
  unreachable: 'Orderline cannot be reached. Check your connection and try again.',
  ended: 'Your session has ended. Sign in again.',
  forbidden: 'You may not do this.',
  missing: 'This is not there, or not yours to see.',
  tooOften: 'That was too often. Wait a moment and try again.',
  ourSide: 'Something on our side failed. Try again in a moment.',
  thisPage: 'Something failed on this page. Reload it and try again.',
  /** By code word (docs/errors.md). English needs none: it is what the server says. */
  refusals: {} as Record<string, string>,
}
export type Words = typeof en
export const failureWords = makeWords<Words>(en, {
  es: () => import('./failure-words-es.ts'),
  ar: () => import('./failure-words-ar.ts'),
})
