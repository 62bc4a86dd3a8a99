import { makeWords } from '../../lib/words.ts'

const en = {
  title: 'Keep your orders one tap away',
  detail: 'Put Orderline on your home screen. It opens at once, also without a network.',
  install: 'Install',
  later: 'Not now',
  iosTitle: 'Put Orderline on your home screen',
  iosDetail: 'Then it can also tell you when your order is near.',
  iosShare: 'Tap Share in the bar of the browser',
  iosAdd: 'Choose “Add to Home Screen”',
  settingsTitle: 'This app',
  settingsInstalled: 'Orderline is installed here. It opens without a network and shows what was last seen.',
  settingsManual:
    'This browser does not offer to install the app from here. Look for “Install” or “Add to home screen” in its menu.',
}
export type Words = typeof en
export const installWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
