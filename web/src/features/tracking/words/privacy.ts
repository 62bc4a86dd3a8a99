import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** The words of the settings about one's own location: who saw it, all of it as a file, forgetting it. */
const en = {
  title: 'Your location',
  detail:
    'Seen only while you share it for an order, by its customer and staff. When the order ends nobody follows you any more.',
  download: 'Download my data',
  erase: 'Erase my data',
  eraseTitle: 'Erase your location data?',
  keepIt: 'Keep it',
  eraseNow: 'Erase',
  trips: 'Your trips, live and past, and who saw them are erased.',
  places: 'Places you sent in conversations are withdrawn.',
  stops: 'If you share now, sharing stops.',
  stays: 'Your orders and what was written stay.',
  forGood: 'This cannot be undone. Download it first if you want to keep it.',
  erased: 'Your location data is erased.',
  erasedBut: (orders: number) =>
    plural(orders, {
      one: 'Your location data is erased. One order in dispute will follow when the dispute ends.',
      other: 'Your location data is erased. # orders in dispute will follow when the dispute ends.',
    }),
  whoSaw: 'Who saw it',
  nobody: 'Nobody. Who looks while you share, or replays a trip, is written here.',
  kinds: { live: 'Followed you live', operations: 'Saw you among all orders', replay: 'Replayed your trip' },
  roles: { customer: 'Customer', partner: 'Partner', staff: 'Staff' },
  somebody: 'Somebody who left',
  order: (number: string) => `Order ${number}`,
  times: (count: number) => plural(count, { one: '# time', other: '# times' }),
  showEarlier: 'Show earlier',
  loading: 'Loading who saw your location',
  offline: 'No network. The list loads when it is back.',
  failed: 'The list did not load.',
}
export type Words = typeof en
export const privacyWords = makeWords<Words>(en, {
  es: () => import('./privacy-es.ts'),
  ar: () => import('./privacy-ar.ts'),
})
