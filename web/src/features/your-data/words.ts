import { makeWords } from '../../lib/words.ts'

const en = {
  title: 'Your data',
  detail:
    'Everything Orderline keeps about you, to take along or to have erased. What others wrote, and where others live, is theirs.',
  download: 'Download a copy',
  copyHint: 'One JSON file: profile, orders, messages you sent, notifications, consents, devices, location.',
  copySaved: 'The copy is in your downloads.',
  erase: 'Erase my account',
  offline: 'You are offline. This works again when the network is back.',
  eraseTitle: 'Erase your account?',
  goes: 'What goes',
  goesList: [
    'Your name, picture, address and phone number',
    'Messages and files you sent: others see that they were deleted',
    'Notifications, choices, consents and devices',
    'Where you were, and the addresses of your orders',
  ],
  stays: 'What stays',
  staysList: [
    'That there was an order, when, and who carried it out: without you and your addresses',
    'What others wrote to you',
    'A number that texted STOP, so that nobody writes to it again',
  ],
  until: 'It is done some days from now. Until then you can change your mind here.',
  confirmLabel: 'Your email address, to confirm',
  confirmHint: (email: string) => `Type ${email}`,
  confirmWrong: 'This is not the address of your account.',
  password: 'Your password',
  signInAgain: 'It is some time since you signed in. Type your password, so that it is surely you.',
  passwordWrong: 'This is not your password.',
  cancel: 'Keep my account',
  asked: (when: string) => `Your account will be erased on ${when}.`,
  closing: (when: string) => `Your account and its data will be erased on ${when}.`,
  closingWait: 'Your account will be erased as soon as no order of yours is under way.',
  closingDetail: 'Until then everything works as before, and you can change your mind.',
  keep: 'Keep my account',
  kept: 'Your account stays.',
}
export type Words = typeof en

export const yourDataWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
