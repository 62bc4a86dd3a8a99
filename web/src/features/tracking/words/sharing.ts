import { makeWords, pluralIn } from '../../../lib/words.ts'
import type { SharingState } from '../sharing-state.ts'

const plural = pluralIn('en')

const hints: Record<SharingState, (viewer: string) => string> = {
  off: (viewer) => `Off. ${viewer} sees no position.`,
  starting: () => 'Starting …',
  sharing: (viewer) => `${viewer} sees where you are. Keep this page open: it pauses when the screen locks.`,
  paused: () => 'Paused while this page is not seen.',
  held: (viewer) => `You paused it. ${viewer} sees “paused” and where you were last.`,
  elsewhere: () => 'Another tab of this browser is sharing for this order.',
  denied: () => 'Your browser refuses the position. Once you allow it, sharing goes on by itself.',
  unavailable: () => 'The device finds no position yet. Switch its location on; outdoors it finds it faster.',
}

/** The words of a partner's sharing. `viewer` is the name of the customer. */
const en = {
  label: 'Location sharing',
  share: 'Share my location',
  /** What is true now, for the partner. */
  hints,
  wayBack: {
    title: 'How to allow it',
    ios: 'Settings › Apps › Safari › Location: “Ask” or “Allow”. Also Privacy & Security › Location Services › Safari Websites: “While Using”.',
    android: 'Press the icon left of the address › Permissions › Location. Is your phone’s own location on?',
    firefox: 'Press the crossed-out icon left of the address and clear “Blocked”, then reload the page.',
    safari: 'Safari › Settings › Websites › Location: choose “Allow” for this site.',
    chrome: 'Press the icon left of the address and switch Location on.',
  },
  reload: 'Reload the page',
  goOn: 'Go on sharing',
  pause: 'Pause',
  stop: 'Stop',
  background: 'App in the background',
  screenOff: 'Share with the screen off',
  stoppedHere: (why: string) => `Stopped on this device. ${why}`,
  pausedHere: (why: string) => `Paused on this device. ${why}`,
  banner: 'What you share',
  bannerSharing: 'You are sharing your location',
  bannerPaused: 'Sharing your location is paused',
  bannerUnavailable: 'Looking for your position',
  consentTitle: 'Share your location for this order?',
  notNow: 'Not now',
  agree: 'Agree and share',
  keepOpen: 'Keep this page open',
  keepOpenDetail:
    'Browsers give a position only to a page that is seen. When you lock the phone or change to another app, sharing shows as paused and goes on when you come back.',
  whoSees: 'Who sees it',
  whoSeesDetail: (viewer: string) =>
    `${viewer}, and the staff who look after orders; nobody else. Whoever looks is noted, and you can read who did.`,
  whatTheySee: 'What they see',
  whatTheySeeDetail: (viewer: string) =>
    `${viewer} sees where you are, the way you came, and when you will be there. Staff also see your speed and battery.`,
  howLong: 'How long',
  howLongDetail: (viewer: string) =>
    `Only while this order is open, and only until you switch it off. When it closes, ${viewer} sees nothing of it any more; staff keep the way for some days, then a rough line.`,
  details: 'What was sent',
  pointsWait: (count: number) =>
    plural(count, { one: '# point waits for the network', other: '# points wait for the network' }),
  taken: 'Taken',
  takenCount: (count: string, time: string | null) => (time ? `${count}, last at ${time}` : count),
  waiting: 'Waiting',
  notTaken: 'Not taken',
  none: 'none',
  refusedCount: (count: string, reason: string) => `${count} ${reason}`,
  howOften: 'How often',
  seldom: 'Nobody looks just now: every 10 s at most, several at once',
  often: 'Every 3 s at most while you move, so that the map follows',
  /** Why a point was not taken, by the server's word for it. */
  refused: {
    inaccurate: 'too inaccurate: more than 200 m off',
    jump: 'too far from the one before to be true',
    in_the_future: 'from the future: the clock of this device is ahead',
    too_old: 'older than a day',
    invalid: 'not a place on earth',
    duplicate: 'already there',
    paused: 'recorded during a pause',
    before_sharing: 'from before you shared',
  },
  refusedOther: (reason: string) => reason.replaceAll('_', ' '),
}
export type Words = typeof en
export const sharingWords = makeWords<Words>(en, {
  es: () => import('./sharing-es.ts'),
  ar: () => import('./sharing-ar.ts'),
})
