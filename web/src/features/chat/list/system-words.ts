import { ar } from './system-words-ar.ts'
import { en } from './system-words-en.ts'
import { es } from './system-words-es.ts'

/** What a system message tells of: whom it is about, who did it, until when; names as they were then. */
export type Told = { name: string; by: string | null; former: string | null; until: string }
export type Words = {
  /** By status of an order. */
  steps: Record<string, string>
  /** By `meta.event`. */
  events: Record<string, (told: Told) => string>
  orderUpdated: string
  notice: string
}

const languages: Record<string, Words> = { en, es, ar }

/** The words of a locale such as es-MX; English where there are none. */
export function wordsOf(locale: string): Words {
  const language = locale.split('-')[0]?.toLowerCase() ?? ''
  return (Object.hasOwn(languages, language) && languages[language]) || en
}

// isolates: a name in another script must not turn the sentence around it
const isolate = (name: unknown) => (typeof name === 'string' && name ? `\u2068${name}\u2069` : null)

/** What a line of the system says, in the reader's language. */
export function sentenceOf(meta: Record<string, unknown>, locale: string): string | null {
  const words = wordsOf(locale)
  const say =
    typeof meta.event === 'string' && Object.hasOwn(words.events, meta.event) && words.events[meta.event]
  if (!say) return null
  const until = new Date(typeof meta.until === 'string' ? meta.until : Number.NaN)
  return say({
    name: isolate(meta.name) ?? '—',
    by: isolate(meta.by_name),
    former: isolate(meta.former_name),
    until: Number.isNaN(until.getTime()) ? '—' : (isolate(untilText(until, locale)) ?? '—'),
  })
}

function untilText(until: Date, locale: string): string {
  const isToday = until.toDateString() === new Date().toDateString()
  const form = isToday
    ? { timeStyle: 'short' as const }
    : { dateStyle: 'medium' as const, timeStyle: 'short' as const }
  try {
    return new Intl.DateTimeFormat(locale, form).format(until)
  } catch {
    // a locale that looks right and is not, such as en-US-US
    return new Intl.DateTimeFormat(undefined, form).format(until)
  }
}
