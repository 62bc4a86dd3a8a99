import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** What staff read of messages that people reported. */
const en = {
  title: 'Reports',
  backToQueue: 'Back to the queue',
  waiting: 'Waiting',
  settled: 'Settled',
  loading: 'Loading reports',
  failed: 'Reports did not load.',
  offline: 'No network. Reports load when it is back.',
  noneWaiting: 'No report waits.',
  noneSettled: 'No report was settled yet.',
  reasons: {
    spam: 'Spam',
    abuse: 'Abuse',
    scam: 'Scam',
    private_data: 'Private data',
    other: 'Something else',
  },
  saidIn: (name: string, room: string) => `${name} in ${room}`,
  accountGone: 'Account gone',
  someRoom: 'a conversation',
  reportsOfSender: (count: number) =>
    plural(count, { one: '# message reported in 90 days', other: '# messages reported in 90 days' }),
  withoutWords: 'Without words',
  reportedBy: (name: string) => `Reported by ${name}`,
  reportedWith: (name: string, comment: string) => `Reported by ${name}: ${comment}`,
  reporterGone: 'somebody whose account is gone',
  formerStaff: 'former staff',
  settle: 'Settle …',
  lift: (when: string) => `Suspended until ${when}: lift`,
  settleTitle: 'What becomes of it?',
  decision: 'Decision',
  outcomes: {
    dismissed: 'Nothing to do',
    deleted: 'Delete the message',
    muted: 'Delete it, and mute the author in that room',
    suspended: 'Delete it, and suspend the author everywhere',
  },
  forHowLong: 'For how long',
  days: (count: number) => (count === 365 ? 'A year' : plural(count, { one: 'A day', other: '# days' })),
  why: 'Why (staff see it, and it is kept)',
  settleReport: 'Settle the report',
}
export type Words = typeof en

export const reportsWords = makeWords<Words>(en, {
  es: () => import('./reports-es.ts'),
  ar: () => import('./reports-ar.ts'),
})
