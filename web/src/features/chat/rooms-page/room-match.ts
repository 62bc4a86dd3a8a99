import type { Room } from '../room/room.ts'
import { roomTitle } from '../room/room-title.ts'

// as the search of messages does it: no case, no accents
const folded = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()

/** The rooms whose title and people hold every word, in the order they came. */
export function roomsWith(rooms: readonly Room[], words: string, me: string): Room[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean)
  return rooms.filter((room) => {
    const others = room.members.filter(({ user_id }) => user_id !== me).map(({ name }) => name)
    const text = folded([roomTitle(room, me), ...others].join(' '))
    return wanted.every((word) => text.includes(word))
  })
}
