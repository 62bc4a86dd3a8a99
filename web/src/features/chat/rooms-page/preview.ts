import { bubbleText, systemText } from '../list/order-words.ts'
import { hiddenIn } from '../room/people-of.ts'
import type { Room } from '../room/room.ts'
import { roomsWords } from './words.ts'

/** For whom a list is written: whose id, and whom they blocked. */
export type Reader = { me: string; blocked: ReadonlySet<string> }

/** A room's last message in one line: who, and what or what kind. Empty in a room where nothing was said. */
export function previewOf(room: Room, { me, blocked }: Reader): string {
  const words = roomsWords.now()
  const last = room.last_message
  if (!last) return ''
  if (last.type === 'system' || last.type === 'order_update') return systemText(last)
  if (last.sender_id !== null && hiddenIn(room, blocked).has(last.sender_id)) return words.byBlocked
  const what = last.is_deleted
    ? words.deleted
    : last.body.replace(/\s+/g, ' ').trim() ||
      (last.files > 0
        ? words[last.type === 'image' ? 'pictures' : 'files'](last.files)
        : bubbleText(last.type, ''))
  if (last.sender_id === me) return words.byMe(what)
  const others = room.members.filter(({ user_id }) => user_id !== me)
  const sender = others.find(({ user_id }) => user_id === last.sender_id)
  // where only two talk and the title is a name, it says who
  return room.title === null && others.length === 1 ? what : sender ? words.by(sender.name, what) : what
}
