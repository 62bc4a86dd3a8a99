import { makeWords } from './words.ts'

/** The names of notification categories by key. In English they stand in the database; a category not named here has its name from there. */
export const categoryWords = makeWords<Record<string, string>>(
  {},
  { es: () => import('./category-words-es.ts'), ar: () => import('./category-words-ar.ts') },
)
