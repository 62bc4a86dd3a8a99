import { formatTag } from '../../../lib/locale.ts'
import { makeWords } from '../../../lib/words.ts'

const list = new Intl.ListFormat(formatTag)

const en = {
  you: 'You',
  gone: 'Somebody who left',
  blocked: 'Message of somebody you blocked',
  people: (names: readonly string[]) => list.format(names),

  options: 'Message options',
  reactWith: (emoji: string) => `React with ${emoji}`,
  moreReactions: 'More reactions',
  choices: {
    reply: 'Reply',
    thread: 'Reply in thread',
    copy: 'Copy text',
    pin: 'Pin',
    unpin: 'Unpin',
    edit: 'Edit',
    report: 'Report',
    delete: 'Delete',
  },
  copied: 'Copied.',
  copyFailed: 'This browser did not let us copy it.',
  cancel: 'Cancel',

  deleteOwn: 'Delete your message?',
  deleteOther: 'Delete this message?',
  keep: 'Keep it',
  deleteForAll: 'Delete for everybody',
  deleteDetail: 'It goes for everybody, with its files and reactions. “Message deleted” stays in its place.',

  edits: 'Edits',
  loadingEdits: 'Loading edits',
  editsFailed: 'The edits did not load.',
  now: (time: string) => `Now ${time}`,

  reportTitle: 'Report this message?',
  reportDetail: 'Our staff see the message and your name. Its author does not learn of it.',
  reportWhat: 'What is wrong with it?',
  reasons: {
    abuse: 'It insults or threatens',
    spam: 'Spam',
    scam: 'It wants money or data by a trick',
    private_data: 'It shows private data',
    other: 'Something else',
  },
  reportMore: 'Anything else? (optional)',
  report: 'Report',
  reported: 'Reported. Our staff will look at it.',
}
export type Words = typeof en

/** Of what one can do with a message, and of the people in a conversation. */
export const menuWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
