import { listText } from '../../../lib/format.ts'
import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** What one reads around the messages of a room: its header, its people, its menu, and why one cannot write. */
const en = {
  chat: 'Chat',
  conversation: 'Conversation',
  orderTitle: (number: string) => `Order ${number}`,
  notesTitle: (title: string) => `Notes: ${title}`,
  loading: 'Loading messages',
  messagesFailed: 'The messages did not load.',
  failed: 'The conversation did not load.',
  offline: 'No network. The conversation loads when it is back.',
  /** Spoken when it arrives. */
  heard: (name: string, said: string) => `${name}: ${said}`,

  back: 'Back',
  typing: (names: readonly string[]) => `${listText(names)} ${names.length > 1 ? 'are' : 'is'} typing`,
  hereNow: 'Here now',
  toOrder: 'To the order',
  menu: 'Conversation menu',
  parts: {
    customer: 'customer',
    partner: 'on the order',
    pharmacy: 'pharmacy',
    staff: 'staff',
    admin: 'staff',
    support: 'support',
  },

  people: (count: number) => plural(count, { other: 'People (#)' }),
  search: 'Search in this conversation',
  silence: 'Silence this conversation',
  silenceHint: 'Silence: messages still arrive, and nothing rings.',
  forHours: (hours: number) => plural(hours, { one: 'For # hour', other: 'For # hours' }),
  always: 'Always',
  silenced: 'Silenced',
  silencedUntil: (when: string) => `Silenced until ${when}`,
  ringAgain: 'Ring again',
  ringsAgain: 'It rings again.',
  nothingRings: 'Nothing of this conversation rings.',
  close: 'Close the conversation',
  archive: 'Archive',
  reopen: 'Open it again',
  moved: {
    close: 'The conversation is closed.',
    archive: 'The conversation is archived.',
    reopen: 'The conversation is open again.',
  },
  leave: 'Leave',

  peopleTitle: 'People',
  add: 'Add somebody',
  backToPeople: 'Back to the people',
  added: (name: string) => `${name} was added`,
  you: 'you',
  partHere: 'here now',
  seen: (ago: string) => `seen ${ago}`,
  mutedUntil: (when: string) => `muted until ${when}`,
  whatToDoWith: (name: string) => `What to do with ${name}`,
  message: 'Message',
  muteForHour: 'Mute for 1 hour',
  muteForDay: 'Mute for a day',
  unmute: 'Let them write again',
  block: 'Block',
  unblock: 'Unblock',
  remove: 'Remove from the conversation',
  reason: 'Reason',
  reasonHint: (name: string) => `${name} sees it. They read nothing of this conversation any more.`,
  removeNow: 'Remove',
  keep: 'Keep',
  removed: (name: string) => `${name} was removed`,
  writeTo: 'Write to them',

  name: 'Name',
  lookingForPeople: 'Looking for people',
  peopleFailed: 'The people did not load.',
  nobodyFound: 'Nobody of this name.',
  peopleFound: 'People found',
  roles: { customer: 'customer', partner: 'partner', staff: 'staff', admin: 'admin' },

  readOnly: {
    closed: 'This conversation is closed. You can still read it.',
    archived: 'This conversation is archived. You can still read it.',
  },
  openAgain: 'Open again',
  muted: (until: string) => `You cannot write here until ${until}. You can still read.`,
  youBlocked: (name: string) => `You blocked ${name}. Neither of you can write here.`,

  left: {
    removed: 'You were removed from this conversation.',
    left: 'You left this conversation.',
    reassigned: 'Somebody else took over this order, and its conversation.',
  },
  leftNote: (note: string) => `“${note}”`,
  notIn: 'You are not in the conversation of this order.',
  notThere: 'This conversation is not there, or not yours to see.',
  join: 'Join the conversation',

  show: 'Show',
  blockedTitle: 'Blocked people',
  blockedDetail: 'They cannot write to you alone, and what they say elsewhere is hidden. They are not told.',
  nobodyBlocked: 'Nobody. Block somebody from the people of a conversation.',
  unblockName: (name: string) => `Unblock ${name}`,
  blockedOffline: 'No network. The list loads when it is back.',
  blockedLoading: 'Loading whom you blocked',
  blockedFailed: 'The list could not be loaded.',
}
export type Words = typeof en

export const roomWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
