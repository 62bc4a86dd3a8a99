import { makeWords } from '../../../lib/words.ts'
import type { Now } from '../health.ts'

/** Why something was not sent or did not arrive, by code. English needs none: it is what the database says, where admins edit it. */
const en = { byCode: {} as Record<string, string> }
export type Reasons = typeof en
export const reasonWords = makeWords<Reasons>(en, {
  es: () => import('./reasons-es.ts'),
  ar: () => import('./reasons-ar.ts'),
})

/** The sentence in the reader's language, else the database's, else the bare code. */
export const reasonText = (
  { byCode }: Reasons,
  { code, meaning }: Pick<Now['reasons'][number], 'code' | 'meaning'>,
  unknown: string,
): string => (code !== null && Object.hasOwn(byCode, code) && byCode[code]) || meaning || code || unknown
