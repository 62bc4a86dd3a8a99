import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import { directionOf, markReadIn } from './language.ts'
import { encodePayload, payloadOf, topicOf, withoutExtras } from './payload.ts'

const words = {
  title: 'Order A1001 is on its way',
  body: 'Sam is on the way.',
  action_url: '/orders/7',
  action_label: 'Open order',
  image_url: 'https://cdn.example.com/van.png',
  event_type: 'order.out_for_delivery',
  tag: 'order:7',
  locale: 'en-GB',
  badge: 3,
}
const report = 'https://project.example/functions/v1/link-click/AZLwwXpVSx6dPAD_ECAwQAAAAAAAAAAAAAAAAA'
const about = {
  notificationId: 'n1',
  priority: 'normal',
  appUrl: 'https://app.example.com',
  report,
} as const
const navigate = 'https://app.example.com/orders/7?via=AZLwwXpVSx6dPAD_ECAwQAAAAAAAAAAAAAAAAA'
const read = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes))
const leadsTo = (action_url: string) => payloadOf({ ...words, action_url }, about).notification.navigate

Deno.test('a browser gets a declarative push with badge and mutable in both places', () => {
  deepStrictEqual(read(encodePayload(payloadOf(words, about))), {
    web_push: 8030,
    app_badge: 3,
    mutable: true,
    notification: {
      title: 'Order A1001 is on its way',
      body: 'Sam is on the way.',
      navigate,
      lang: 'en-GB',
      dir: 'ltr',
      tag: 'order:7',
      renotify: true,
      image: 'https://cdn.example.com/van.png',
      app_badge: 3,
      mutable: true,
      data: { notification_id: 'n1', event_type: 'order.out_for_delivery', report },
      actions: [
        { action: 'open', title: 'Open order', navigate },
        { action: 'read', title: 'Mark read', navigate },
      ],
    },
  })
})

Deno.test('a call has a button to answer and one to decline, each leading to the app with what was pressed', () => {
  const call = {
    ...words,
    event_type: 'call.incoming',
    tag: 'call:42',
    action_label: 'Contestar',
    locale: 'es',
  }
  const { notification } = payloadOf(call, { ...about, priority: 'urgent' })
  deepStrictEqual(notification.actions, [
    { action: 'open', title: 'Contestar', navigate: `${navigate}&answer=42` },
    { action: 'decline', title: 'Rechazar', navigate: `${navigate}&decline=42` },
  ])
  strictEqual(notification.navigate, navigate)
  strictEqual(notification.requireInteraction, true)
})

Deno.test('a browser gets the least that Safari needs when there is only a title', () => {
  const { notification, ...top } = withoutExtras(payloadOf({ title: 'Hello', body: '' }, about))
  deepStrictEqual(top, { web_push: 8030, mutable: true })
  deepStrictEqual(notification, {
    title: 'Hello',
    body: '',
    navigate: navigate.replace('orders/7', ''),
    dir: 'auto',
    tag: 'n1',
    renotify: true,
    mutable: true,
    data: { notification_id: 'n1', report },
  })
})

Deno.test('what is urgent stays until it is answered, and what is low makes no sound', () => {
  const marks = (priority: 'low' | 'normal' | 'high' | 'urgent') => {
    const { silent, renotify, requireInteraction } = payloadOf(words, { ...about, priority }).notification
    return [silent, renotify, requireInteraction]
  }
  deepStrictEqual(marks('low'), [true, undefined, undefined])
  deepStrictEqual(marks('high'), [undefined, true, undefined])
  deepStrictEqual(marks('urgent'), [undefined, true, true])
})

Deno.test('a click without a service worker is known: the token goes along into the app, or by way of link-click', () => {
  const via = navigate.slice(navigate.indexOf('via='))
  strictEqual(leadsTo('/orders/7?chat=1#last'), `https://app.example.com/orders/7?chat=1&${via}#last`)
  strictEqual(leadsTo('https://app.example.com/x'), `https://app.example.com/x?${via}`)
  strictEqual(leadsTo('https://shop.example/offer'), report)
  strictEqual(leadsTo('//evil.example'), report)
  strictEqual(leadsTo('/\t/evil.example'), report)
  strictEqual(leadsTo(`/search?q=${'x'.repeat(2000)}`), report, 'an address too long for a push')
})

Deno.test('a reader of Arabic sees it from the right, with a button in their language', () => {
  const { notification } = payloadOf({ ...words, locale: 'ar-EG' }, about)
  deepStrictEqual([notification.lang, notification.dir], ['ar-EG', 'rtl'])
  strictEqual(notification.actions?.at(-1)?.title, 'وضع علامة مقروء')
  deepStrictEqual(['he', 'fa-IR', 'ur', 'ar-Latn', 'es', 'arn', 'en', undefined].map(directionOf), [
    'rtl',
    'rtl',
    'rtl',
    'ltr',
    'ltr',
    'ltr',
    'ltr',
    'auto',
  ])
  deepStrictEqual(
    ['es-MX', 'fr', undefined].map((locale) => markReadIn(locale)),
    ['Marcar como leída', 'Mark read', 'Mark read'],
  )
})

Deno.test('a long text is shortened, keeps its picture and stays readable', () => {
  const long = payloadOf({ ...words, body: '😀é'.repeat(2000) }, about)
  const bytes = encodePayload(long)
  ok(bytes.length <= 3000 && bytes.length > 2980, `${bytes.length}`)
  const { notification } = read(bytes)
  match(notification.body, /^(😀é)+😀?…$/u)
  strictEqual(notification.image, words.image_url)
  strictEqual([...long.notification.body].length, 4000, 'the payload itself is left as it was')
})

Deno.test('a text that fits without its picture is not shortened', () => {
  const { notification } = read(
    encodePayload(payloadOf({ ...words, image_url: `https://x/${'a'.repeat(3000)}` }, about)),
  )
  deepStrictEqual([notification.body, notification.image], [words.body, undefined])
})

Deno.test('whatever the words are, a push fits, parses, and has a title and a way', () => {
  const text = (maxLength: number) => fc.string({ unit: 'binary', maxLength })
  const anything = fc.record(
    {
      title: text(3000).map((title) => title || 'x'),
      body: text(6000),
      action_url: fc.webPath().map((path) => `/${path.repeat(20)}`),
      action_label: text(500),
      image_url: fc.webUrl().map((url) => url.repeat(20)),
      event_type: text(200),
      tag: text(500),
      locale: fc.constantFrom('en', 'ar'),
      badge: fc.nat(),
    },
    { requiredKeys: ['title', 'body'] },
  )
  fc.assert(
    fc.property(anything, (words) => {
      const bytes = encodePayload(payloadOf(words, about))
      ok(bytes.length <= 3000, `${bytes.length}`)
      const { notification } = read(bytes)
      ok(notification.title.length > 0 && URL.canParse(notification.navigate))
      ok(notification.tag.length > 0 || words.tag === '')
    }),
    { numRuns: 300 },
  )
})

Deno.test('a payload without extras keeps what people need', () => {
  const bare = withoutExtras(payloadOf(words, about))
  ok(!('image' in bare.notification) && !('actions' in bare.notification))
  deepStrictEqual(
    [bare.app_badge, bare.notification.title, bare.notification.navigate],
    [3, words.title, navigate],
  )
})

Deno.test('a push service gets a topic of letters and digits, the same for the same tag', () => {
  for (const tag of ['order:7', '', 'ünï_-:*', 'x'.repeat(500)]) match(topicOf(tag), /^[0-9A-Za-z]{1,32}$/)
  strictEqual(topicOf('order:7'), topicOf('order:7'))
  notStrictEqual(topicOf('order:7'), topicOf('order:8'))
})
