import * as v from 'valibot'
import { rowsOf, sentenceFor } from '../../../lib/failure.ts'
import { supabase } from '../../../lib/supabase.ts'
import { showToast } from '../../../ui/toast.tsx'
import { type Message, messageSchema } from '../log/message.ts'
import { hearOwn } from '../outbox/own-outbox.ts'
import { guessChange } from './pending-changes.ts'

/** Asks the server for a change that already shows; takes it back, and says why, when the answer is no. */
async function change(
  message: Message,
  guess: Parameters<typeof guessChange>[1],
  request: () => Parameters<typeof rowsOf>[0],
): Promise<boolean> {
  const forget = guessChange(message.id, guess)
  try {
    hearOwn(v.parse(messageSchema, await rowsOf(request())))
    return true
  } catch (error) {
    showToast(sentenceFor(error))
    return false
  } finally {
    forget()
  }
}

/** Each resolves to whether the server took it; a refusal has been said by then. */
export function reactTo(message: Message, emoji: string, isOn: boolean, me: string): Promise<boolean> {
  return change(message, { reactions: withReaction(message.reactions, emoji, isOn, me) }, () =>
    supabase.rpc('react', { message_id: message.id, emoji, is_on: isOn }),
  )
}

export function pinMessage(message: Message, isPinned: boolean): Promise<boolean> {
  return change(message, { pinned_at: isPinned ? new Date().toISOString() : null }, () =>
    supabase.rpc('pin_message', { message_id: message.id, is_pinned: isPinned }),
  )
}

export function editMessage(message: Message, body: string, mentions: readonly string[]): Promise<boolean> {
  return change(message, { body, edited_at: new Date().toISOString() }, () =>
    supabase.rpc('edit_message', { message_id: message.id, body, mentions: [...mentions] }),
  )
}

export function deleteMessage(message: Message): Promise<boolean> {
  return change(message, { deleted_at: new Date().toISOString() }, () =>
    supabase.rpc('delete_message', { message_id: message.id }),
  )
}

export function removeLinkPreview(message: Message): Promise<boolean> {
  return change(message, { link: null }, () =>
    supabase.rpc('remove_link_preview', { message_id: message.id }),
  )
}

/** The reactions after one more, or one less; what nobody holds is gone. */
export function withReaction(
  reactions: Message['reactions'],
  emoji: string,
  isOn: boolean,
  me: string,
): Message['reactions'] {
  const others = (reactions[emoji] ?? []).filter((id) => id !== me)
  const { [emoji]: _, ...rest } = reactions
  const holders = isOn ? [...others, me] : others
  return holders.length > 0 ? { ...rest, [emoji]: holders } : rest
}
