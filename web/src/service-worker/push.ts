import * as v from 'valibot'
import { ownPath } from './open.ts'

const text = v.fallback(v.optional(v.string()), undefined)
const count = v.fallback(
  v.optional(v.pipe(v.union([v.number(), v.pipe(v.string(), v.digits(), v.transform(Number))]), v.integer())),
  undefined,
)
const action = v.object({ action: v.string(), title: v.string(), navigate: text })
const schema = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1)),
  body: text,
  navigate: text,
  tag: text,
  image: v.fallback(v.optional(v.pipe(v.string(), v.startsWith('https://'))), undefined),
  app_badge: count,
  actions: v.fallback(v.optional(v.array(action)), undefined),
})

/** Chromium shows two buttons; other browsers none. */
const maxActions = 2

export type ClickData = { path: string; actionPaths: Record<string, string> }
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

  const { title, body, navigate, tag, image, app_badge, actions = [] } = parsed.output
  const path = ownPath(navigate, origin)
  const shown = actions.slice(0, maxActions)
  return {
    title,
    badge: topBadge ?? app_badge ?? null,
    options: {
      body: body ?? '',
      dir: 'auto',
      icon: '/icon-192.png',
      // without a tag, renotify throws
      ...(tag && { tag, renotify: true }),
      ...(image && { image }),
      ...(shown.length > 0 && { actions: shown.map(({ action, title }) => ({ action, title })) }),
      data: {
        path,
        actionPaths: Object.fromEntries(
          shown.map(({ action, navigate }) => [action, navigate ? ownPath(navigate, origin) : path]),
        ),
      },
    },
  }
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
      icon: '/icon-192.png',
      tag: 'plain',
      data: { path: '/notifications', actionPaths: {} },
    },
  }
}

const clickSchema = v.fallback(
  v.object({ path: v.string(), actionPaths: v.fallback(v.record(v.string(), v.string()), {}) }),
  { path: '/', actionPaths: {} },
)

/** Where a click on a notification, or on one of its buttons, leads. */
export function clickPath(data: unknown, action: string, origin: string): string {
  const { path, actionPaths } = v.parse(clickSchema, data)
  return ownPath(actionPaths[action] ?? path, origin)
}
