import { makeWords } from '../../../lib/words.ts'

/** The words of the app that sends while the screen is off, and of setting it up. */
const en = {
  title: 'Share with the screen off',
  lockOut: 'Lock the app out',
  newCode: 'Make a new code',
  notNow: 'Not now',
  agree: 'Agree and make a code',
  tryAgain: 'Try again',
  hasCode:
    'An app has a code for this order. The code was shown once and cannot be shown again; make a new one for another phone, and the one before is good for nothing.',
  intro:
    'A free app on your phone, OwnTracks, sends your position also while the phone is locked or you use another app.',
  always: 'Also when you do not look',
  alwaysDetail:
    'The app sends until this order closes, you stop sharing, or you lock it out here. The code it gets is good for this order only. It uses more battery than the page.',
  encrypted: 'OwnTracks sends, but encrypted. Empty the encryption key in its settings.',
  lastHeard: (app: string, time: string) => `${app} was heard of last at ${time}.`,
  notHeard: 'No app was heard of yet.',
  install: 'Install OwnTracks from the App Store or Google Play and open it once.',
  iphone: 'iPhone:',
  permitIphone: 'allow location “Always” and “Precise”.',
  android: 'Android:',
  permitAndroid: 'allow location “All the time”, and take OwnTracks out of battery optimisation.',
  scan: 'Scan this code with the phone’s camera, or press the button when you read this on that phone.',
  wait: 'Android: press Import (the tick). Then wait for “heard of” below.',
  code: 'Code that sets OwnTracks up. Without a camera, use the button or the fields below.',
  setUpHere: 'Set OwnTracks up on this phone',
  typeIn: 'Or type it in',
  typeInDetail:
    'OwnTracks: mode HTTP, then these. Traccar Client: the address as server, the password as device identifier.',
  fields: { address: 'Address', user: 'User', password: 'Password' },
  copy: { address: 'Copy address', user: 'Copy user', password: 'Copy password' },
  copied: { address: 'Address copied.', user: 'User copied.', password: 'Password copied.' },
  notCopied: 'Copying is not allowed here. Press long on the text instead.',
  shownOnce: 'This code is shown once. Whoever has it can send positions for this order, and read nothing.',
}
export type Words = typeof en
export const backgroundWords = makeWords<Words>(en, {
  es: () => import('./background-es.ts'),
  ar: () => import('./background-ar.ts'),
})
