import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')
const en = {
  message: 'Message',
  send: 'Send',
  save: 'Save',
  charactersLeft: (count: number) => plural(count, { one: '# character left', other: '# characters left' }),
  charactersOver: (count: number) =>
    plural(count, { one: '# character too many', other: '# characters too many' }),
  editing: 'Editing your message',
  answering: (name: string) => `Answering ${name}`,
  answeringSelf: 'Answering yourself',
  stopEditing: 'Stop editing',
  stopAnswering: 'Do not answer',
  toMention: 'People to mention',

  add: 'Add files or your location',
  files: 'Files',
  camera: 'Camera',
  attach: 'Attach files',
  takePicture: 'Take a picture',

  sendPlace: 'Send my location',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  finding: 'Finding where you are …',
  accurateTo: (radius: string) => `Accurate to ${radius}`,
  roughPlace: 'That is rough: say in words where you are, too.',
  seenByAll: 'Everybody in this conversation sees it. It does not move with you.',
  placeDenied:
    'Your browser does not let Orderline see where you are. Allow the location for this page in its settings, then try again.',
  placeUnknown: 'Your device cannot tell where it is at the moment. Try again by a window or outside.',
  placeLate: 'Finding your location took too long. Try again by a window or outside.',
  placeImpossible: 'This browser cannot tell where you are.',
  placeFailed: 'Your location could not be found.',
}
export type Words = typeof en

/** Of where one writes, and of sending where one is. */
export const composerWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
