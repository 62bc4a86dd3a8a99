import { locale } from '../../lib/locale.ts'
import { isolated } from '../../lib/words.ts'

/** A name inside a sentence: kept apart where the sentence may run the other way. */
export const spokenName = (name: string): string => (locale === 'en' ? name : isolated(name))
