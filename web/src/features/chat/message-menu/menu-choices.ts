import type { Message } from '../log/message.ts'
import type { Talk } from './talk.ts'
import type { Words } from './words.ts'

/** What one can do with a message; `menuWords.choices` names it. */
export type Choice = keyof Words['choices']

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
  if (message.deleted_at) return message.thread_count > 0 && !threadRoot ? ['thread'] : []
  const isPinnable = canSpeak && !threadRoot && !message.thread_root && pinners.has(role)
  const choices: (Choice | false)[] = [
    canSpeak && 'reply',
    canSpeak && !threadRoot && 'thread',
    message.body !== '' && 'copy',
    isPinnable && (message.pinned_at ? 'unpin' : 'pin'),
    isEditable(message, talk) && 'edit',
    !isOwn && message.sender_id !== null && !staff.has(role) && 'report',
    ((isOwn && room.status === 'open') || staff.has(role)) && 'delete',
  ]
  return choices.filter((choice) => choice !== false)
}
