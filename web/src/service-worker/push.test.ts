import { describe, expect, it } from 'vitest'
import { notificationOf } from './push.ts'

const origin = 'https://orderline.test'
const order = '/orders/5f0c2c1e-1111-4111-8111-111111111111'
const report = 'https://project.test/functions/v1/link-click/token'

describe('a push that arrives', () => {
  it('shows declarative web push JSON as the sender wrote it', () => {
    const shown = notificationOf(
      JSON.stringify({
        web_push: 8030,
        app_badge: 3,
        notification: {
          title: 'Order A1001 is on its way',
          body: 'Sam is on the way.',
          navigate: `${origin}${order}?via=token`,
          lang: 'ar',
          dir: 'rtl',
          tag: 'order:1',
          renotify: true,
          requireInteraction: true,
          data: { report, notification_id: 'n1' },
          image: 'https://files.orderline.test/map.png',
          actions: [
            { action: 'open', title: 'Open order', navigate: `${origin}${order}?via=token` },
            { action: 'chat', title: 'Message Sam', navigate: `${order}?chat=1&via=token#last` },
            { action: 'third', title: 'Too many' },
          ],
        },
      }),
      origin,
    )
    expect(shown).toEqual({
      title: 'Order A1001 is on its way',
      badge: 3,
      options: {
        body: 'Sam is on the way.',
        lang: 'ar',
        dir: 'rtl',
        icon: '/icon-192.png',
        badge: '/badge-96.png',
        tag: 'order:1',
        renotify: true,
        requireInteraction: true,
        image: 'https://files.orderline.test/map.png',
        actions: [
          { action: 'open', title: 'Open order' },
          { action: 'chat', title: 'Message Sam' },
        ],
        data: { way: order, actionWays: { open: order, chat: `${order}?chat=1#last` }, report },
      },
    })
  })

  it.each([
    ['inside the notification', { notification: { title: 'x', app_badge: '4' } }, 4],
    [
      'outside it, which newer browsers want',
      { app_badge: 5, notification: { title: 'x', app_badge: 4 } },
      5,
    ],
    ['nowhere', { notification: { title: 'x' } }, null],
    ['as nonsense', { notification: { title: 'x', app_badge: 'many' } }, null],
    ['below zero', { notification: { title: 'x', app_badge: '-1' } }, null],
  ])('reads a badge given %s', (_where, payload, badge) => {
    expect(notificationOf(JSON.stringify({ web_push: 8030, ...payload }), origin).badge).toBe(badge)
  })

  it.each([
    ['no payload', undefined],
    ['an empty payload', ''],
    ['words instead of JSON', 'hello'],
    ['a JSON string', '"hello"'],
    ['null', 'null'],
    ['no title', '{"web_push":8030,"notification":{"body":"x"}}'],
    ['an empty title', '{"notification":{"title":"  "}}'],
    ['a title that is a number', '{"notification":{"title":7}}'],
  ])('with %s still shows a line, because a silent push costs the permission', (_what, payload) => {
    const shown = notificationOf(payload, origin)
    expect(shown.title).toBe('Orderline')
    expect(shown.options.body).not.toBe('')
    expect(shown.options.data).toEqual({ way: '/notifications', actionWays: {}, report: null })
  })

  it('keeps title and body when the rest is malformed', () => {
    const shown = notificationOf(
      JSON.stringify({
        notification: {
          title: 'Hi',
          body: 'you',
          actions: 'none',
          image: 'http://x',
          tag: 4,
          dir: 'up',
          data: 7,
        },
      }),
      origin,
    )
    expect(shown.title).toBe('Hi')
    expect(shown.options).toEqual({
      body: 'you',
      dir: 'auto',
      icon: '/icon-192.png',
      badge: '/badge-96.png',
      data: { way: '/', actionWays: {}, report: null },
    })
  })
})

const options = (notification: object) =>
  notificationOf(JSON.stringify({ notification: { title: 'x', ...notification } }), origin).options

describe('what a push asks for', () => {
  it.each([
    ['that is silent makes no sound again', { tag: 't', silent: true }, { silent: true, renotify: false }],
    ['with a tag is heard again', { tag: 't' }, { renotify: true }],
    ['that says so is not heard again', { tag: 't', renotify: false }, { renotify: false }],
  ])('%s', (_what, notification, expected) => {
    expect(options(notification)).toMatchObject(expected)
  })

  it('without a tag cannot be heard again: the browser would throw', () => {
    expect(options({ renotify: true })).not.toHaveProperty('renotify')
  })

  it('leads out of the app only by the link that was signed for it', () => {
    expect(options({ navigate: report, data: { report } }).data.way).toBe(report)
    expect(options({ navigate: 'https://evil.test/x', data: { report } }).data.way).toBe('/')
    expect(options({ navigate: 'https://evil.test/x' }).data.way).toBe('/')
  })

  it.each([['javascript:alert(1)'], ['/link-click/x'], [''], [7], [null]])(
    'reports to no address such as %j',
    (address) => {
      expect(options({ data: { report: address } }).data.report).toBeNull()
    },
  )
})
