import { makeWords } from '../../../lib/words.ts'

const en = {
  offerTitle: 'Tell me when something changes',
  offer: 'News of your orders on this device, also while Orderline is closed.',
  turnOnPush: 'Turn on notifications',
  notNow: 'Not now',
  blockedTitle: 'Notifications are blocked',
  blocked: 'This browser was told not to show notifications. To change that:',
  installTitle: 'Be told on this phone',
  install:
    'Press Share, then “Add to Home Screen”, and open Orderline from there: iPhone and iPad show notifications only for apps on the Home Screen.',
  notSetUp: 'Notifications are not set up yet',
  tryAgain: 'Try again',
  waysBack: {
    chrome: ['Press the sign to the left of the address.', 'Switch Notifications on, or set them to Allow.'],
    chromeMobile: [
      'Press the sign to the left of the address, then Permissions.',
      'Allow Notifications. If they are off for the browser itself, allow them in the settings of the phone.',
    ],
    firefox: [
      'Press the sign to the left of the address.',
      'Beside “Send notifications”, take away Blocked, and reload the page.',
    ],
    safari: [
      'In the menu Safari, open Settings, then Websites, then Notifications.',
      'Find this site in the list and set it to Allow.',
    ],
    installed: [
      'Open the settings of the phone or computer, then Notifications.',
      'Find Orderline in the list and allow them.',
    ],
    other: [
      'Open the permissions of this site in the settings of the browser.',
      'Set Notifications to Allow.',
    ],
  },
  noticed: 'Come back here: this page notices by itself.',
  devicesTitle: 'Devices',
  devicesDetail: 'Browsers that get push notifications. One that is not opened for 60 days gets no more.',
  devicesLoading: 'Your devices are loading',
  devicesNoNetwork: 'No network. Your other devices load when it is back.',
  devicesNotLoaded: 'Your devices did not load.',
  devicesFull: (most: string) =>
    `These are the ${most} devices last opened; a further one takes the place of the oldest.`,
  thisBrowser: 'This browser',
  thisDevice: 'This device',
  unsupported: 'This browser cannot show notifications.',
  getsNone: 'Gets no notifications. Turn them on for news of your orders, also while Orderline is closed.',
  gets: 'Gets notifications',
  lastOpened: (ago: string) => `Last opened ${ago}`,
  turnOn: 'Turn on',
  turnOff: 'Turn off',
  sendTest: 'Send a test',
  sendTestTo: (device: string) => `Send a test to ${device}`,
  rename: (device: string) => `Rename ${device}`,
  remove: (device: string) => `Remove ${device}`,
  renameTitle: 'Rename device',
  name: 'Name',
  nameHint: 'Only you see it.',
  cancel: 'Cancel',
  save: 'Save',
  removeTitle: (device: string) => `Remove ${device}?`,
  removeDetail:
    'It gets no more notifications, until somebody signs in as you there and turns them on again. It stays signed in.',
  keepIt: 'Keep it',
  removeIt: 'Remove',
  removed: (device: string) => `${device} was removed`,
  sending: 'Sending…',
  onItsWay: 'On its way…',
  arrived: 'It arrived: the device has shown it.',
  notShown:
    'Sent, but the device has not shown it yet. It may be off or without a network; some iPhones show it without saying so.',
  noAnswer: 'The push service does not answer. It will be tried again.',
  notSent: (code: string) => `It could not be sent (${code}).`,
  unknown: 'unknown',
  ended:
    'The browser has ended its registration. Open Orderline on that device and turn notifications on again.',
  testFailed: {
    no_consent: 'You switched push off for “Your account”. Switch it on above to test.',
    no_target: 'This device is no longer registered.',
    target_gone: 'This device is no longer registered.',
    expired: 'The push service did not take it in time. Try again later.',
    attempts_used_up: 'The push service did not take it. Try again later.',
  } as Record<string, string>,
  noWorker: 'This page could not start its background part. Reload it and try again.',
  noPushService:
    'The push service of this browser cannot be reached. A firewall or a setting of the browser may be in the way.',
}
export type Words = typeof en

export const pushWords = makeWords<Words>(en, {
  es: () => import('./push-es.ts'),
  ar: () => import('./push-ar.ts'),
})
