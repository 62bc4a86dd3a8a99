import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { told } from './a-notification.ts'
import {
  bellLabel,
  isNewer,
  linesOf,
  momentAfter,
  type Notification,
  waysOn,
  withNotification,
} from './notification.ts'

describe('the list of a person who is told something', () => {
  it('is newest first and holds each once, in whatever order and number events arrive', () => {
    const one = fc
      .record({ id: fc.integer({ min: 0, max: 20 }) })
      .map(({ id }) => told({ id: `n${id}`, inbox_at: `2026-11-21T09:00:0${id % 4}Z` }))
    fc.assert(
      fc.property(fc.array(one), (events) => {
        const list = events.reduce<Notification[]>(withNotification, [])
        expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
        for (let i = 1; i < list.length; i++) {
          const [before, after] = [list[i - 1], list[i]]
          expect(before && after && isNewer(before, after)).toBe(true)
        }
      }),
    )
  })

  it('moves what comes back from a snooze to the top', () => {
    const old = told({ id: 'old', inbox_at: '2026-11-21T08:00:00Z' })
    const young = told({ id: 'young', inbox_at: '2026-11-21T09:00:00Z' })
    const back = { ...old, inbox_at: '2026-11-21T10:00:00Z' }
    expect(withNotification([young, old], back)).toEqual([back, young])
  })

  it('has a heading for each day, and says which row begins and ends one', () => {
    const at = (local: string) => new Date(local).toISOString()
    const lines = linesOf([
      told({ id: 'c', inbox_at: at('2026-11-21T10:00') }),
      told({ id: 'b', inbox_at: at('2026-11-21T00:00') }),
      told({ id: 'a', inbox_at: at('2026-11-20T23:59') }),
    ])
    expect(
      lines.map((line) => (line.kind === 'day' ? 'day' : [line.key, line.isFirst, line.isLast])),
    ).toEqual(['day', ['c', true, false], ['b', false, true], 'day', ['a', true, true]])
  })
})

describe('one notification', () => {
  it('offers at most two ways on, and none where it leads nowhere', () => {
    expect(waysOn(told({}))).toEqual([])
    const order = told({
      action_url: '/orders/1',
      action_label: 'Open order',
      subject_type: 'order',
      subject_id: '1',
    })
    expect(waysOn(order).map(({ url }) => url)).toEqual(['/orders/1', '/orders/1/chat'])
  })

  it('lies before the moment after it, whatever its microseconds', () => {
    for (const inbox_at of ['2026-11-21T09:00:00.123999+00:00', '2026-11-21T09:00:00+00:00'])
      expect(inbox_at < momentAfter(told({ inbox_at }))).toBe(true)
  })
})

describe('the bell', () => {
  it('names the exact number to a person who listens', () => {
    expect(bellLabel(0)).toBe('Notifications')
    expect(bellLabel(120)).toBe('Notifications, 120 unread')
  })
})
