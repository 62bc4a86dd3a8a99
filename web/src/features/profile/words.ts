import { makeWords } from '../../lib/words.ts'

const en = {
  picture: {
    title: 'Your picture',
    detail: 'Shown beside your name to the people you talk to.',
    file: 'Picture file',
    choose: 'Choose a picture',
    change: 'Change picture',
    remove: 'Remove picture',
    unreadable: 'This picture cannot be read. Choose a JPEG, PNG or WebP.',
  },
  language: {
    title: 'Language',
    detail: 'Of this app, and of what we write to you by push, SMS and mail.',
  },
}
export type Words = typeof en
export const profileWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
