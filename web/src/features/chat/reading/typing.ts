/** One hint per this long while somebody writes; realtime carries it to each member. */
export const typingEveryMs = 2500
/** A writer who stopped or left is forgotten after this. */
export const typingExpiresMs = 7000

/** Who writes, and until when (epoch ms) that is believed. */
export type Typing = ReadonlyMap<string, number>

export function heardTyping(typing: Typing, userId: string, now: number): Typing {
  return new Map(stillTyping(typing, now)).set(userId, now + typingExpiresMs)
}

/** A message has arrived: its author no longer writes it. */
export function doneTyping(typing: Typing, userId: string): Typing {
  if (!typing.has(userId)) return typing
  const next = new Map(typing)
  next.delete(userId)
  return next
}

export function stillTyping(typing: Typing, now: number): Typing {
  const alive = [...typing].filter(([, until]) => until > now)
  return alive.length === typing.size ? typing : new Map(alive)
}
