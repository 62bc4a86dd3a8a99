import { describe, expect, it } from 'vitest'
import { clickOf, reportOf } from './click.ts'

const origin = 'https://orderline.test'
const order = '/orders/1'
const report = 'https://project.test/functions/v1/link-click/token'
const data = { way: order, actionWays: { chat: `${order}?chat` }, report }

describe('a click on a notification', () => {
  it.each([
    ['the notification', '', order],
    ['a button of its own', 'chat', `${order}?chat`],
    ['a button nobody knows', 'other', order],
  ])('on %s opens the page the sender meant, and is reported', (_what, action, path) => {
    expect(clickOf(data, action, origin)).toEqual({ path, link: null, report })
  })

  it('on "Mark read" is reported and opens nothing', () => {
    expect(clickOf(data, 'read', origin)).toEqual({ path: null, link: null, report })
  })

  it('that leads out of the app goes by the signed link, which notes it', () => {
    expect(clickOf({ ...data, way: report }, '', origin)).toEqual({ path: null, link: report, report: null })
  })

  it.each([
    [null],
    [{}],
    [{ way: 3 }],
    [{ way: 'https://evil.test/' }],
    [{ way: '//evil.test' }],
    [{ way: 'javascript:alert(1)', report: 'javascript:alert(1)' }],
    [{ path: order, actionPaths: {} }],
  ])('with data %j leads to the start page', (odd) => {
    expect(clickOf(odd, '', origin)).toEqual({ path: '/', link: null, report: null })
  })
})

describe('the address for reports', () => {
  it('is that of the push, or none', () => {
    expect(reportOf(data)).toBe(report)
    expect(reportOf({ report: 'javascript:alert(1)' })).toBeNull()
    expect(reportOf(undefined)).toBeNull()
  })

  it('is found in a push that Safari showed by itself', () => {
    expect(reportOf({ notification_id: 'n1', report })).toBe(report)
  })
})
