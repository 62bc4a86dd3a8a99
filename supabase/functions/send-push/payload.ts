import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { utf8 } from '../_shared/bytes.ts'
import { clip, fits, jsonBytes } from './clip.ts'
import { declineIn, directionOf, markReadIn } from './language.ts'

/** The words of a delivery as the database rendered them. `badge`: how many notifications wait unread. */
export const rendered = v.object({
  title: v.pipe(v.string(), v.minLength(1)),
  body: v.string(),
  action_url: v.optional(v.string()),
  action_label: v.optional(v.string()),
  image_url: v.optional(v.string()),
  event_type: v.optional(v.string()),
  tag: v.optional(v.string()),
  locale: v.optional(v.string()),
  badge: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})

export type Priority = 'low' | 'normal' | 'high' | 'urgent'

/** What belongs to one delivery beside its words. */
export type Circumstances = {
  notificationId: string
  priority: Priority
  /** Where the app is: paths become absolute addresses, as Safari wants them. */
  appUrl: string
  /** The address of link-click with the signed token of the delivery as its last part. */
  report: string
}

type Action = { action: 'open' | 'read' | 'decline'; title: string; navigate: string }

/** Everything a push says: Declarative Web Push, which Safari shows by itself and our service worker reads elsewhere. */
export type Payload = {
  web_push: 8030
  app_badge?: number
  mutable: true
  notification: {
    title: string
    body: string
    navigate: string
    lang?: string
    dir: 'ltr' | 'rtl' | 'auto'
    tag: string
    renotify?: true
    silent?: true
    requireInteraction?: true
    image?: string
    app_badge?: number
    mutable: true
    data: { notification_id: string; event_type?: string; report: string }
    actions?: Action[]
  }
}

// A push service must take 4096 bytes, of which encryption needs 103; a third stays free for services that take less.
const maxBytes = 3000
const limits = { title: 400, label: 120, tag: 120, address: 800, event: 80 }
// a body that would be cut below this makes room by losing picture and buttons first
const worthReading = 300

export function payloadOf(words: v.InferOutput<typeof rendered>, about: Circumstances): Payload {
  const { notificationId, priority, report } = about
  const navigate = addressOf(words.action_url ?? '/', about)
  const image = words.image_url && fits(words.image_url, limits.address) ? words.image_url : undefined
  const tag = words.tag ?? notificationId
  const event = words.event_type && words.event_type.length <= limits.event ? words.event_type : undefined
  // the badge moved to the top level in 2025; the first Safari versions read it inside; likewise `mutable`
  const both = { ...(words.badge === undefined ? {} : { app_badge: words.badge }), mutable: true } as const
  return {
    web_push: 8030,
    ...both,
    notification: {
      title: clip(words.title, limits.title),
      body: words.body,
      navigate,
      ...(words.locale && { lang: words.locale }),
      dir: directionOf(words.locale),
      tag: fits(tag, limits.tag) ? tag : topicOf(tag),
      // news of the same order takes the place of the old, and is heard all the same; what is low is never heard
      ...(priority === 'low' ? { silent: true } : { renotify: true }),
      ...(priority === 'urgent' && { requireInteraction: true }),
      ...(image && { image }),
      ...both,
      data: { notification_id: notificationId, ...(event && { event_type: event }), report },
      actions: [
        ...(words.action_label
          ? [
              {
                action: 'open' as const,
                title: clip(words.action_label, limits.label),
                navigate: event === 'call.incoming' ? asking('answer', navigate, tag) : navigate,
              },
            ]
          : []),
        event === 'call.incoming'
          ? {
              action: 'decline' as const,
              title: declineIn(words.locale),
              navigate: asking('decline', navigate, tag),
            }
          : { action: 'read' as const, title: markReadIn(words.locale), navigate },
      ],
    },
  }
}

/** What a button of a call asks of the page it opens: to answer or decline the call that the push is tagged with. */
function asking(what: 'answer' | 'decline', navigate: string, tag: string): string {
  const url = new URL(navigate)
  url.searchParams.set(what, tag.slice(tag.indexOf(':') + 1))
  return url.href
}

/**
 * A page of the app carries the token with it, so that a browser which opens it without our service worker still tells of
 * the click; within the app, because a redirect would lead an installed app out of itself. Other addresses, and those too
 * long for a push, go by way of link-click.
 */
function addressOf(actionUrl: string, { appUrl, report }: Circumstances): string {
  const url = URL.parse(actionUrl, appUrl)
  if (!url || url.origin !== new URL(appUrl).origin) return report
  url.search += `${url.search ? '&' : '?'}via=${report.slice(report.lastIndexOf('/') + 1)}`
  return fits(url.href, limits.address) ? url.href : report
}

/** What is dropped first when a message is too large: it must still make sense without. */
export function withoutExtras({ notification, ...rest }: Payload): Payload {
  const { image: _image, actions: _actions, ...needed } = notification
  return { ...rest, notification: needed }
}

/** As bytes, at most 3,000: with a shorter body, without picture and buttons when that leaves too little of it. */
export function encodePayload(payload: Payload): Uint8Array {
  const whole = utf8(JSON.stringify(payload))
  if (whole.length <= maxBytes) return whole
  const bodyBytes = jsonBytes(payload.notification.body)
  const room = bodyBytes - (whole.length - maxBytes)
  if (room < Math.min(worthReading, bodyBytes) && payload.notification.actions)
    return encodePayload(withoutExtras(payload))
  const { body, ...others } = payload.notification
  return utf8(JSON.stringify({ ...payload, notification: { ...others, body: clip(body, room) } }))
}

/** A name of at most 32 letters and digits for a tag: a push service replaces what waits under the same topic. */
export function topicOf(tag: string): string {
  // base62, although the RFC allows - and _: Apple refuses them
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  let number = BigInt(`0x${createHash('sha256').update(tag).digest('hex').slice(0, 44)}`)
  let topic = ''
  for (; number > 0n; number /= 62n) topic = (alphabet[Number(number % 62n)] ?? '') + topic
  return topic
}
