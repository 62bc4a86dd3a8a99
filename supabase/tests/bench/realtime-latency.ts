import type pg from 'pg'
import { type Benchmark, interleave, type Side } from './comparison.ts'
import { fillRooms, personOf, roomId } from './message-load.ts'
import { type BenchProcess, startProcess, withRealtime } from './realtime-stage.ts'

const perSecond = 2000
const count = 6000
const browsers = 4
const roomsEach = 5
const rooms = Array.from({ length: browsers * roomsEach }, (_, n) => roomId(n))

/**
 * P4: from just before the insert to the callback in another browser, p99 at 2,000 inserts a second in twenty rooms, eight writers.
 * Ours: a row of messages, said by its trigger, read from the WAL by the Realtime server, let through by the policies, heard by
 * supabase-js. The peers: the same row in a bare table, from the WAL or by NOTIFY over ws to a bare socket, with no rights at all.
 */
export const realtimeLatency: Benchmark = ({ rounds, log }) =>
  withRealtime(async ({ databaseUrl, client, realtime, startRealtime, sign }) => {
    await fillRooms(client)
    await makePeerTables(client)
    const [peer, listeners, writer] = ['latency-peer.ts', 'latency-listeners.ts', 'latency-writer.ts'].map(
      startProcess,
    ) as [BenchProcess, BenchProcess, BenchProcess]
    const anonKey = await sign({ role: 'anon' })
    const people = await Promise.all(
      Array.from({ length: browsers }, async (_, n) => ({
        token: await sign({ role: 'authenticated', sub: personOf(n * roomsEach, 0) }),
        rooms: rooms.slice(n * roomsEach, (n + 1) * roomsEach),
      })),
    )
    await client.query(
      `insert into public.room_members (room_id, user_id, role) select r, u, 'partner'
       from unnest($1::uuid[], $2::uuid[]) as m (r, u) on conflict do nothing`,
      [rooms, rooms.map((_, n) => personOf(Math.floor(n / roomsEach) * roomsEach, 0))],
    )

    const side = (
      kind: 'ours' | 'peer',
      table: string,
      server: BenchProcess,
      start: () => Promise<string>,
    ): Side => {
      return async () => {
        await client.query(`truncate ${table}${kind === 'ours' ? ', realtime.messages cascade' : ''}`)
        const url = await start()
        await listeners.ask({ kind, url, anonKey, browsers: people })
        await writer.ask({ databaseUrl, table, rooms, sender: personOf(0, 0), perSecond, count })
        const { heard, p50Ms, p99Ms } = await listeners.ask<Record<string, number>>({ until: count })
        await listeners.ask('leave')
        await server.ask('stop')
        if (heard !== count) throw new Error(`${heard} of ${count} were heard`)
        log(`p50 ${p50Ms?.toFixed(2)} ms`)
        return p99Ms ?? Number.NaN
      }
    }
    const peerSide = (kind: 'pgoutput' | 'notify') =>
      side('peer', `bench.by_${kind}`, peer, () => peer.ask<string>({ start: kind, databaseUrl }))

    try {
      const sides = {
        ours: side('ours', 'public.messages', realtime, startRealtime),
        pgoutput: peerSide('pgoutput'),
        notify: peerSide('notify'),
      }
      const figures = await interleave(rounds, sides, log)
      const shared = {
        ...{ what: 'insert to callback elsewhere, p99 at 2,000/s', unit: 'ms' },
        ...{ isMoreBetter: false, ours: figures.ours },
      }
      const pgoutput = 'pg-logical-replication 2.5.0 + ws 8.23.0'
      return [
        { ...shared, id: 'P4', peer: pgoutput, goal: 1.5, peers: figures.pgoutput },
        { ...shared, id: 'P4b', peer: 'LISTEN/NOTIFY + ws 8.23.0', goal: 0.1, peers: figures.notify },
      ]
    } finally {
      for (const one of [peer, listeners, writer]) one.stop()
    }
  })

/** The columns and the two indexes of messages; nobody's rights, nothing referenced. */
async function makePeerTables(client: pg.Client): Promise<void> {
  await client.query('create schema bench')
  for (const table of ['bench.by_pgoutput', 'bench.by_notify']) {
    await client.query(`create table ${table} (like public.messages including defaults)`)
    await client.query(`alter table ${table} add primary key (id)`)
    await client.query(`create index on ${table} (room_id, seq)`)
  }
  await client.query('create publication bench for table bench.by_pgoutput')
  await client.query(`create function bench.tg_notify() returns trigger language plpgsql as $$
    begin perform pg_notify('bench', to_jsonb(new)::text); return null; end $$`)
  await client.query(
    'create trigger notify after insert on bench.by_notify for each row execute function bench.tg_notify()',
  )
}
