import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import type { Channel } from './channel.ts'
import { jsonMap } from './json-map.ts'
import type { Services } from './services.ts'

const callSchema = v.object({
  event: v.pipe(v.string(), v.toLowerCase()),
  payload: v.optional(v.unknown(), {}),
})
/** What each channel shows of itself, to notice that a track changes nothing. */
const tracked = new WeakMap<Channel, Record<string, unknown>>()

/** A client's track or untrack. A channel that calls too often is closed, as in production (5 calls in 30 s). */
export async function handlePresence(
  services: Services,
  channel: Channel,
  ref: string | null,
  body: unknown,
) {
  const call = v.safeParse(callSchema, body)
  if (!call.success) return channel.reply(ref, 'ok')
  if (!channel.mayCallPresence()) return channel.shutdown('Client presence rate limit exceeded')
  const { event, payload } = call.output
  if (event === 'untrack') {
    tracked.delete(channel)
    services.presence.untrack(channel)
    return channel.reply(ref, 'ok')
  }
  if (event !== 'track') return channel.reply(ref, 'error')
  if (!(await mayTrack(services, channel))) return channel.reply(ref, 'error')
  if (!channel.isClosed) track(services, channel, ref, payload)
}

async function mayTrack({ authorization, log }: Services, channel: Channel): Promise<boolean> {
  if (!channel.isPrivate) return true
  const { policies, identity, name, connection } = channel
  const subject = { name, identity, headers: connection.headers }
  // Reading was not asked about at a join without presence; tracking is what turns it on.
  try {
    policies.presenceRead ??= (await authorization.read(subject, true)).presence
    policies.presenceWrite ??= await authorization.write(subject, 'presence')
    return policies.presenceWrite === true
  } catch (cause) {
    log(`realtime: UnableToHandlePresence: ${cause}`)
    return false
  }
}

function track(
  { presence, presenceEvents, limits }: Services,
  channel: Channel,
  ref: string | null,
  body: unknown,
) {
  const payload = v.safeParse(jsonMap, body)
  if (!payload.success) {
    return channel.reply(ref, 'error', { reason: 'Presence track payload must be a map' })
  }
  if (isDeepStrictEqual(tracked.get(channel), payload.output)) return channel.reply(ref, 'ok')
  if (Buffer.byteLength(JSON.stringify(payload.output)) > limits.payloadBytes) {
    return channel.shutdown('Track message size exceeded')
  }
  if (presenceEvents.isExceeded()) return channel.shutdown('Too many presence messages per second')
  presenceEvents.add(1)
  tracked.set(channel, payload.output)
  presence.track(channel, payload.output)
  channel.reply(ref, 'ok')
  if (channel.isPresenceEnabled) return
  channel.isPresenceEnabled = true
  if (channel.mayReadPresence) channel.push('presence_state', presence.state(channel))
}
