import { formatTag } from '../lib/locale.ts'
import { makeWords } from '../lib/words.ts'

const most = 99

/** An exact count up to 99, in the reader's digits. */
export const shortCount = (count: number): string =>
  new Intl.NumberFormat(formatTag).format(Math.min(count, most)) + (count > most ? '+' : '')

const en = {
  close: 'Close',
  dismiss: 'Dismiss',
  tryAgain: 'Try again',
  toasts: 'Messages',
  sheetHeight: 'Height of the sheet',
  sheetHeights: { peek: 'low', half: 'half', full: 'full' },
  /** An end of an order, named on the map with its address. */
  pickup: (address: string) => `Pickup: ${address}`,
  dropoff: (address: string) => `Delivery: ${address}`,
}
export type Words = typeof en

export const uiWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
