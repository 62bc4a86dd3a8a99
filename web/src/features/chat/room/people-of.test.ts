import { describe, expect, it } from 'vitest'
import { messageOf } from '../log/message-fixture.ts'
import { hiddenIn, namesIn } from './people-of.ts'

const member = (user_id: string, name: string, role: 'customer' | 'support' = 'customer') => ({
  ...{ user_id, name, role, last_read_seq: 0, last_delivered_seq: 0 },
  ...{ avatar_url: null, last_seen_at: null, muted_until: null },
})
const members = [member('ada', 'Ada'), member('bob', 'Bob'), member('grace', 'Grace', 'support')]

describe('names in a room', () => {
  it('are those of its members, and of whom the system said that they left', () => {
    const left = messageOf({ seq: 1, type: 'system', meta: { user_id: 'sam', name: 'Sam' } })
    expect([...namesIn({ members }, [left], 'ada')]).toEqual([
      ['sam', 'Sam'],
      ['bob', 'Bob'],
      ['grace', 'Grace'],
    ])
  })

  it('are what people are called now, whatever they were called then', () => {
    const renamed = messageOf({ seq: 1, type: 'system', meta: { user_id: 'bob', name: 'Robert' } })
    expect(namesIn({ members }, [renamed], 'ada').get('bob')).toBe('Bob')
  })

  it('are taken from nothing that a person wrote', () => {
    const forged = messageOf({ seq: 1, meta: { user_id: 'eve', name: 'Grace' } })
    expect(namesIn({ members }, [forged], 'ada').has('eve')).toBe(false)
  })
})

describe('somebody blocked', () => {
  it('is hidden among others, and is not in a conversation of two, which is silent anyway', () => {
    expect([...hiddenIn({ kind: 'order', members }, new Set(['bob', 'sam']))]).toEqual(['bob', 'sam'])
    expect([...hiddenIn({ kind: 'direct', members }, new Set(['bob']))]).toEqual([])
  })

  it('is not hidden when they are staff of the room', () => {
    expect([...hiddenIn({ kind: 'support', members }, new Set(['grace']))]).toEqual([])
  })
})
