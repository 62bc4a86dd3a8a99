import * as v from 'valibot'
import { Failure, failureOf } from '../../../lib/failure.ts'
import type { Rows } from '../../../lib/rows.ts'
import { type Message, messageSchema } from '../log/message.ts'
import { type OutboxItem, outcomeOf, type SendOutcome } from './outbox-queue.ts'
import { argumentsOf } from './send-arguments.ts'

/** Sends one message as whoever `token` says; `hear` gets it as the server stored it. Throws when there is no answer. */
export async function sendCall(
  supabase: Rows,
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
