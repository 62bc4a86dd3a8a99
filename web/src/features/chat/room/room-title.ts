import { listText } from '../../../lib/format.ts'
import type { Room } from './room.ts'
import { roomWords } from './words.ts'

/** What a room is called for `me`: its title, else whom one talks to. */
export function roomTitle({ title, members }: Pick<Room, 'title' | 'members'>, me: string): string {
  const names = members.filter(({ user_id }) => user_id !== me).map(({ name }) => name)
  return title ?? (listText(names) || roomWords.now().conversation)
}
