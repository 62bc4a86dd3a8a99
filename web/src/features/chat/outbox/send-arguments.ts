import type { OutboxItem } from './outbox-queue.ts'

/** What of an item the server is asked to store; what is empty is not said. */
export function argumentsOf(item: OutboxItem) {
  const { room_id, client_id, body, type, meta, reply_to, thread_root, mentions, files } = item
  return {
    ...{ room_id, client_id, body },
    ...(type !== 'text' && { type }),
    ...(Object.keys(meta).length > 0 && { meta: meta as Record<string, never> }),
    ...(reply_to && { reply_to }),
    ...(thread_root && { thread_root }),
    ...(mentions.length > 0 && { mentions: [...mentions] }),
    ...(files.length > 0 && { file_ids: [...files] }),
  }
}
