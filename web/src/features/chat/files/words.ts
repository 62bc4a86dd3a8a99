import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')
const en = {
  open: (name: string) => `Open ${name}`,
  save: (name: string) => `Save ${name}`,
  remove: (name: string) => `Remove ${name}`,
  sendingFile: (name: string) => `Sending ${name}`,
  cancelFile: (name: string) => `Cancel ${name}`,
  isLoading: (name: string) => `${name} is loading`,
  checking: 'Being checked',
  notSent: 'Not sent',
  waiting: 'Waiting',
  sending: 'Sending',
  loadAgain: 'Load again',
  offline: 'Loads when the network is back',
  openFailed: 'This file cannot be opened. It may have been deleted.',

  attached: 'Attached files',
  dropHere: 'Drop to attach',
  tooMany: (most: number) =>
    plural(most, {
      one: 'A message holds # file. The others were left out.',
      other: 'A message holds # files. The others were left out.',
    }),
  isEmpty: 'It is empty.',
  wrongKind: 'Only pictures and PDFs can be sent.',
  unreadable: 'This picture cannot be read.',
  largerThan: (size: string) => `It is larger than ${size}.`,

  fileTooLarge: (name: string) => `${name} is too large.`,
  fileWrongKind: (name: string) => `${name} is neither a picture nor a PDF.`,
  filesOff: 'Files cannot be sent here.',

  /** Why the server does not show a file, by its code. */
  refusals: {
    type_not_allowed: 'This file was not let through: it is neither a picture nor a PDF.',
    type_mismatch: 'This file was not let through: it is not what it says it is.',
    damaged: 'This file was not let through: it is damaged.',
    too_many_pixels: 'This file was not let through: it is too large to open.',
    empty: 'This file was not let through: it is empty.',
  },
  refusal: 'This file was not let through: it could not be checked.',

  pageOf: (page: string, all: string) => `${page} of ${all}`,
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  close: 'Close',
  previous: 'Previous',
  next: 'Next',
  loading: 'Loading',
}
export type Words = typeof en

/** Of pictures and files: attached, sent, shown. */
export const filesWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
