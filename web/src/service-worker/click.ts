import * as v from 'valibot'
import { ownPath } from './open.ts'

const schema = v.fallback(
  v.object({
    way: v.fallback(v.string(), '/'),
    actionWays: v.fallback(v.record(v.string(), v.string()), {}),
    report: v.fallback(v.nullable(v.pipe(v.string(), v.regex(/^https?:\/\//))), null),
  }),
  { way: '/', actionWays: {}, report: null },
)

/** The button that marks as read without opening anything. */
const readAction = 'read'

export type Click = {
  /** The page of the app to open; null when the press opens none. */
  path: string | null
  /** A signed link to open instead: it notes the click and leads out of the app. */
  link: string | null
  /** Where to report the click, unless the link does. */
  report: string | null
}

/** What a click on a notification, or on one of its buttons, asks for. */
export function clickOf(data: unknown, action: string, origin: string): Click {
  const { way, actionWays, report } = v.parse(schema, data)
  if (action === readAction) return { path: null, link: null, report }
  const wanted = actionWays[action] ?? way
  if (report && wanted === report) return { path: null, link: report, report: null }
  return { path: ownPath(wanted, origin), link: null, report }
}

/** The address that a shown or dismissed notification reports to. */
export const reportOf = (data: unknown): string | null => v.parse(schema, data).report
