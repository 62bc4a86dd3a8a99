import { describe, expect, it } from 'vitest'
import type { LastMessage, Member, Room } from '../room/room.ts'
import { previewOf } from './preview.ts'
import { roomsWith } from './room-match.ts'

const member = (user_id: string, name: string, role: Member['role'] = 'customer'): Member => ({
  user_id,
  name,
  role,
  last_read_seq: 0,
  last_delivered_seq: 0,
  avatar_url: null,
  last_seen_at: null,
  muted_until: null,
})
const said = (more: Partial<LastMessage> = {}): LastMessage => ({
  id: 'm',
  seq: 1,
  type: 'text',
  body: 'at the\n green  door',
  meta: {},
  sender_id: 'sam',
  created_at: '2026-11-21T10:00:00Z',
  is_deleted: false,
  files: 0,
  ...more,
})
const room = (more: Partial<Room> = {}): Room => ({
  room_id: 'r',
  order_id: null,
  kind: 'direct',
  status: 'open',
  title: null,
  epoch: 1,
  last_seq: 1,
  unread: 0,
  members: [member('ada', 'Ada'), member('sam', 'Sam', 'partner')],
  notify: 'all',
  quiet_until: null,
  muted_until: null,
  my_role: 'customer',
  notes_of: null,
  last_message: said(),
  unread_threads: 0,
  unread_mentions: 0,
  ...more,
})
const ada = { me: 'ada', blocked: new Set<string>() }

describe('the last message in the list of Ada', () => {
  it.each([
    ['words of the only other, on one line', room(), 'at the green door'],
    [
      'words in a room with a title, with who said them',
      room({ title: 'Order A1' }),
      'Sam: at the green door',
    ],
    ['her own', room({ last_message: said({ sender_id: 'ada' }) }), 'You: at the green door'],
    [
      'deleted words, which are not told',
      room({ last_message: said({ is_deleted: true }) }),
      'Message deleted',
    ],
    ['pictures', room({ last_message: said({ type: 'image', body: '', files: 3 }) }), '3 pictures'],
    ['one file', room({ last_message: said({ type: 'file', body: '', files: 1 }) }), 'File'],
    ['a place', room({ last_message: said({ type: 'location', body: '' }) }), 'Location'],
    [
      'somebody who left',
      room({ title: 'Team', last_message: said({ sender_id: 'bob' }) }),
      'at the green door',
    ],
    ['a room where nothing was said', room({ last_message: null }), ''],
    [
      'a step of an order',
      room({
        last_message: said({
          type: 'order_update',
          body: '',
          sender_id: null,
          meta: { status: 'delivered' },
        }),
      }),
      'Delivered',
    ],
  ])('%s', (_, shown, text) => {
    expect(previewOf(shown, ada)).toBe(text)
  })

  it('hides what somebody she blocked said among others, and not in their own room', () => {
    const reader = { ...ada, blocked: new Set(['sam']) }
    expect(previewOf(room({ kind: 'order', title: 'Order A1' }), reader)).toBe(
      'A message of somebody you blocked',
    )
    expect(previewOf(room(), reader)).toBe('at the green door')
  })
})

describe('the filter of Ada', () => {
  const rooms = [
    room({ room_id: 'sam' }),
    room({
      room_id: 'order',
      title: 'Order A1001',
      members: [member('ada', 'Ada'), member('z', 'Zoë Ångström')],
    }),
  ]
  it.each([
    ['', ['sam', 'order']],
    ['SA', ['sam']],
    ['zoe a1001', ['order']],
    ['angstrom', ['order']],
    // her own name is in every room and finds none
    ['ada', []],
  ])('"%s" leaves %j', (words, left) => {
    expect(roomsWith(rooms, words, 'ada').map(({ room_id }) => room_id)).toEqual(left)
  })
})
