import type { Message } from '../log/message.ts'
import { isStaffPart, type Room } from './room.ts'

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

/** Names by person: those who are in the room, and those the system said were. */
export function namesIn(
  { members }: Pick<Room, 'members'>,
  messages: readonly Message[],
  me: string,
): Map<string, string> {
  const names = new Map<string, string>()
  for (const { type, meta } of messages) {
    if (type !== 'system') continue
    for (const [id, name] of [
      [text(meta.user_id), text(meta.name)],
      [text(meta.former_id), text(meta.former_name)],
      [text(meta.by), text(meta.by_name)],
    ])
      if (id && name) names.set(id, name)
  }
  // what they are called now goes before what they were called
  for (const { user_id, name } of members) names.set(user_id, name)
  names.delete(me)
  return names
}

/** Whose messages are hidden in a room: of whom one blocked, but staff, and not where only the two of them talk. */
export function hiddenIn(
  { kind, members }: Pick<Room, 'kind' | 'members'>,
  blocked: ReadonlySet<string>,
): Set<string> {
  if (kind === 'direct') return new Set()
  const staff = members.filter(({ role }) => isStaffPart(role)).map(({ user_id }) => user_id)
  return new Set([...blocked].filter((id) => !staff.includes(id)))
}
