import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from 'node:assert/strict'
import { encodePayload, payloadOf, topicOf, withoutExtras } from './payload.ts'

const words = {
  title: 'Order A1001 is on its way',
  body: 'Sam is on the way.',
  action_url: '/orders/7',
  action_label: 'Open order',
  image_url: 'https://cdn.example.com/van.png',
  event_type: 'order.out_for_delivery',
  tag: 'order:7',
  badge: 3,
}
const read = (bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes))

Deno.test('a browser gets a declarative push with the badge in both places', () => {
  deepStrictEqual(read(encodePayload(payloadOf(words, 'n1', 'https://app.example.com'))), {
    web_push: 8030,
    app_badge: 3,
    notification: {
      title: 'Order A1001 is on its way',
      body: 'Sam is on the way.',
      navigate: 'https://app.example.com/orders/7',
      tag: 'order:7',
      image: 'https://cdn.example.com/van.png',
      app_badge: 3,
      data: { notification_id: 'n1', event_type: 'order.out_for_delivery' },
      actions: [{ action: 'open', title: 'Open order', navigate: 'https://app.example.com/orders/7' }],
    },
  })
})

Deno.test('a browser gets the least that Safari needs when there is only a title', () => {
  deepStrictEqual(payloadOf({ title: 'Hello', body: '' }, 'n1'), {
    web_push: 8030,
    notification: { title: 'Hello', body: '', navigate: '/', tag: 'n1', data: { notification_id: 'n1' } },
  })
})

Deno.test('a very long text loses picture and buttons first, then its end, and stays readable', () => {
  const long = payloadOf({ ...words, body: '😀é'.repeat(2000) }, 'n1')
  const bytes = encodePayload(long)
  ok(bytes.length <= 3000 && bytes.length > 2000, `${bytes.length}`)
  const { notification } = read(bytes)
  strictEqual(notification.image, undefined)
  match(notification.body, /^(😀é)+😀?…$/u)
  strictEqual(long.notification.image, words.image_url, 'the payload itself is left as it was')
})

Deno.test('a text that fits without its picture is not shortened', () => {
  const { notification } = read(
    encodePayload(payloadOf({ ...words, image_url: `https://x/${'a'.repeat(3000)}` }, 'n1')),
  )
  deepStrictEqual([notification.body, notification.image], [words.body, undefined])
})

Deno.test('a payload without extras keeps what people need', () => {
  const bare = withoutExtras(payloadOf(words, 'n1'))
  deepStrictEqual(Object.keys(bare.notification), ['title', 'body', 'navigate', 'tag', 'app_badge', 'data'])
  strictEqual(bare.app_badge, 3)
})

Deno.test('a push service gets a topic of letters and digits, the same for the same tag', () => {
  for (const tag of ['order:7', '', 'ünï_-:*', 'x'.repeat(500)]) match(topicOf(tag), /^[0-9A-Za-z]{1,32}$/)
  strictEqual(topicOf('order:7'), topicOf('order:7'))
  notStrictEqual(topicOf('order:7'), topicOf('order:8'))
})
