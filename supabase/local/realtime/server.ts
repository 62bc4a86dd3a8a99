import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { createAuthorization } from './authorization.ts'
import { createChanges } from './changes.ts'
import { visibilityGate } from './gate.ts'
import { handleHttp } from './http.ts'
import { defaultLimits, type Limits, rateCounter } from './limits.ts'
import { openPools } from './pools.ts'
import { createPresence } from './presence.ts'
import { startReplication, type Transaction } from './replication.ts'
import type { Services } from './services.ts'
import { createSockets } from './sockets.ts'
import { storedBroadcasts } from './stored-broadcast.ts'
import { createSubscriptions } from './subscriptions.ts'
import { createTables } from './tables.ts'
import { tokenVerifier } from './token.ts'
import { createTopics } from './topics.ts'

export type RealtimeOptions = {
  /** Of a superuser. */
  databaseUrl: string
  jwtSecret: string
  /** sb_ keys and the JWT each stands for. */
  apiKeys: Record<string, string>
  log: (line: string) => void
  /** How long a refused join is held back, ms. Upstream: 5000. */
  backoffMs?: number
  /** How long a refused handshake is held back, ms. Upstream: 2000. */
  handshakeBackoffMs?: number
  limits?: Partial<Limits>
}

export type RealtimeStats = {
  sockets: number
  topics: number
  channels: number
  subscriptions: number
  delivered: number
  replicationRestarts: number
  isReplicating: boolean
}

export type Realtime = {
  /** /realtime/v1/api/* */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>
  /** /realtime/v1/websocket */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void
  stats(): RealtimeStats
  stop(): Promise<void>
}

/** A stand-in for Supabase Realtime on one database, where schema.sql has been run. */
export async function startRealtime(options: RealtimeOptions): Promise<Realtime> {
  const { databaseUrl, jwtSecret, apiKeys, log, backoffMs = 5_000, handshakeBackoffMs = 2_000 } = options
  const limits = { ...defaultLimits, ...options.limits }
  const keys = new Map(Object.entries(apiKeys))
  const pools = await openPools(databaseUrl, log)
  const events = rateCounter(limits.eventsPerSecond)
  const presenceEvents = rateCounter(limits.presenceEventsPerSecond)
  const topics = createTopics(events, log)
  const tables = createTables(pools.main)
  const subscriptions = createSubscriptions(tables, pools.main)
  const changes = createChanges({ pool: pools.changes, tables, subscriptions, events, log })

  const gate = visibilityGate<Transaction>({
    ...{ snapshot: pools.snapshot, log },
    release(transactions) {
      const parted = transactions.map(storedBroadcasts)
      // all at once: what waited together for its snapshot goes out in one write per socket
      topics.say(parted.flatMap(({ broadcasts }) => broadcasts))
      for (const { others } of parted) changes.push(others)
    },
  })
  const replication = startReplication({
    ...{ databaseUrl, log },
    onTransaction: gate.push,
    onRelation: (relation) => tables.forget(relation.id),
  })
  const services: Services = {
    ...{ pool: pools.main, topics, subscriptions, events, presenceEvents, limits, backoffMs, log },
    verify: tokenVerifier(jwtSecret),
    resolveKey: (key) => keys.get(key) ?? key,
    authorization: createAuthorization(pools.main, log),
    presence: createPresence(topics, presenceEvents),
    joins: rateCounter(limits.joinsPerSecond),
    isReplicationReady: replication.isReady,
  }
  const sockets = createSockets(services, handshakeBackoffMs)

  return {
    handle: (req, res) => handleHttp(services, req, res),
    upgrade: sockets.accept,
    stats: () => ({
      ...topics.counts(),
      sockets: sockets.count(),
      subscriptions: subscriptions.count(),
      replicationRestarts: replication.restarts(),
      isReplicating: replication.isReady(),
    }),
    async stop() {
      gate.stop()
      changes.stop()
      sockets.close()
      await replication.stop()
      sockets.terminate()
      await pools.close()
    },
  }
}
