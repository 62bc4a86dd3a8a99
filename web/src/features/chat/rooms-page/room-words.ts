import { bubbleText, systemText } from '../list/order-words.ts'
import { isAhead, type Room, roomTitle } from '../room/room.ts'

/** What the list says of a room below its name; `locale` is the reader's. */
export function lastWords({ last_message: last, members }: Room, me: string, locale = 'en'): string {
  if (!last) return 'Nothing said yet'
  if (!last.sender_id || last.type === 'system' || last.type === 'order_update')
    return systemText(last, locale)
  const isOwn = last.sender_id === me
  const name = members.length > 2 && members.find(({ user_id }) => user_id === last.sender_id)?.name
  const files = last.files > 1 ? `${last.files} files` : bubbleText(last.type, '')
  const said = last.is_deleted ? 'Message deleted' : last.body || files
  return [isOwn ? 'You' : name, said].filter(Boolean).join(': ')
}

export function isSilent({ notify, quiet_until }: Room, now: number): boolean {
  return notify === 'none' || isAhead(quiet_until, now)
}

/** How many messages wait in all rooms; the notes of staff stand with their conversation. */
export function unreadIn(rooms: readonly Room[]): number {
  return rooms.reduce((sum, { unread, notes_of }) => sum + (notes_of ? 0 : unread), 0)
}

/** Whether a room is what somebody looks for: every word in its title or in the name of somebody in it. */
export function isLookedFor(room: Room, me: string, words: string): boolean {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  const text = plain([roomTitle(room, me), ...room.members.map(({ name }) => name)].join(' '))
  return plain(words)
    .split(/\s+/)
    .every((word) => text.includes(word))
}
