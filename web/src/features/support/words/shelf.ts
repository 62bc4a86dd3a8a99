import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** What staff read where they keep canned replies and labels. */
const en = {
  title: 'Canned replies and labels',
  backToQueue: 'Back to the queue',
  loading: 'Loading',
  undo: 'Undo',
  offline: 'No network. What you keep at hand loads when it is back.',

  replies: 'Canned replies',
  repliesHint: 'Type / and the shortcut in the composer.',
  repliesFailed: 'The replies did not load.',
  noReplies: 'No replies yet. What you write often fits here.',
  newReply: 'New reply',
  newReplyTitle: 'New canned reply',
  changeReplyTitle: 'Change the reply',
  saveReply: 'Save reply',
  shortcut: 'Shortcut',
  shortcutHint: 'What one types after the /',
  replyTitle: 'Title',
  replyText: 'Text',
  replyTextHint: '{{customer.name}}, {{order.number}}, {{ticket.number}} and {{agent.name}} are filled in.',
  changeReply: (shortcut: string) => `Change /${shortcut}`,
  deleteReply: (shortcut: string) => `Delete /${shortcut}`,
  replyDeleted: (shortcut: string) => `/${shortcut} deleted`,

  labels: 'Labels',
  labelsHint: 'Renaming one renames it on every request; deleting takes it off them.',
  labelsFailed: 'The labels did not load.',
  noLabels: 'No labels yet. They sort the queue.',
  newLabel: 'New label',
  changeLabelTitle: 'Change the label',
  saveLabel: 'Save label',
  labelName: 'Name',
  colour: 'Colour',
  tones: { neutral: 'Grey', accent: 'Teal', live: 'Amber', good: 'Green', bad: 'Red' },
  changeLabel: (name: string) => `Change ${name}`,
  deleteLabel: (name: string) => `Delete ${name}`,
  labelDeleted: (name: string, requests: number) =>
    requests === 0
      ? `${name} deleted`
      : plural(requests, {
          one: `${name} deleted, and taken off # request`,
          other: `${name} deleted, and taken off # requests`,
        }),
}
export type Words = typeof en

export const shelfWords = makeWords<Words>(en, {
  es: () => import('./shelf-es.ts'),
  ar: () => import('./shelf-ar.ts'),
})
