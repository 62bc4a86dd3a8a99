import { listText } from '../../../lib/format.ts'
import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

const part = (count: number, all: number) =>
  `${plural(count, { other: '#' })} of ${plural(all, { other: '#' })}`

/** How far one's words came, when somebody was here, and what one shows of that. */
const en = {
  sending: 'Sending',
  waitingForNetwork: 'Waiting for the network',
  waitingForOther: 'Waiting for the one above',
  sent: 'Sent',
  delivered: 'Delivered',
  deliveredToSome: (count: number, all: number) => `Delivered to ${part(count, all)}`,
  deliveredToAll: 'Delivered to all',
  read: 'Read',
  readBySome: (count: number, all: number) => `Read by ${part(count, all)}`,
  readByAll: 'Read by all',
  readBy: (names: readonly string[]) => `Read by ${listText(names)}`,

  notSent: (why: string) => `Not sent. ${why}`,
  notSentYet: 'Not sent yet. We keep trying.',
  onlyThisPage: 'This device has no room to keep it: leave this page open until it is sent.',
  retry: 'Retry',
  remove: 'Delete',

  whoHasSeen: 'Who has seen it',
  notDelivered: 'Not yet delivered',
  nobodyElse: 'Nobody else is in this conversation yet.',
  privateHint: 'Somebody who keeps reading to themselves stays under Delivered.',
  count: (people: number) => plural(people, { other: '#' }),

  seenJustNow: 'Last seen just now',
  seen: (ago: string) => `Last seen ${ago}`,

  title: 'Chat',
  detail: 'What the people you talk to see of you.',
  showRead: 'Show when I have read',
  showReadHint: 'Off: they see that a message arrived, not that you read it.',
  showSeen: 'Show when I was last here',
  showSeenHint: 'Off: they see you only while you are in the conversation.',
  offline: 'You are offline. You can change this when the network is back.',
  offlineEmpty: 'No network. Your choice loads when it is back.',
  loading: 'Loading your chat settings',
  failed: 'Your chat settings did not load.',
  notSaved: (why: string) => `Not saved. ${why}`,
  tryAgain: 'Try again',
}
export type Words = typeof en

export const readingWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
