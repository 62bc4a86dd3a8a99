import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** What a customer reads who asks for help, and everybody who rates a conversation. */
const en = {
  help: 'Help',
  askForHelp: 'Ask for help',
  backToOrders: 'Back to orders',
  yourRequests: 'Your requests',
  requestUnread: (subject: string, count: number) => `${subject}, ${plural(count, { other: '# unread' })}`,
  ofOrder: (number: string) => `order ${number}`,
  states: { waiting: 'Waiting for us', answered: 'Answered', resolved: 'Resolved' },
  noRequests: 'Is something wrong, or do you want to know something? Write to us, we answer here.',
  requestsOffline: 'No network. Your requests load when it is back.',
  requestsLoading: 'Loading requests',
  requestsFailed: 'Your requests did not load.',

  whichOrder: 'Which order is it about?',
  noOrder: 'None of them',
  subject: 'What is it about?',
  subjectMissing: 'Say in a few words what it is about.',
  body: 'What happened?',
  bodyMissing: 'Tell us what happened, or what you want to know.',
  send: 'Send',

  howWasIt: 'How was it?',
  starsMissing: 'Choose one to five stars.',
  star: (stars: number, word: string) => plural(stars, { one: `# star: ${word}`, other: `# stars: ${word}` }),
  starWords: ['', 'Bad', 'Not good', 'All right', 'Good', 'Very good'],
  given: (stars: number, word: string) => `${plural(stars, { other: '#' })} of 5 · ${word}`,
  comment: 'What should we know? (optional)',
  sendRating: 'Send rating',
  changeRating: 'Change',
}
export type Words = typeof en

export const askingWords = makeWords<Words>(en, {
  es: () => import('./asking-es.ts'),
  ar: () => import('./asking-ar.ts'),
})
