import { expect, test } from 'vitest'
import { emptyLog } from '../features/chat/log/message-log.ts'
import { wholeInbox } from '../features/notifications/inbox-filter.ts'
import { keepPage } from './kept-page.ts'

const log = (count: number) => ({
  ...emptyLog,
  isOpen: true,
  shown: Array.from({ length: count }, (_, n) => ({ seq: n + 1 })),
})

test('of a room the end is kept, of a room read in its middle nothing', () => {
  const kept = keepPage(['room-log', 'r'], log(250)) as ReturnType<typeof log>
  expect([kept.shown.length, kept.shown[0]?.seq, kept.shown.at(-1)?.seq]).toEqual([100, 151, 250])
  expect(keepPage(['room-log', 'r'], { ...log(3), isDetached: true })).toBeUndefined()
  expect(keepPage(['room-log', 'r'], emptyLog)).toBeUndefined()
})

test('of lists the first page is kept, of the inbox only the whole one', () => {
  const pages = { pages: [['a'], ['b']], pageParams: [null, 'b'] }
  expect(keepPage(['orders', 'closed'], pages)).toEqual({ pages: [['a']], pageParams: [null] })
  expect(keepPage(['notifications', 'list', wholeInbox], pages)).toEqual({
    pages: [['a']],
    pageParams: [null],
  })
  expect(keepPage(['notifications', 'list', { ...wholeInbox, isUnread: true }], pages)).toBeUndefined()
  expect(keepPage(['notifications', 'unread'], 3)).toBe(3)
  expect(keepPage(['profile', 'x'], null)).toBeNull()
})

test('where somebody was, what staff see and addresses of files stay off the device', () => {
  for (const feature of ['tracking', 'operations', 'support', 'health', 'audit', 'people', 'file', 'search'])
    expect(keepPage([feature, 'x'], {})).toBeUndefined()
})

test('one’s own bookings are kept, those that carers and staff see of others are not', () => {
  const list = (scope: string) => keepPage(['bookings', 'list', scope, 'a', 'b', false], [{ id: '1' }])
  expect([list('mine'), list('carried'), list('all')]).toEqual([[{ id: '1' }], undefined, undefined])
  const one = (part: string) => keepPage(['bookings', 'one', '1'], { part })
  expect([one('customer'), one('partner'), one('staff')]).toEqual([
    { part: 'customer' },
    undefined,
    undefined,
  ])
  expect(keepPage(['bookings', 'one', '1'], null)).toBeUndefined()
  expect(keepPage(['bookings', 'slots', 'care'], [])).toBeUndefined()
})
