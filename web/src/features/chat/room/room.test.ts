import { describe, expect, it } from 'vitest'
import { doneTyping, heardTyping, stillTyping, typingExpiresMs } from '../reading/typing.ts'
import { type Room, receiptOf, withReceipt, withUpdate } from './room.ts'

const member = (user_id: string, last_delivered_seq: number, last_read_seq: number) => ({
  user_id,
  name: user_id,
  role: 'customer' as const,
  last_read_seq,
  last_delivered_seq,
  avatar_url: null,
  last_seen_at: null,
  muted_until: null,
})
const room: Room = {
  room_id: 'r',
  order_id: 'o',
  kind: 'order',
  status: 'open',
  title: null,
  epoch: 3,
  last_seq: 9,
  unread: 0,
  notify: 'all',
  quiet_until: null,
  muted_until: null,
  my_role: 'customer',
  notes_of: null,
  last_message: null,
  unread_threads: 0,
  unread_mentions: 0,
  members: [member('ada', 9, 9), member('sam', 5, 3)],
}

describe('the receipt of a message Ada sent', () => {
  it.each([
    [3, 'read', ['sam']],
    [5, 'delivered', ['sam']],
    [6, 'sent', []],
  ])('number %i is %s', (seq, state, names) => {
    expect(receiptOf(seq, room.members, 'ada')).toEqual({ state, names })
  })

  it('never counts her own marks', () => {
    expect(receiptOf(1, [member('ada', 9, 9)], 'ada').state).toBe('sent')
  })
})

describe('a room that is told of a change', () => {
  it('moves the marks of a reader forward only', () => {
    const late = withReceipt(room, { user_id: 'sam', last_read_seq: 4, last_delivered_seq: 2 })
    expect(late.members[1]).toMatchObject({ last_read_seq: 4, last_delivered_seq: 5 })
  })

  it('takes a new epoch and status, and ignores an event that comes late', () => {
    const update = { room_id: 'r', epoch: 4, status: 'closed' as const, last_seq: 10 }
    const closed = withUpdate(room, update)
    expect(closed).toMatchObject({ epoch: 4, status: 'closed', last_seq: 10 })
    expect(withUpdate(closed, { ...update, epoch: 3, status: 'open', last_seq: 12 })).toBe(closed)
    expect(withUpdate(room, { ...update, room_id: 'other' })).toBe(room)
  })
})

describe('somebody who types', () => {
  it('is forgotten after seven seconds without a hint', () => {
    const typing = heardTyping(new Map(), 'sam', 1000)
    expect([...stillTyping(typing, 1000 + typingExpiresMs - 1).keys()]).toEqual(['sam'])
    expect(stillTyping(typing, 1000 + typingExpiresMs).size).toBe(0)
  })

  it('is done when the message arrives', () => {
    expect(doneTyping(heardTyping(new Map(), 'sam', 0), 'sam').size).toBe(0)
  })
})
