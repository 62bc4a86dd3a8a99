import { makeWords } from '../../../lib/words.ts'

/** What staff read who book for a customer. */
const en = {
  title: 'New booking',
  steps: ['Who', 'What', 'When', 'Confirm'] as string[],
  who: 'Who is it for?',
  notThere: 'There is no such person. Look for them again.',
  loading: 'Loading the customer',
  failed: 'The customer did not load.',
  for: (name: string) => `For ${name}`,
  other: 'Somebody else',
  setUp: 'Services and rooms',
  noteHint: 'What whoever comes should know.',
  told: (name: string) => `${name} is told at once, and reminded as of any booking.`,
  freeUntil: (name: string, moment: string) => `${name} can move it, or cancel it in time, until ${moment}.`,
  done: (name: string) => `Booked for ${name}.`,
  find: {
    label: 'Find the customer',
    partner: 'Find the partner',
    placeholder: 'Name, email or phone',
    hint: 'Part of a name or email address, or a whole phone number.',
    found: 'People found',
    nobody: 'Nobody is found by this. Ask how the name is spelled, or for the email address.',
    loading: 'Looking for people',
    failed: 'The search failed.',
    offline: 'No network. The search goes on when it is back.',
  },
}
export type Words = typeof en
export const byPhoneWords = makeWords<Words>(en, {
  es: () => import('./by-phone-es.ts'),
  ar: () => import('./by-phone-ar.ts'),
})
