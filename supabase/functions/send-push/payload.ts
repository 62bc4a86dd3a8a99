import { createHash } from 'node:crypto'
import * as v from 'valibot'
import { utf8 } from '../_shared/bytes.ts'

/** The words of a delivery as the database rendered them. `badge`: how many notifications wait unread. */
export const rendered = v.object({
  title: v.pipe(v.string(), v.minLength(1)),
  body: v.string(),
  action_url: v.optional(v.string()),
  action_label: v.optional(v.string()),
  image_url: v.optional(v.string()),
  event_type: v.optional(v.string()),
  tag: v.optional(v.string()),
  badge: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})

/** Everything a push says: Declarative Web Push, which Safari shows by itself and our service worker reads elsewhere. */
export type Payload = {
  web_push: 8030
  app_badge?: number
  notification: {
    title: string
    body: string
    navigate: string
    tag: string
    image?: string
    app_badge?: number
    data: { notification_id: string; event_type?: string }
    actions?: { action: 'open'; title: string; navigate: string }[]
  }
}

// A push service must take 4096 bytes, of which encryption needs 103; a third stays free for services that take less.
const maxBytes = 3000

/** `appUrl` makes `navigate` absolute, as Safari wants it; without it the path stays a path, which our worker resolves. */
export function payloadOf(
  words: v.InferOutput<typeof rendered>,
  notificationId: string,
  appUrl?: string,
): Payload {
  const path = words.action_url ?? '/'
  const navigate = appUrl ? new URL(path, appUrl).href : path
  // the badge moved to the top level in 2025; the first Safari versions read it inside
  const badge = words.badge === undefined ? {} : { app_badge: words.badge }
  return {
    web_push: 8030,
    ...badge,
    notification: {
      title: words.title,
      body: words.body,
      navigate,
      tag: words.tag ?? notificationId,
      ...(words.image_url ? { image: words.image_url } : {}),
      ...badge,
      data: {
        notification_id: notificationId,
        ...(words.event_type ? { event_type: words.event_type } : {}),
      },
      ...(words.action_label ? { actions: [{ action: 'open', title: words.action_label, navigate }] } : {}),
    },
  }
}

/** What is dropped first when a message is too large: it must still make sense without. */
export function withoutExtras({ notification, ...rest }: Payload): Payload {
  const { image: _image, actions: _actions, ...needed } = notification
  return { ...rest, notification: needed }
}

/** As bytes, at most 3,000: without extras, then with a shorter body, when it has to be. */
export function encodePayload(payload: Payload): Uint8Array {
  const whole = utf8(JSON.stringify(payload))
  if (whole.length <= maxBytes) return whole
  const bare = withoutExtras(payload)
  const letters = [...bare.notification.body]
  for (;;) {
    const bytes = utf8(JSON.stringify(bare))
    if (bytes.length <= maxBytes || letters.length === 0) return bytes
    letters.splice(-Math.ceil(letters.length / 8))
    bare.notification.body = `${letters.join('')}…`
  }
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
