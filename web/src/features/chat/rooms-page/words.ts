import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** What one reads in the list of conversations and in the search of them. */
const en = {
  messages: 'Messages',
  conversations: 'Conversations',
  loading: 'Loading conversations',
  empty: 'No conversations yet. Each order brings its own.',
  offline: 'No network. Your conversations load when it is back.',
  failed: 'Your conversations did not load.',

  hereNow: 'Here now',
  closed: 'Closed',
  archived: 'Archived',
  unread: (count: number) => plural(count, { other: '# unread' }),
  forYou: (count: number) => plural(count, { one: '# message for you', other: '# messages for you' }),
  threads: (count: number) => plural(count, { one: '# thread unread', other: '# threads unread' }),

  byBlocked: 'A message of somebody you blocked',
  deleted: 'Message deleted',
  pictures: (count: number) => plural(count, { one: 'Picture', other: '# pictures' }),
  files: (count: number) => plural(count, { one: 'File', other: '# files' }),
  byMe: (said: string) => `You: ${said}`,
  by: (name: string, said: string) => `${name}: ${said}`,

  newConversation: 'New conversation',
  withWhom: 'With whom',
  withCustomer: 'With a customer',
  amongStaff: 'Among staff',
  about: 'What is it about?',
  aboutMissing: 'Say in a few words what it is about.',
  with: (names: string) => `With ${names}`,
  open: 'Open the conversation',

  search: 'Search people and messages',
  searchRoom: 'Search in this conversation',
  searchMessages: 'Search messages',
  emptySearch: 'Empty the search',
  searching: 'Searching',
  tooShort: 'Type at least two letters.',
  searchOffline: 'No network. Messages are searched when it is back.',
  searchFailed: 'The search failed.',
  noneFound: (typed: string) => `No message holds “${typed}”.`,
  found: (count: number) => plural(count, { other: '# found' }),
  foundMore: (count: number) => plural(count, { other: '# messages, and more' }),
  foundMessages: 'Found messages',
  more: 'More messages',
  tryAgain: 'Try again',
  you: 'You',
  somebodyWhoLeft: 'Somebody who left',
  inThread: 'In a thread',
}
export type Words = typeof en

export const roomsWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
