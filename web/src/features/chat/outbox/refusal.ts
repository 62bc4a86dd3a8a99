import { Failure, sentenceFor } from '../../../lib/failure.ts'
import type { OutboxItem } from './outbox-queue.ts'

/** Why the server refused a message, in the language of the page where its code has words: it is kept as it was said. */
export const refusalText = ({ code, message }: NonNullable<OutboxItem['refusal']>): string =>
  sentenceFor(new Failure(code, message, 400))
