import { describe, expect, it } from 'vitest'
import { clickPath, notificationOf } from './push.ts'

const origin = 'https://orderline.test'
const order = '/orders/5f0c2c1e-1111-4111-8111-111111111111'

describe('a push that arrives', () => {
  it('shows declarative web push JSON as the sender wrote it', () => {
    const shown = notificationOf(
      JSON.stringify({
        web_push: 8030,
        app_badge: 3,
        notification: {
          title: 'Order A1001 is on its way',
          body: 'Sam is on the way.',
          navigate: `${origin}${order}`,
          tag: 'order:1',
          image: 'https://files.orderline.test/map.png',
          actions: [
            { action: 'open', title: 'Open order', navigate: `${origin}${order}` },
            { action: 'chat', title: 'Message Sam', navigate: `${order}?chat` },
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
        dir: 'auto',
        icon: '/icon-192.png',
        tag: 'order:1',
        renotify: true,
        image: 'https://files.orderline.test/map.png',
        actions: [
          { action: 'open', title: 'Open order' },
          { action: 'chat', title: 'Message Sam' },
        ],
        data: { path: order, actionPaths: { open: order, chat: `${order}?chat` } },
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
    expect(shown.options.data.path).toBe('/notifications')
  })

  it('keeps title and body when the rest is malformed', () => {
    const shown = notificationOf(
      JSON.stringify({
        notification: { title: 'Hi', body: 'you', actions: 'none', image: 'http://x', tag: 4 },
      }),
      origin,
    )
    expect(shown.title).toBe('Hi')
    expect(shown.options).toEqual({
      body: 'you',
      dir: 'auto',
      icon: '/icon-192.png',
      data: { path: '/', actionPaths: {} },
    })
  })
})

describe('a click on a notification', () => {
  it.each([
    ['the body', '', order],
    ['a button of its own', 'chat', `${order}?chat`],
    ['a button nobody knows', 'other', order],
  ])('on %s leads where the sender said', (_what, action, path) => {
    expect(clickPath({ path: order, actionPaths: { chat: `${order}?chat` } }, action, origin)).toBe(path)
  })

  it.each([[null], [{}], [{ path: 3 }], [{ path: 'https://evil.test/' }], [{ path: '//evil.test' }]])(
    'with data %j leads to the start page',
    (data) => {
      expect(clickPath(data, '', origin)).toBe('/')
    },
  )
})
