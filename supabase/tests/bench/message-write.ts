import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { withDatabase } from '../../check/database.ts'
import { type Benchmark, interleave, type Side } from './comparison.ts'
import { type LeanConnection, leanConnection } from './lean-connection.ts'
import { fillRooms, personOf, roomId, rooms, words } from './message-load.ts'

const connections = 16
const secondsPerSide = 4

/**
 * P6: a message written in full by send_message (rights, number, receipt, what the members and the room hear) against the bare
 * insert of the same row into a table with two indexes and nothing else; both by prepared statements on sixteen connections,
 * each commit flushed. Ours is one call of a signed-in member, as the API makes it.
 */
export const messageWrite: Benchmark = ({ rounds, log }) =>
  withDatabase(async (client, url) => {
    await fillRooms(client)
    await client.query('create schema bench')
    await client.query('create table bench.messages (like public.messages including defaults)')
    await client.query('alter table bench.messages add primary key (id)')
    await client.query('create index on bench.messages (room_id, seq)')
    const sides = {
      ours: await ours(client, url),
      bare: await bare(client, url),
    }
    const figures = await interleave(rounds, sides, log)
    return [
      {
        ...{ id: 'P6', what: `message written in full, ${connections} connections`, unit: '/s' },
        ...{ peer: 'bare insert of the same row', goal: 0.7, isMoreBetter: true },
        ...{ ours: figures.ours, peers: figures.bare },
      },
    ]
  })

/** One person per connection, each in a tenth of the rooms: people write in their own, and now and then to the same one. */
async function ours(client: pg.Client, url: string): Promise<Side> {
  const open = (n: number) =>
    leanConnection(
      url,
      `set role authenticated; set request.jwt.claims = '${JSON.stringify({ role: 'authenticated', sub: personOf(n, 0) })}'`,
      'select * from public.send_message($1, $2, $3)',
    )
  const people = await Promise.all(Array.from({ length: connections }, (_, n) => open(n)))
  // the writer of a connection is a member of every twentieth room or so
  for (let n = 0; n < connections; n++) {
    await client.query(
      `insert into public.room_members (room_id, user_id, role) select id, $2, 'partner' from unnest($1::uuid[]) id on conflict do nothing`,
      [roomsOf(n).map(roomId), personOf(n, 0)],
    )
  }
  return async () => {
    await settle(client, 'public.messages')
    const before = await count(client)
    const figure = await writeFor(people, (n, i) => {
      const own = roomsOf(n)
      return [roomId(own[i % own.length] ?? n), randomUUID(), words]
    })
    const { messages, broadcasts } = await count(client)
    const written = messages - before.messages
    if (written < figure * secondsPerSide * 0.9 || broadcasts - before.broadcasts < written) {
      throw new Error(`${written} messages were written and ${broadcasts - before.broadcasts} said aloud`)
    }
    return figure
  }
}

const roomsOf = (n: number) =>
  Array.from({ length: Math.floor(rooms / connections) }, (_, i) => n + i * connections)

async function bare(client: pg.Client, url: string): Promise<Side> {
  const statement = `insert into bench.messages (room_id, seq, rev, sender_id, client_id, type, body)
    values ($1, $2, $2, $3, $4, 'text', $5) returning *`
  const writers = await Promise.all(
    Array.from({ length: connections }, () => leanConnection(url, 'select 1', statement)),
  )
  return async () => {
    await settle(client, 'bench.messages')
    return writeFor(writers, (n, i) => {
      const own = roomsOf(n)
      const room = own[i % own.length] ?? n
      return [roomId(room), String(i), personOf(n, 0), randomUUID(), words]
    })
  }
}

/** What earlier rounds left to clean up must not be paid by this one. */
async function settle(client: pg.Client, table: string): Promise<void> {
  await client.query(`truncate ${table} ${table.startsWith('public') ? 'cascade' : ''}`)
  await client.query('truncate realtime.messages')
  await client.query('vacuum public.rooms, public.room_members')
}

async function count(client: pg.Client): Promise<{ messages: number; broadcasts: number }> {
  const { rows } = await client.query(`select (select count(*)::int from public.messages) as messages,
    (select count(*)::int from realtime.messages where event = 'message_created') as broadcasts`)
  return rows[0]
}

/** Every connection writes one after another until the time is over; writes in a second. */
async function writeFor(
  writers: LeanConnection[],
  parameters: (writer: number, i: number) => string[],
): Promise<number> {
  const since = performance.now()
  const end = since + secondsPerSide * 1000
  let done = 0
  await Promise.all(
    writers.map(async (writer, n) => {
      for (let i = 0; performance.now() < end; i++) {
        await writer.run(parameters(n, i))
        done++
      }
    }),
  )
  return (done * 1000) / (performance.now() - since)
}
