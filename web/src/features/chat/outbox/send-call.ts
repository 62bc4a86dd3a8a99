import type { SupabaseClient } from '@supabase/supabase-js'
import * as v from 'valibot'
import type { Database } from '../../../../../supabase/database.types.ts'
import { Failure, failureOf } from '../../../lib/failure.ts'
import { type Message, messageSchema } from '../log/message.ts'
import { type OutboxItem, outcomeOf, type SendOutcome } from './outbox-queue.ts'

/** What of an item the server is asked to store; what is empty is not said. */
function argumentsOf(item: OutboxItem) {
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

/** Sends one message as whoever `token` says; `hear` gets it as the server stored it. Throws when there is no answer. */
export async function sendCall(
  supabase: SupabaseClient<Database>,
  token: string,
  item: OutboxItem,
  hear: (message: Message) => void,
): Promise<SendOutcome> {
  const args = argumentsOf(item)
  const answer = await supabase
    .rpc('send_message', args)
    // the token of this very person: another may sign in while the request is being made
    .setHeader('Authorization', `Bearer ${token}`)
  const failure = failureOf(answer)
  if (failure) return outcomeOf(failure)
  const message = v.safeParse(messageSchema, answer.data)
  if (!message.success) return outcomeOf(new Failure('bad_answer', 'The answer could not be read.', 502))
  hear(message.output)
  return { kind: 'sent' }
}
