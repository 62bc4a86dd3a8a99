import { pluralIn } from '../../../lib/words.ts'
import type { Words } from './link-words.ts'

const plural = pluralIn('es')

export const words: Words = {
  messages: 'Mensajes',
  unread: (count) =>
    count > 99
      ? plural(99, { other: 'Mensajes, más de # sin leer' })
      : plural(count, { other: 'Mensajes, # sin leer' }),
}
