import { makeWords, pluralIn } from '../../lib/words.ts'

const plural = pluralIn('en')
const en = {
  title: 'Phone for texts',
  detail: 'Where SMS go. Only you see the number; it is never shown to those you write with.',
  loading: 'Loading your number',
  noNetwork: 'No network. Your number loads when it is back.',
  notLoaded: 'Your number did not load.',
  isVerified: 'Your number is verified.',
  country: 'Country',
  mobile: 'Mobile number',
  empty: 'Write your mobile number.',
  smallPrint:
    'We send one text with a code to prove that it is yours. Message and data rates may apply. After that you get texts only about what you switch on under “What you are told”, and STOP ends them at any time.',
  offlineSend: 'You are offline. A code can be sent when the network is back.',
  sendCode: 'Send code',
  keepOld: 'Keep the old number',
  /** The number stands between the two. */
  sentTo: (number: string) => `We sent a code to ${number}.`,
  code: 'Code from the text',
  goodFor: (clock: string) => `Good for ${clock} more`,
  expired: 'This code has expired. Ask for a new one.',
  offlineCheck: 'You are offline. The code is checked when the network is back.',
  verify: 'Verify',
  sendAgain: 'Send again',
  sendAgainIn: (clock: string) => `Send again in ${clock}`,
  otherNumber: 'Use another number',
  onItsWay: 'The code is on its way once more.',
  removeTitle: 'Remove this number?',
  removeDetail:
    'You get no more texts, not even those that are waiting to be sent. You can add a number again at any time.',
  keep: 'Keep it',
  removeNumber: 'Remove number',
  removed: 'The number was removed.',
  yourNumber: (ending: string) => `Your number ending in ${ending}`,
  theNumber: (ending: string) => `the number ending in ${ending}`,
  verified: 'Verified',
  change: 'Change',
  remove: 'Remove',
  stopped: 'This phone answered STOP, so we text it nothing.',
  start: 'Text START to the number our texts came from, and they come again.',
  offlineChange: 'You are offline. Your number can be changed when the network is back.',
  anotherCodeIn: (wait: string) => `You can ask for another code in ${wait}.`,
  codeWrong: 'This is not the code we sent. Ask for a new one.',
  triesLeft: (count: number) =>
    plural(count, {
      one: 'This is not the code we sent. One try is left.',
      other: 'This is not the code we sent. # tries are left.',
    }),
}
export type Words = typeof en

export const phonesWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
