import { describe, expect, it } from 'vitest'
import { told } from './a-notification.ts'
import { boxOf, fits, wholeInbox, wireFilter } from './inbox-filter.ts'

const now = Date.parse('2026-11-21T10:00:00Z')
const time = '2026-11-21T09:00:00Z'

describe('a person who looks at a part of the inbox', () => {
  it('finds a notification in one box only', () => {
    expect(boxOf(told({}), now)).toBe('inbox')
    expect(boxOf(told({ archived_at: time }), now)).toBe('archived')
    expect(boxOf(told({ snoozed_until: '2026-11-21T11:00:00Z' }), now)).toBe('snoozed')
  })

  it('finds it in the inbox again the moment its snooze ends', () => {
    expect(boxOf(told({ snoozed_until: '2026-11-21T10:00:00Z' }), now)).toBe('inbox')
  })

  it('sees through each filter what the database would show', () => {
    expect(fits({ ...wholeInbox, isUnread: true }, told({ read_at: time }), now)).toBe(false)
    expect(fits({ ...wholeInbox, isImportant: true }, told({ priority: 'normal' }), now)).toBe(false)
    expect(fits({ ...wholeInbox, isImportant: true }, told({ priority: 'urgent' }), now)).toBe(true)
    expect(fits({ ...wholeInbox, category: ['chat'] }, told({}), now)).toBe(false)
    expect(fits({ ...wholeInbox, category: ['chat', 'order'] }, told({}), now)).toBe(true)
  })

  it('asks the database for no more than was chosen', () => {
    expect(wireFilter(wholeInbox)).toEqual({ box: 'inbox' })
    expect(
      wireFilter({ box: 'archived', category: ['chat'], isUnread: true, isImportant: true }, time),
    ).toEqual({ box: 'archived', category: ['chat'], unread: true, priority: ['high', 'urgent'], to: time })
  })
})
