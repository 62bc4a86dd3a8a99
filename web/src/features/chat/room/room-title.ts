import { listText } from '../../../lib/format.ts'
import type { Room } from './room.ts'
import { roomWords } from './words.ts'

/** The database names these rooms itself, in English; what somebody changed stays as it was written. */
const orderTitle = /^Order (\S+)$/
const notesTitle = /^Notes: (.+)$/

/** What a room is called for `me`: its title, else whom one talks to. */
export function roomTitle(
  { title, kind, notes_of, members }: Pick<Room, 'title' | 'kind' | 'notes_of' | 'members'>,
  me: string,
): string {
  const words = roomWords.now()
  const notes = notes_of && notesTitle.exec(title ?? '')?.[1]
  if (notes) return words.notesTitle(numbered(notes))
  if (title !== null) return kind === 'order' ? numbered(title) : title
  const names = members.filter(({ user_id }) => user_id !== me).map(({ name }) => name)
  return listText(names) || words.conversation
}

function numbered(title: string): string {
  const number = orderTitle.exec(title)?.[1]
  return number ? roomWords.now().orderTitle(number) : title
}
