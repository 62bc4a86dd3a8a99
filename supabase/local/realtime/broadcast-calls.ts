import type { Channel } from './channel.ts'
import type { UserBroadcast } from './frames.ts'
import type { Services } from './services.ts'

/** Upstream allows this much for the envelope around a payload, in bytes. */
const PADDING = 500

/**
 * A client's broadcast. On a private topic without the right to write nothing happens and nothing is answered, asked
 * for an answer or not; the client sees 'timed out'.
 */
export async function handleBroadcast(
  { authorization, topics, events, limits, log }: Services,
  channel: Channel,
  ref: string | null,
  content: UserBroadcast | string,
) {
  if (channel.isPrivate) {
    const { policies, identity, name, connection } = channel
    const subject = { name, identity, headers: connection.headers }
    try {
      policies.broadcastWrite ??= await authorization.write(subject, 'broadcast')
    } catch (cause) {
      // A database out of reach is answered like a refusal: not at all. The next message asks again.
      return log(`realtime: UnableToHandleBroadcast: ${cause}`)
    }
    if (!policies.broadcastWrite) return
  }
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.body.length
  const isTooLarge = bytes > limits.payloadBytes + PADDING
  events.add(1)
  if (!isTooLarge) {
    topics.fan({ name: channel.name, isPrivate: channel.isPrivate, id: null, content }, channel)
  }
  if (channel.ack) channel.reply(ref, isTooLarge ? 'error' : 'ok')
}
