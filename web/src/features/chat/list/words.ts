import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')
const en = {
  messages: 'Messages',
  newDivider: 'New',
  loadOlder: 'Load older messages',
  loadNewer: 'Load newer messages',
  toEnd: 'Go to the newest',
  toEndWithNew: (count: number) =>
    plural(count, { one: '# new, go to the newest', other: '# new, go to the newest' }),
  newCount: (count: number) => plural(count, { one: '# new', other: '# new' }),

  /** What stands for a message that has no words of its own. */
  kinds: {
    text: '',
    image: 'Picture',
    file: 'File',
    location: 'Location',
    system: 'Notice',
    order_update: 'Order updated',
    call: 'Call',
  },
  deleted: 'Message deleted',
  notFound: 'Message not found',
  inAnswerTo: 'In answer to',
  edited: 'edited',
  pinned: 'Pinned',
  options: 'Message options',

  place: 'Location',
  placeWithin: (place: string, radius: string) => `${place} · within ${radius}`,
  calls: {
    missed: 'Missed call',
    declined: 'Call declined',
    cancelled: 'Call cancelled',
    failed: 'Call failed',
  },
  callFor: (duration: string) => `Call · ${duration}`,

  reactions: 'Reactions',
  reactedBy: (emoji: string, people: string) => `${emoji} ${people}`,
  removePreview: 'Remove preview',

  thread: 'Thread',
  closeThread: 'Close the thread',
  replies: 'Replies',
  noReplies: 'No replies yet',
  replyCount: (count: number) => plural(count, { one: '# reply', other: '# replies' }),
  earlierReplies: 'Earlier replies',
  loadingReplies: 'Loading replies',
  repliesFailed: 'The replies did not load.',
  replyInThread: 'Reply in thread',

  pinnedBefore: 'Pinned:',
  pinnedMessages: 'Pinned messages',
  showPinned: 'Show',
  allPinned: (count: number) => plural(count, { one: 'All #', other: 'All #' }),
  unpin: 'Unpin',
}
export type Words = typeof en

/** Of a conversation as it is read: its lines, threads, pins and link cards. */
export const listWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
