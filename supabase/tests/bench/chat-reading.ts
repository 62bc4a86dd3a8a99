import type pg from 'pg'
import { withDatabase } from '../../check/database.ts'
import { busy, fillChat, usual } from './chat-load.ts'
import { type Benchmark, type Comparison, interleave, median, type Side } from './comparison.ts'

const columns =
  'id, room_id, seq, rev, sender_id, client_id, type, body, meta, created_at, edited_at, deleted_at, deleted_by, reply_to, thread_root, thread_count, thread_seq, mentions, reactions, files, link, pinned_at, pinned_by'

/** Pages read for one figure. */
const pages = 2000
/** What a look at all rooms, and a search, may take. */
const listMs = 2
const searchMs = 50

/**
 * P7: what reading costs in a database of a million messages. A page of 50 as the API asks for it, under row-level security
 * against the same without; then the room list with exact unread, and searches: rare and frequent words, of somebody with
 * two dozen rooms and of somebody with four thousand. The latter are held against a fixed time.
 */
export const chatReading: Benchmark = ({ rounds, log }) =>
  withDatabase(async (client) => {
    log('a million messages …')
    await fillChat(client)
    const figures = await interleave(
      rounds,
      { ours: pagesPerSecond(client, 'authenticated'), peers: pagesPerSecond(client, 'postgres') },
      log,
    )
    const page: Comparison = {
      id: 'P7',
      what: 'page of 50 messages, row-level security',
      peer: 'the same without',
      unit: '/s',
      goal: 0.9,
      isMoreBetter: true,
      ...figures,
    }
    const asked = [
      {
        id: 'P7b',
        what: 'room list, 28 rooms, exact unread',
        who: usual,
        sql: 'select * from public.room_list()',
      },
      ...searches.map(({ id, what, who, words }) => ({
        ...{ id, what, who },
        sql: `select * from public.search_messages('${words}')`,
      })),
    ]
    const timed: Comparison[] = []
    for (const { id, what, who, sql } of asked) {
      const limit = id === 'P7b' ? listMs : searchMs
      const ours: number[] = []
      for (let round = 0; round <= rounds; round++) {
        const ms = await medianMs(client, who, sql)
        if (round > 0) ours.push(ms)
      }
      log(`${what}: ${median(ours).toFixed(2)} ms`)
      timed.push({
        ...{ id, what, ours, unit: 'ms', goal: 1, isMoreBetter: false },
        peer: `the goal, ${limit} ms`,
        peers: ours.map(() => limit),
      })
    }
    return [page, ...timed]
  })

const searches = [
  { id: 'P7c', what: 'search, 28 rooms, frequent word', who: usual, words: 'the' },
  {
    id: 'P7d',
    what: 'search, 28 rooms, nine words',
    who: usual,
    words: 'the to and your order it is we at on',
  },
  { id: 'P7e', what: 'search, 4,000 rooms, frequent word', who: busy, words: 'the' },
  { id: 'P7f', what: 'search, 4,000 rooms, rare beginning', who: busy, words: 'qqa' },
  { id: 'P7g', what: 'search, 4,000 rooms, one common word and one rare', who: busy, words: 'order qqa' },
]

async function become(client: pg.Client, role: string, who: string) {
  await client.query(`set role ${role}`)
  await client.query(
    `select set_config('request.jwt.claims', jsonb_build_object('sub', md5($1)::uuid, 'role', 'authenticated')::text, false)`,
    [who],
  )
}

/** Pages by key of rooms in turn, as PostgREST sends them: one prepared statement, rows as one JSON. */
function pagesPerSecond(client: pg.Client, role: string): Side {
  return async () => {
    const { rows } = await client.query(
      `select room_id from public.room_members where user_id = md5($1)::uuid order by room_id`,
      [usual],
    )
    await become(client, role, usual)
    const begun = performance.now()
    for (let page = 0; page < pages; page++) {
      const { rows: found } = await client.query({
        name: `page ${role}`,
        text: `select coalesce(json_agg(p), '[]')::text as body, count(*)::int as n from (
          select ${columns} from public.messages where room_id = $1 and seq < $2 order by seq desc limit 50) p`,
        values: [rows[page % rows.length].room_id, 51 + (page % 50)],
      })
      if (found[0].n !== 50) throw new Error(`a page of ${found[0].n}`)
    }
    const perSecond = (pages * 1000) / (performance.now() - begun)
    await client.query('reset role')
    return perSecond
  }
}

async function medianMs(client: pg.Client, who: string, sql: string): Promise<number> {
  await become(client, 'authenticated', who)
  const each: number[] = []
  for (let n = 0; n < 15; n++) {
    const begun = performance.now()
    await client.query({ name: sql.slice(0, 60), text: sql })
    each.push(performance.now() - begun)
  }
  await client.query('reset role')
  return median(each)
}
