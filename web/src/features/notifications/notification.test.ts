import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bellLabel, byDay, isNewer, type Notification, withNotification } from './notification.ts'

function told(id: string, created_at: string): Notification {
  return {
    id,
    event_type: 'order.accepted',
    category: 'order',
    priority: 'normal',
    title: id,
    body: '',
    action_url: null,
    action_label: null,
    image_url: null,
    created_at,
    read_at: null,
    archived_at: null,
  }
}

describe('the list of a person who is told something', () => {
  it('is newest first and holds each once, in whatever order and number events arrive', () => {
    const one = fc
      .record({ id: fc.integer({ min: 0, max: 20 }) })
      .map(({ id }) => told(`n${id}`, `2026-11-21T09:00:0${id % 4}Z`))
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

  it('is grouped by day', () => {
    const at = (local: string) => new Date(local).toISOString()
    const days = byDay([
      told('c', at('2026-11-21T10:00')),
      told('b', at('2026-11-21T00:00')),
      told('a', at('2026-11-20T23:59')),
    ])
    expect(days.map((day) => day.notifications.map(({ id }) => id))).toEqual([['c', 'b'], ['a']])
  })
})

describe('the bell', () => {
  it('names the exact number to a person who listens', () => {
    expect(bellLabel(0)).toBe('Notifications')
    expect(bellLabel(120)).toBe('Notifications, 120 unread')
  })
})
