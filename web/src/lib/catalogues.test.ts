import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const englishOf = (path: string) => {
  const english = join(root, path.replace('-ar.ts', '.ts'))
  return existsSync(english) ? readFileSync(english, 'utf8') : ''
}
const arabic = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('-ar.ts') && /\bmakeWords\b/.test(englishOf(path)))
  .sort()

type Say = (...told: unknown[]) => unknown
/** Every text of a catalogue by its path, and every function that makes one. */
function leavesOf(words: unknown, path = ''): [string, unknown][] {
  if (typeof words !== 'object' || words === null) return [[path, words]]
  return Object.entries(words).flatMap(([key, value]) => leavesOf(value, path ? `${path}.${key}` : key))
}

// what words are told: counts of every Arabic kind, a name or names, and what an event is about
const tellings: unknown[] = [
  ...[0, 1, 2, 3, 11, 100, 'Ada', ['Ada'], ['Ada', 'Sam', 'Noor']],
  { name: 'Ada', by: 'Sam', former: 'Noor', until: '12', amount: '12' },
]
const told = (count: number): unknown[][] =>
  count === 0 ? [[]] : told(count - 1).flatMap((some) => tellings.map((one) => [...some, one]))
/** What a function says, or null where it is told what it does not take. */
function said(say: Say, some: unknown[]): string | null {
  try {
    const text = say(...some)
    return typeof text === 'string' && !/undefined|NaN|\[object|#/.test(text) ? text : null
  } catch {
    return null
  }
}
const letters = (text: string) => text.replace(/Ada|Sam|Noor/g, '').match(/\p{L}+/gu)?.length ?? 0

async function catalogue(path: string) {
  const english = Object.values(await import(join(root, path.replace('-ar.ts', '.ts')))).find(
    (one): one is { now(): unknown } => typeof (one as { now?: unknown } | null)?.now === 'function',
  )
  const other = async (end: string) =>
    new Map(leavesOf((await import(join(root, path.replace('-ar.ts', end)))).words))
  if (!english) throw new Error(`${path} has no English beside it`)
  return { en: leavesOf(english.now()), es: await other('-es.ts'), ar: await other('-ar.ts') }
}

describe.each(arabic)('a reader of %s', (path) => {
  it('finds in Spanish and Arabic all that is said in English, whatever it is told', async () => {
    const { en, es, ar } = await catalogue(path)
    const faults: string[] = []
    for (const [key, text] of en) {
      let isSaid = false
      const cases = typeof text === 'function' ? told(Math.min(text.length, 3)) : [[]]
      for (const some of cases) {
        const say = (one: unknown) => (typeof one === 'function' ? said(one as Say, some) : (one as string))
        const [english, spanish, inArabic] = [text, es.get(key), ar.get(key)].map(say)
        // some are told what they do not take
        if (typeof english !== 'string' || typeof spanish !== 'string' || typeof inArabic !== 'string')
          continue
        isSaid = true
        const what = `${key}(${JSON.stringify(some)})`
        if (letters(english) > 2 && spanish === english) faults.push(`${what} is English in Spanish`)
        else if (letters(english) > 1 && letters(inArabic) > 0 && !/\p{Script=Arabic}/u.test(inArabic))
          faults.push(`${what} is not Arabic: ${inArabic}`)
      }
      if (!isSaid) faults.push(`${key} says nothing`)
    }
    expect([...new Set(faults)].slice(0, 20)).toEqual([])
  })
})
