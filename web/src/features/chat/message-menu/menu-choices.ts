import type { Message } from '../log/message.ts'
import type { Talk } from './talk.ts'

export type Choice =
  | 'Reply'
  | 'Reply in thread'
  | 'Copy text'
  | 'Pin'
  | 'Unpin'
  | 'Edit'
  | 'Report'
  | 'Delete'

/** `edit_hours` of the database as it ships. An admin may have set another; the server then says so. */
const editMs = 24 * 3_600_000
const pinners = new Set(['customer', 'partner', 'staff', 'admin', 'support'])
const staff = new Set(['staff', 'admin', 'support'])

/** Whether the words of a message can still be changed by `me`. */
export function isEditable(message: Message, { me, canSpeak }: Pick<Talk, 'me' | 'canSpeak'>): boolean {
  const { sender_id, type, deleted_at, created_at } = message
  const isWords = type === 'text' || type === 'image' || type === 'file'
  return (
    canSpeak && sender_id === me && isWords && !deleted_at && Date.now() - Date.parse(created_at) < editMs
  )
}

/** What the person may do with a message; the server judges it again. */
export function choicesFor(message: Message, talk: Talk): Choice[] {
  const { me, room, canSpeak, threadRoot, people } = talk
  const role = people.get(me)?.role ?? ''
  const isOwn = message.sender_id === me
  if (message.deleted_at) return message.thread_count > 0 && !threadRoot ? ['Reply in thread'] : []
  const isPinnable = canSpeak && !threadRoot && !message.thread_root && pinners.has(role)
  const choices: (Choice | false)[] = [
    canSpeak && 'Reply',
    canSpeak && !threadRoot && 'Reply in thread',
    message.body !== '' && 'Copy text',
    isPinnable && (message.pinned_at ? 'Unpin' : 'Pin'),
    isEditable(message, talk) && 'Edit',
    !isOwn && message.sender_id !== null && !staff.has(role) && 'Report',
    ((isOwn && room.status === 'open') || staff.has(role)) && 'Delete',
  ]
  return choices.filter((choice) => choice !== false)
}
