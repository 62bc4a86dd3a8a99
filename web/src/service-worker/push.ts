import * as v from 'valibot'
import { ownPath } from './open.ts'

const text = v.fallback(v.optional(v.string()), undefined)
const flag = v.fallback(v.optional(v.boolean()), undefined)
const count = v.fallback(
  v.optional(v.pipe(v.union([v.number(), v.pipe(v.string(), v.digits(), v.transform(Number))]), v.integer())),
  undefined,
)
const webAddress = v.fallback(v.optional(v.pipe(v.string(), v.url(), v.regex(/^https?:\/\//))), undefined)
const action = v.object({ action: v.string(), title: v.string(), navigate: text })
const schema = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1)),
  body: text,
  navigate: text,
  lang: text,
  dir: v.fallback(v.picklist(['auto', 'ltr', 'rtl']), 'auto'),
  tag: text,
  renotify: flag,
  silent: flag,
  requireInteraction: flag,
  image: v.fallback(v.optional(v.pipe(v.string(), v.startsWith('https://'))), undefined),
  app_badge: count,
  actions: v.fallback(v.optional(v.array(action)), undefined),
  data: v.fallback(v.object({ report: webAddress }), { report: undefined }),
})

/** Chromium and Firefox show two buttons; Safari none. */
const maxActions = 2

/** Kept with a notification until it is clicked: where it leads, and where what became of it is reported. */
export type ClickData = { way: string; actionWays: Record<string, string>; report: string | null }
export type PushNotification = {
  title: string
  options: NotificationOptions & {
    image?: string
    renotify?: boolean
    actions?: { action: string; title: string }[]
    data: ClickData
  }
  /** Number for the app's icon; null when the push says nothing about it. */
  badge: number | null
}

const looks = { icon: '/icon-192.png', badge: '/badge-96.png' }

/**
 * What to show for a push. Reads declarative web push JSON (`{"web_push":8030,"notification":{…}}`) and a bare
 * notification object. A browser that shows nothing for a push takes the permission away, so anything else
 * becomes a plain line.
 */
export function notificationOf(payload: string | undefined, origin: string): PushNotification {
  const { outer, inner } = opened(payload)
  const parsed = v.safeParse(schema, inner)
  const topBadge = v.parse(count, outer?.app_badge)
  if (!parsed.success) return plain(topBadge ?? null)

  const { title, body, navigate, lang, dir, tag, renotify, silent, requireInteraction, image, data } =
    parsed.output
  const { app_badge, actions = [] } = parsed.output
  const report = data.report ?? null
  const way = wayOf(navigate, report, origin)
  const shown = actions.slice(0, maxActions)
  return {
    title,
    badge: topBadge ?? app_badge ?? null,
    options: {
      body: body ?? '',
      dir,
      ...looks,
      ...(lang && { lang }),
      // without a tag, renotify throws
      ...(tag && { tag, renotify: renotify ?? !silent }),
      ...(silent && { silent }),
      ...(requireInteraction && { requireInteraction }),
      ...(image && { image }),
      ...(shown.length > 0 && { actions: shown.map(({ action, title }) => ({ action, title })) }),
      data: {
        way,
        actionWays: Object.fromEntries(
          shown.map(({ action, navigate }) => [action, navigate ? wayOf(navigate, report, origin) : way]),
        ),
        report,
      },
    },
  }
}

/** A path of the app, without the token that a browser without this worker needs; or the signed link that leads elsewhere. */
function wayOf(navigate: string | undefined, report: string | null, origin: string): string {
  if (report && navigate === report) return report
  const url = new URL(ownPath(navigate, origin), origin)
  url.searchParams.delete('via')
  return url.pathname + url.search + url.hash
}

function opened(payload: string | undefined) {
  try {
    const outer: unknown = JSON.parse(payload ?? '')
    if (!isObject(outer)) return { outer: undefined, inner: undefined }
    return { outer, inner: isObject(outer.notification) ? outer.notification : outer }
  } catch {
    return { outer: undefined, inner: undefined }
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function plain(badge: number | null): PushNotification {
  return {
    title: 'Orderline',
    badge,
    options: {
      body: 'There is something new. Open Orderline to see it.',
      ...looks,
      tag: 'plain',
      data: { way: '/notifications', actionWays: {}, report: null },
    },
  }
}
