import type { Message } from '../log/message.ts'

const statusWords: Record<string, string> = {
  placed: 'Order placed',
  accepted: 'Order accepted',
  picked_up: 'Picked up',
  in_progress: 'In progress',
  ready: 'Ready',
  out_for_delivery: 'Out for delivery',
  delivered: 'Delivered',
  cancelled: 'Order cancelled',
}

const typeWords: Record<Message['type'], string> = {
  text: '',
  image: 'Picture',
  file: 'File',
  location: 'Location',
  system: 'Notice',
  order_update: 'Order updated',
  call: 'Call',
}

/** What a line of the system says: the status in words, and the note somebody added. */
export function systemText({ type, body, meta }: Pick<Message, 'type' | 'body' | 'meta'>): string {
  const status = typeof meta.status === 'string' ? statusWords[meta.status] : undefined
  const head = type === 'order_update' ? (status ?? typeWords.order_update) : ''
  return [head, body].filter(Boolean).join(': ') || typeWords[type]
}

/** A bubble's words; kinds that carry no text say what they are. */
export function bubbleText(type: Message['type'], text: string): string {
  return text || typeWords[type]
}
