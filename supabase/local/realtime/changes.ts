import type pg from 'pg'
import { type Audience, audiencesOf } from './audience.ts'
import { changeMessages } from './change-message.ts'
import { renderChanges, type Sent, sentOf, visibleRows } from './change-query.ts'
import type { RateCounter } from './limits.ts'
import type { Change } from './pgoutput.ts'
import type { Subscriptions } from './subscriptions.ts'
import type { Table, Tables } from './tables.ts'

export type CommittedChange = { change: Change; committedAt: Date }
export type Changes = { push(changes: CommittedChange[]): void; stop(): void }

/** As upstream's poller takes at once. */
const MOST_AT_ONCE = 100

type Options = {
  pool: pg.Pool
  tables: Tables
  subscriptions: Subscriptions
  events: RateCounter
  log: (line: string) => void
}

/** Delivers postgres_changes, in commit order, to those whose filters and policies let the row through. */
export function createChanges(options: Options): Changes {
  const { subscriptions, log } = options
  let waiting: CommittedChange[] = []
  let isRunning = false

  const run = async () => {
    while (waiting.length > 0) {
      const batch = takeBatch(waiting)
      waiting = waiting.slice(batch.length)
      try {
        await deliver(options, batch)
      } catch (cause) {
        log(`realtime: ${batch.length} changes not delivered: ${cause}`)
      }
    }
    isRunning = false
  }

  return {
    push(changes) {
      for (const change of changes) {
        if (subscriptions.has(change.change.relation.id)) waiting.push(change)
      }
      if (isRunning) return
      isRunning = true
      void run()
    },
    stop() {
      waiting = []
    },
  }
}

/** The next changes of one table: what is asked of Postgres once serves them all. */
function takeBatch(waiting: CommittedChange[]): CommittedChange[] {
  const relation = waiting[0]?.change.relation
  const end = waiting.findIndex(({ change }, i) => change.relation !== relation || i === MOST_AT_ONCE)
  return end === -1 ? waiting : waiting.slice(0, end)
}

async function deliver({ pool, tables, subscriptions, events, log }: Options, batch: CommittedChange[]) {
  const oid = batch[0]?.change.relation.id ?? 0
  const table = await tables.get(oid)
  const audiences = await audiencesOf(subscriptions.of(oid), table)
  const sent = batch.map(({ change }) => sentOf(change, table))
  const rendered = await renderChanges(pool, table, sent, audiences.filters, audiences.views)
  const candidates = batch.map(({ change }, place) =>
    audiences.all.filter(({ subscription, filter, fault }) => {
      const isWanted = subscription.event === '*' || subscription.event === change.type
      if (fault) return isWanted && change.type !== 'DELETE'
      return isWanted && rendered[place]?.passes[filter]
    }),
  )
  const mayPass = await policyCheck({ pool, table, batch, sent, candidates, viewers: audiences.viewers, log })
  for (const [place, { change, committedAt }] of batch.entries()) {
    const chosen = candidates[place]?.filter((audience) => mayPass(audience, place)) ?? []
    const row = rendered[place]
    if (!row || chosen.length === 0) continue
    const isLarge = sent[place]?.isLarge ?? false
    const messages = changeMessages({
      change,
      committedAt,
      table,
      row,
      isLarge,
      views: audiences.views,
      chosen,
    })
    for (const { channel, frame } of messages) {
      if (channel.isClosed) continue
      channel.connection.send(frame)
      events.add(1)
    }
  }
}

/** One probe per viewer for the whole batch. Deletes are not checked: the row is gone, so they carry only its key. */
async function policyCheck(given: {
  pool: pg.Pool
  table: Table
  batch: CommittedChange[]
  sent: Sent[]
  candidates: Audience[][]
  viewers: { role: string; claims: string }[]
  log: (line: string) => void
}): Promise<(audience: Audience, place: number) => boolean> {
  const { pool, table, batch, sent, candidates, viewers, log } = given
  if (!table.hasRls) return () => true
  const isChecked = (place: number) => batch[place]?.change.type !== 'DELETE'
  const asked = [
    ...new Set(candidates.flatMap((all, place) => (isChecked(place) ? all : []).map(({ viewer }) => viewer))),
  ]
  const known = asked.flatMap((place) => viewers[place] ?? [])
  const answers = known.length > 0 ? await visibleRows(pool, table, sent, known) : []
  for (const { error } of answers) {
    // Upstream stops delivering to everybody then (supabase/realtime#2093), so say it loudly.
    if (error)
      log(`realtime: a policy on ${table.sqlName} raised, which stops postgres_changes when hosted: ${error}`)
  }
  const seenBy = new Map(asked.map((viewer, i) => [viewer, answers[i]?.seen]))
  return (audience, place) =>
    !isChecked(place) || audience.fault !== null || (seenBy.get(audience.viewer)?.has(place) ?? false)
}
