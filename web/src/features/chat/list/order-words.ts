import type { Message } from '../log/message.ts'
import { sentenceOf, wordsOf } from './system-words.ts'

const typeWords: Record<Message['type'], string> = {
  text: '',
  image: 'Picture',
  file: 'File',
  location: 'Location',
  system: 'Notice',
  order_update: 'Order updated',
  call: 'Call',
}

/** What a line of the system says, in the reader's language: the status or event in words, and the note somebody added. */
export function systemText(
  { type, body, meta }: Pick<Message, 'type' | 'body' | 'meta'>,
  locale = 'en',
): string {
  const words = wordsOf(locale)
  const step =
    typeof meta.status === 'string' && Object.hasOwn(words.steps, meta.status) && words.steps[meta.status]
  const head = type === 'order_update' ? step || words.orderUpdated : sentenceOf(meta, locale)
  return [head, body].filter(Boolean).join(': ') || (type === 'system' ? words.notice : typeWords[type])
}

/** A bubble's words; kinds that carry no text say what they are. */
export function bubbleText(type: Message['type'], text: string): string {
  return text || typeWords[type]
}
