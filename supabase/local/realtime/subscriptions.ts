import type pg from 'pg'
import { checkWish, noSuchTable, parseRequest, requestId } from './changes-request.ts'
import type { Channel } from './channel.ts'
import type { Filter } from './filter.ts'
import type { ChangesRequest } from './join-config.ts'
import type { Tables } from './tables.ts'

export type Subscription = {
  id: number
  channel: Channel
  event: string
  filters: Filter[]
  select: string[] | null
}

export type Subscriptions = {
  has(oid: number): boolean
  of(oid: number): Subscription[]
  /** Sets what the channel listens to, checked as its role. Throws SubscriptionError if one request cannot be met. */
  replace(channel: Channel, requests: ChangesRequest[]): Promise<void>
  remove(channel: Channel): void
  count(): number
}

/** Who listens to which table by postgres_changes. */
export function createSubscriptions(tables: Tables, pool: pg.Pool): Subscriptions {
  const byTable = new Map<number, Set<Subscription>>()
  const byChannel = new Map<Channel, { oids: number[]; subscription: Subscription }[]>()

  const resolve = async (channel: Channel, raw: ChangesRequest) => {
    const wish = parseRequest(raw)
    const oids = await tables.published(wish.schema, wish.table)
    if (oids.length === 0) throw noSuchTable(wish)
    for (const oid of oids) {
      // Grants may have changed since the stream last spoke of this table.
      tables.forget(oid)
      await checkWish(wish, await tables.get(oid), channel.identity.claims.role, pool)
    }
    const { event, filters, select } = wish
    return { oids, subscription: { id: requestId(raw), channel, event, filters, select } }
  }

  const remove = (channel: Channel) => {
    for (const { oids, subscription } of byChannel.get(channel) ?? []) {
      for (const oid of oids) {
        const listeners = byTable.get(oid)
        listeners?.delete(subscription)
        if (listeners?.size === 0) byTable.delete(oid)
      }
    }
    byChannel.delete(channel)
  }

  return {
    remove,
    has: (oid) => byTable.has(oid),
    of: (oid) => [...(byTable.get(oid) ?? [])],
    async replace(channel, requests) {
      const resolved = []
      for (const request of requests) resolved.push(await resolve(channel, request))
      remove(channel)
      if (channel.isClosed) return
      byChannel.set(channel, resolved)
      for (const { oids, subscription } of resolved) {
        for (const oid of oids) byTable.set(oid, (byTable.get(oid) ?? new Set()).add(subscription))
      }
    },
    count: () => [...byTable.values()].reduce((sum, listeners) => sum + listeners.size, 0),
  }
}
