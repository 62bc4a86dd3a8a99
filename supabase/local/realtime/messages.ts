import * as v from 'valibot'
import { handleBroadcast } from './broadcast-calls.ts'
import { subscribeToChanges } from './changes-calls.ts'
import { type Channel, TOPIC_PREFIX } from './channel.ts'
import type { Connection } from './connection.ts'
import type { Inbound } from './frames.ts'
import { handleAccessToken } from './identity-check.ts'
import { handleJoin } from './join.ts'
import { jsonMap } from './json-map.ts'
import { handlePresence } from './presence-calls.ts'
import type { Services } from './services.ts'

const tokenSchema = v.object({ access_token: v.unknown() })

/** One message of a client: heartbeat, join, or something for a channel it has joined. */
export function handleMessage(
  services: Services,
  connection: Connection,
  message: Inbound,
): void | Promise<void> {
  const { topic, event, ref, joinRef } = message
  const reply = (status: 'ok' | 'error', response: object) => {
    const payload = JSON.stringify({ status, response })
    connection.sendMessage({ joinRef, ref, topic, event: 'phx_reply', payload })
  }
  if (topic === 'phoenix' && event === 'heartbeat') return reply('ok', {})
  if (event === 'phx_join' && topic.startsWith(TOPIC_PREFIX)) return handleJoin(services, connection, message)
  const channel = connection.channels.get(topic)
  if (channel) return guarded(services, channel, message)
  return event === 'phx_leave' ? reply('ok', {}) : reply('error', { reason: 'unmatched topic' })
}

async function guarded(services: Services, channel: Channel, message: Inbound): Promise<void> {
  try {
    await handleInChannel(services, channel, message)
  } catch (cause) {
    services.log(`realtime: ${message.event} on ${channel.topic}: ${cause}`)
    channel.crash()
  }
}

function handleInChannel(services: Services, channel: Channel, message: Inbound): void | Promise<void> {
  const { event, ref, payload, broadcast } = message
  switch (event) {
    case 'phx_leave':
      channel.reply(ref, 'ok')
      return channel.close()
    case 'access_token':
      return renewToken(services, channel, payload)
    case 'broadcast':
      return handleBroadcast(services, channel, ref, broadcast ?? JSON.stringify(v.parse(jsonMap, payload)))
    case 'presence':
      return handlePresence(services, channel, ref, payload)
    default:
      // Upstream counts and drops what it does not know; the client is not told.
      services.events.add(1)
  }
}

async function renewToken(services: Services, channel: Channel, payload: unknown): Promise<void> {
  const parsed = v.safeParse(tokenSchema, payload)
  const before = channel.identity
  await handleAccessToken(services, channel, parsed.success ? parsed.output.access_token : null)
  const isNew = channel.identity !== before
  if (isNew && channel.changes.length > 0) void subscribeToChanges(services, channel, channel.changes)
}
