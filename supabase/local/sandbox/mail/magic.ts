import type { Effect } from '../effect.ts'
import type { MailStatus } from '../entry.ts'

type Magic = {
  /** The part before @, or before a +label in it. */
  name: string
  says: string
  effect?: Effect
  /** What becomes of it after it was taken; default: delivered. */
  course?: MailStatus[]
  isDoubled?: boolean
}

/** Mail to <name>@ any domain always ends in the same way; the first four names are those of resend.dev. */
const magics: Magic[] = [
  { name: 'bounced', says: 'hard bounce', course: ['bounced'] },
  { name: 'complained', says: 'delivered, then marked as spam', course: ['delivered', 'complained'] },
  { name: 'suppressed', says: 'the provider sends nothing there any more', course: ['suppressed'] },
  { name: 'soft-bounced', says: 'soft bounce: the mailbox is full', course: ['soft-bounced'] },
  { name: 'delayed', says: 'delayed, then delivered', course: ['delayed', 'delivered'] },
  { name: 'doubled', says: 'each event twice', isDoubled: true },
  { name: 'reversed', says: 'the last event first', course: ['delivered', 'sent'] },
  {
    name: 'busy',
    says: '429 with Retry-After: 2',
    effect: { isKept: false, refuse: { httpStatus: 429, retryAfterS: 2 } },
  },
  { name: 'broken', says: 'HTTP 500', effect: { isKept: false, refuse: { httpStatus: 500 } } },
  { name: 'lost', says: 'taken, connection reset instead of an answer', effect: { manner: 'reset' } },
  { name: 'silent', says: 'taken, never answers', effect: { manner: 'silence' } },
]

export const magicAddresses = magics.map(({ name, says }) => ({ number: `${name}@…`, says }))

export const magicOf = (address: string): Magic | undefined => {
  const name = /^[^@+]*/.exec(address)?.[0]
  return magics.find((magic) => magic.name === name)
}
