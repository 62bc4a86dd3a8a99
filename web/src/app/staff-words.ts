import { makeWords } from '../lib/words.ts'

const en = {
  console: 'Staff console',
  orders: 'Orders',
  operations: 'Live operations',
  support: 'Support',
  bookings: 'Bookings',
  announcements: 'Announcements',
  health: 'Delivery health',
  people: 'People',
  audit: 'Audit',
}
export type Words = typeof en
export const staffWords = makeWords<Words>(en, {
  es: () => import('./staff-words-es.ts'),
  ar: () => import('./staff-words-ar.ts'),
})
