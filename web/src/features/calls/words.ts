import { makeWords, pluralIn } from '../../lib/words.ts'

const plural = pluralIn('en')

/** The words of calls; `name` is the other of the two. */
const en = {
  call: (name: string) => `Video call with ${name}`,
  about: (number: string) => `About order ${number}`,
  incoming: (name: string) => `${name} is calling`,
  accept: 'Accept',
  decline: 'Decline',
  calling: (name: string) => `Calling ${name}`,
  cancel: 'Cancel',
  secondsShort: (seconds: number) => plural(seconds, { one: 'second', other: 'seconds' }),
  secondsToAnswer: (seconds: number) =>
    plural(seconds, { one: '# second to answer', other: '# seconds to answer' }),
  answeredElsewhere: 'Answered on another device.',
  missedFrom: (name: string) => `Missed call from ${name}.`,
  /** Before one calls. */
  check: {
    title: (name: string) => `Call ${name}?`,
    /** How long it may last. */
    lasts: (duration: string) => `A call of up to ${duration}.`,
    introduction: (duration: string) => `A short hello before the visit, ${duration} long.`,
    start: 'Call now',
    camera: 'Camera',
    microphone: 'Microphone',
    level: 'Level of your microphone',
    preview: 'Your camera',
    noCamera: 'No camera: you will be heard, not seen.',
    waiting: 'Your browser asks for camera and microphone…',
    unnamed: (number: number) => `Device ${number}`,
  },
  faults: {
    denied: 'Camera and microphone are blocked for this page.',
    missing: 'There is no camera and no microphone on this device.',
    busy: 'Another program is using the camera or microphone.',
  },
  wayBack: {
    ios: 'Settings › Apps › Safari › Camera and Microphone: “Ask” or “Allow”.',
    android: 'Press the icon left of the address › Permissions › Camera and Microphone.',
    firefox: 'Press the crossed-out icon left of the address and clear “Blocked”.',
    safari: 'Safari › Settings › Websites › Camera and Microphone: choose “Allow” for this site.',
    chrome: 'Press the icon left of the address and switch Camera and Microphone on.',
  },
  tryAgain: 'Try again',
  /** In the call. */
  running: {
    title: (name: string) => `Call with ${name}`,
    connecting: 'Connecting…',
    waiting: (name: string) => `Waiting for ${name}…`,
    reconnecting: 'Connection lost. Reconnecting…',
    otherReconnecting: (name: string) => `${name} lost the connection. Please wait…`,
    otherCameraOff: (name: string) => `The camera of ${name} is off`,
    otherMuted: (name: string) => `${name} is muted`,
    failed: 'The call cannot be joined.',
    left: 'Time left',
    secondsLeft: (seconds: number) => plural(seconds, { one: '# second left', other: '# seconds left' }),
    mute: 'Mute microphone',
    unmute: 'Unmute microphone',
    cameraOff: 'Turn camera off',
    cameraOn: 'Turn camera on',
    switchCamera: 'Switch camera',
    devices: 'Camera and microphone',
    done: 'Done',
    end: 'End call',
    makeSmall: 'Make the call small',
    back: (name: string) => `Back to the call with ${name}`,
    other: (name: string) => `Video of ${name}`,
    own: 'Your own video',
  },
  /** How it ended. */
  over: {
    missed: (name: string) => `${name} did not answer`,
    declined: (name: string) => `${name} cannot talk now`,
    ended: 'Call ended',
    endedAfter: (duration: string) => `You talked for ${duration}.`,
    timeUp: 'The time of this call is over',
    left: (name: string) => `${name} is gone`,
    failed: 'The call did not connect',
    noDevice: (name: string) => `${name} could not turn on a camera or microphone.`,
    notAllowed: 'This call is not possible any more',
    again: 'Call again',
    close: 'Close',
  },
}
export type Words = typeof en
export const callsWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
