import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { announceChanges, awaitChanges, subscribeToChanges } from './changes-calls.ts'
import { requestId } from './changes-request.ts'
import { Channel, TOPIC_PREFIX } from './channel.ts'
import type { Connection } from './connection.ts'
import type { Inbound } from './frames.ts'
import { readPolicies, stopWatch, watchExpiry } from './identity-check.ts'
import { type JoinConfig, parseJoin } from './join-config.ts'
import { readStored, type StoredMessage, sendStored } from './replay.ts'
import type { Services } from './services.ts'
import type { Refusal } from './token.ts'

const READY_POLL_MS = 500
const READY_TIMEOUT_MS = 15_000

type Joined = { channel: Channel; config: JoinConfig; stored: StoredMessage[] }

/** Answers phx_join. While it works nothing else goes in or out on this socket, and a refusal is held back. */
export async function handleJoin(
  services: Services,
  connection: Connection,
  message: Inbound,
): Promise<void> {
  connection.channels.get(message.topic)?.close()
  const { topic, ref } = message
  const joinRef = message.joinRef ?? ref
  connection.hold()
  const answer = (status: 'ok' | 'error', response: object) =>
    connection.release({
      joinRef,
      ref,
      topic,
      event: 'phx_reply',
      payload: JSON.stringify({ status, response }),
    })
  let outcome: Joined | Refusal
  try {
    outcome = await join(services, connection, { ...message, joinRef })
  } catch (cause) {
    services.log(`realtime: UnknownErrorOnChannel: ${cause}`)
    outcome = { code: '', message: 'Unknown Error on Channel' }
  }
  if ('code' in outcome) {
    await sleep(services.backoffMs)
    const { code, message: text } = outcome
    return answer('error', { reason: code ? `${code}: ${text}` : text })
  }
  const { channel, config } = outcome
  answer('ok', {
    postgres_changes: config.changes.map((request) => ({ ...request, id: requestId(request) })),
  })
  afterJoin(services, channel, config, outcome.stored)
}

async function join(services: Services, connection: Connection, message: Inbound): Promise<Joined | Refusal> {
  const { limits, joins, verify } = services
  const name = message.topic.slice(TOPIC_PREFIX.length)
  if (name === '') return { code: 'TopicNameRequired', message: 'You must provide a topic name' }
  const config = parseJoin(message.payload)
  if (joins.isExceeded()) {
    setTimeout(() => connection.close(1000), services.backoffMs + 100)
    return { code: 'ClientJoinRateLimitReached', message: 'Too many joins per second' }
  }
  joins.add(1)
  if (connection.channels.size >= limits.channelsPerConnection) {
    return { code: 'ChannelRateLimitReached', message: 'Too many channels' }
  }
  const token = config.accessToken?.startsWith('sb_') ? null : config.accessToken
  const verdict = await verify(token ?? connection.identity.token)
  if ('refusal' in verdict) return verdict.refusal
  const { identity } = verdict
  const { isPrivate, isPresenceEnabled, self, ack } = config
  const topic = { name, isPrivate, isPresenceEnabled, headers: connection.headers }
  const answer = await readPolicies(services, topic, identity)
  if ('refusal' in answer) return answer.refusal
  const { policies } = answer
  const stored = await replayed(services, config, name, policies.broadcastRead)
  if ('code' in stored) return stored

  const channel = new Channel({
    ...{
      connection,
      topic: message.topic,
      joinRef: message.joinRef,
      isPrivate,
      self,
      ack,
      isPresenceEnabled,
    },
    ...{ identity, policies, limits, presenceKey: config.presenceKey || randomUUID() },
  })
  channel.replayed = new Set(stored.map(({ id }) => id))
  channel.onClose.push(
    () => stopWatch(channel),
    () => services.subscriptions.remove(channel),
  )
  if (config.changesWaitMs !== null && config.changes.length > 0) {
    const refusal = await awaitChanges(services, channel, config.changes, config.changesWaitMs)
    if (refusal) return refusal
  }
  connection.channels.set(message.topic, channel)
  services.topics.add(channel)
  channel.onClose.push(() => services.presence.untrack(channel))
  if (!connection.isOpen) channel.drop()
  return { channel, config, stored }
}

async function replayed(
  { pool }: Services,
  config: JoinConfig,
  name: string,
  mayRead: boolean,
): Promise<StoredMessage[] | Refusal> {
  if (!config.replay) return []
  if (!config.isPrivate) {
    return { code: 'UnableToReplayMessages', message: 'Replay is not allowed for public channels' }
  }
  if (!mayRead) {
    return {
      code: 'Unauthorized',
      message: `You do not have permissions to read from this Channel topic: ${name}`,
    }
  }
  const answer = await readStored(pool, name, config.replay)
  return 'refusal' in answer ? answer.refusal : answer.messages
}

function afterJoin(services: Services, channel: Channel, config: JoinConfig, stored: StoredMessage[]): void {
  if (channel.isClosed) return
  watchExpiry(services, channel)
  if (channel.isPresenceEnabled && channel.mayReadPresence) {
    channel.push('presence_state', services.presence.state(channel))
  }
  for (const message of stored) sendStored(channel, message)
  if (config.isReplicationReadyWanted) void tellWhenReady(services, channel)
  if (config.changes.length === 0) return
  channel.changes = config.changes
  if (config.changesWaitMs !== null) announceChanges(channel)
  else void subscribeToChanges(services, channel, config.changes)
}

async function tellWhenReady({ isReplicationReady }: Services, channel: Channel): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS
  while (!channel.isClosed) {
    if (isReplicationReady()) return channel.system('system', 'ok', 'Replication connection established')
    if (performance.now() > deadline) {
      return channel.shutdown('Replication connection was not established in time')
    }
    await sleep(READY_POLL_MS, undefined, { ref: false })
  }
}
