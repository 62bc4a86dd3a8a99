import { AuthorizationFault } from './authorization.ts'
import type { Channel, Policies } from './channel.ts'
import type { Services } from './services.ts'
import type { Identity, Refusal } from './token.ts'

/** Longest time between two looks at a channel's token, in ms. Policies are not asked again, only the expiry. */
const RECHECK_MS = 300_000

const unread: Policies = {
  broadcastRead: true,
  presenceRead: null,
  broadcastWrite: null,
  presenceWrite: null,
}

/** What may this person read here? A public topic asks nobody. Unauthorized when neither broadcasts nor presence. */
export async function readPolicies(
  { authorization }: Services,
  topic: { name: string; isPrivate: boolean; isPresenceEnabled: boolean; headers: Record<string, string> },
  identity: Identity,
): Promise<{ policies: Policies } | { refusal: Refusal }> {
  const { name, headers, isPrivate, isPresenceEnabled } = topic
  if (!isPrivate) return { policies: { ...unread } }
  try {
    const { broadcast, presence } = await authorization.read({ name, identity, headers }, isPresenceEnabled)
    if (broadcast || presence) {
      return { policies: { ...unread, broadcastRead: broadcast, presenceRead: presence } }
    }
    const message = `You do not have permissions to read from this Channel topic: ${name}`
    return { refusal: { code: 'Unauthorized', message } }
  } catch (cause) {
    if (cause instanceof AuthorizationFault) return { refusal: cause.refusal }
    throw cause
  }
}

/** Closes the channel when its token expires. Setting a new watch ends the old one. */
export function watchExpiry({ verify }: Services, channel: Channel): void {
  clearTimeout(watches.get(channel))
  const look = async () => {
    const verdict = await verify(channel.identity.token)
    if ('refusal' in verdict) channel.shutdown(verdict.refusal.message)
    else set()
  }
  const set = () => {
    if (channel.isClosed) return
    const untilExpiry = channel.identity.claims.exp * 1000 - Date.now()
    watches.set(channel, setTimeout(look, Math.min(RECHECK_MS, Math.max(0, untilExpiry))))
  }
  set()
}

const watches = new WeakMap<Channel, NodeJS.Timeout>()

export function stopWatch(channel: Channel): void {
  clearTimeout(watches.get(channel))
}

/** A client's new token: policies are asked again, and a right it had and lost ends the channel. */
export async function handleAccessToken(services: Services, channel: Channel, token: unknown): Promise<void> {
  if (typeof token !== 'string' || token.startsWith('sb_') || token === channel.identity.token) return
  const verdict = await services.verify(token)
  if ('refusal' in verdict) return channel.shutdown(verdict.refusal.message)
  const { name, isPrivate, isPresenceEnabled, connection, policies: before } = channel
  const topic = { name, isPrivate, isPresenceEnabled, headers: connection.headers }
  const answer = await readPolicies(services, topic, verdict.identity)
  if ('refusal' in answer) return channel.shutdown(answer.refusal.message)
  const { policies } = answer
  const isRevoked =
    (before.broadcastRead && !policies.broadcastRead) ||
    (before.presenceRead === true && policies.presenceRead === false)
  if (isPrivate && isRevoked) {
    return channel.shutdown(`You no longer have permission to read from this Channel topic: ${name}`)
  }
  channel.identity = verdict.identity
  channel.policies = policies
  watchExpiry(services, channel)
}
