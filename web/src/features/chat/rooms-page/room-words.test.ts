import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { roomSchema } from '../room/room.ts'
import { isLookedFor, isSilent, lastWords, unreadIn } from './room-words.ts'

const person = (user_id: string, name: string) => ({
  user_id,
  name,
  role: 'customer',
  last_read_seq: 0,
  last_delivered_seq: 0,
})
const room = (told: object = {}) =>
  v.parse(roomSchema, {
    ...{ room_id: 'r', order_id: null, kind: 'support', status: 'open', title: null, epoch: 1 },
    ...{ last_seq: 1, unread: 0, members: [person('ada', 'Ada'), person('sam', 'Sam Ríos')] },
    ...told,
  })
const said = (told: object) => ({
  type: 'text',
  sender_id: 'sam',
  created_at: '2026-11-21T10:00:00Z',
  ...told,
})

describe('a room in the list Ada reads', () => {
  it.each([
    ['Hello', { last_message: said({ body: 'Hello' }) }],
    ['You: Hello', { last_message: said({ body: 'Hello', sender_id: 'ada' }) }],
    ['Picture', { last_message: said({ type: 'image' }) }],
    ['You: 3 files', { last_message: said({ type: 'file', files: 3, sender_id: 'ada' }) }],
    ['Message deleted', { last_message: said({ is_deleted: true }) }],
    [
      'Delivered',
      { last_message: said({ type: 'order_update', sender_id: null, meta: { status: 'delivered' } }) },
    ],
    ['Nothing said yet', {}],
  ])('says "%s"', (words, told) => {
    expect(lastWords(room(told), 'ada')).toBe(words)
  })

  it('names who spoke where more than two talk', () => {
    const members = [person('ada', 'Ada'), person('sam', 'Sam'), person('grace', 'Grace')]
    expect(lastWords(room({ members, last_message: said({ body: 'Hi' }) }), 'ada')).toBe('Sam: Hi')
  })

  it('is found by beginnings and middles of names, without their accents', () => {
    expect(isLookedFor(room(), 'ada', 'rios SAM')).toBe(true)
    expect(isLookedFor(room({ title: 'Order A7' }), 'ada', 'a7')).toBe(true)
    expect(isLookedFor(room(), 'ada', 'grace')).toBe(false)
  })

  it('is silent while she chose so, and until then', () => {
    expect(isSilent(room({ notify: 'none' }), 0)).toBe(true)
    expect(isSilent(room({ quiet_until: '2026-11-21T10:00:00Z' }), Date.parse('2026-11-21T09:59:59Z'))).toBe(
      true,
    )
    expect(isSilent(room({ quiet_until: '2026-11-21T10:00:00Z' }), Date.parse('2026-11-21T10:00:01Z'))).toBe(
      false,
    )
  })

  it('counts what waits in all rooms but the notes of staff', () => {
    expect(unreadIn([room({ unread: 2 }), room({ unread: 3 }), room({ unread: 9, notes_of: 'r' })])).toBe(5)
  })
})
