import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTime } from '../in-time.ts'
import { claim, openScratchOutbox, type Sql, settle } from './scratch-outbox.ts'

let outbox: Awaited<ReturnType<typeof openScratchOutbox>>
let writers: Sql[]
let workers: Sql[]
beforeAll(async () => {
  outbox = await openScratchOutbox()
  writers = await Promise.all([outbox.connect(), outbox.connect(), outbox.connect()])
  workers = await Promise.all([outbox.connect(), outbox.connect()])
  await outbox.sql(
    `update public.event_types set digest_window = '20 milliseconds' where key = 'chat.message'`,
  )
})
beforeEach(() => outbox.sql('delete from public.notifications'))
afterAll(() => outbox?.close())

const room = '00000000-0000-4000-8000-000000000001'
const say = (sql: Sql, word: string) =>
  sql(
    `select public.notify($1, 'chat.message', 'room', $2, jsonb_build_object('message', jsonb_build_object('excerpt', $3::text)), $3)`,
    [outbox.adaId, room, word],
  )

/** Which words each push that was sent carried, and how many it says it carries. */
async function sentDigests(): Promise<{ words: string[]; title: string }[]> {
  return outbox.sql<{ words: string[]; title: string }>(
    `select array_agg(n.dedupe_key order by n.dedupe_key) as words, lead.rendered ->> 'title' as title
     from private.deliveries lead join private.deliveries item on item.id = lead.id or item.digest_of = lead.id
     join public.notifications n on n.id = item.notification_id
     where lead.channel = 'web_push' and lead.state = 'accepted' and lead.attempts > 0 group by lead.id`,
  )
}

/** How many a push says it carries: one alone has its own words. */
const counted = (title: string) => Number(/: (\d+) new$/.exec(title)?.[1] ?? 1)

/** Claims and settles until told that all is written and nothing is left. Each id is claimed by one worker once. */
async function work(sql: Sql, isWritten: () => boolean, claimed: string[]): Promise<void> {
  for (;;) {
    const wasWritten = isWritten()
    const rows = await claim(sql, 'web_push', 7)
    claimed.push(...rows.map((row) => row.id))
    await settle(
      sql,
      rows.map(({ id, lease_token }) => ({ id, lease_token, outcome: 'accepted', provider: 'web_push' })),
    )
    if (rows.length > 0) continue
    const [left] = await sql<{ n: number }>(
      `select count(*)::int n from private.deliveries where state in ('pending', 'sending') and channel = 'web_push'`,
    )
    if (wasWritten && left?.n === 0) return
    await pause(3)
  }
}

test('every message is in exactly one push, however writers and workers meet, and one rolled back is in none', async () => {
  const step = fc.record({
    words: fc.integer({ min: 1, max: 4 }),
    holdMs: fc.integer({ min: 0, max: 40 }),
    isCommitted: fc.boolean(),
  })
  const story = fc.array(fc.array(step, { minLength: 2, maxLength: 6 }), { minLength: 3, maxLength: 3 })
  await fc.assert(
    fc.asyncProperty(
      story,
      inTime(20, async (threads) => {
        await outbox.sql('delete from public.notifications')
        const committed: string[] = []
        const claimed: string[] = []
        let writing = threads.length
        const written = threads.map(async (steps, thread) => {
          const sql = writers[thread] as Sql
          for (const [turn, { words, holdMs, isCommitted }] of steps.entries()) {
            await sql('begin')
            const said = Array.from({ length: words }, (_, n) => `t${thread} s${turn} w${n}`)
            for (const word of said) await say(sql, word)
            await pause(holdMs)
            await sql(isCommitted ? 'commit' : 'rollback')
            if (isCommitted) committed.push(...said)
          }
          writing -= 1
        })
        await Promise.all([...written, ...workers.map((sql) => work(sql, () => writing === 0, claimed))])
        const digests = await sentDigests()
        expect(digests.flatMap(({ words }) => words).sort()).toEqual(committed.sort())
        expect(new Set(claimed).size, 'no digest was handed out twice').toBe(claimed.length)
        expect(digests.map(({ title }) => counted(title))).toEqual(digests.map(({ words }) => words.length))
      }),
    ),
    { numRuns: 25 },
  )
}, 60_000)

test('what commits after the digest closed goes to the next one', async () => {
  const [early, late] = writers as [Sql, Sql]
  await late('begin')
  await say(late, 'late')
  await say(early, 'first')
  await say(early, 'second')
  await pause(40)
  const [digest, ...others] = await claim(outbox.sql, 'web_push', 10)
  expect(others).toEqual([])
  await settle(outbox.sql, [
    { id: digest?.id, lease_token: digest?.lease_token, outcome: 'accepted', provider: 'web_push' },
  ])
  await late('commit')
  const next = await claim(outbox.sql, 'web_push', 10)
  await settle(
    outbox.sql,
    next.map(({ id, lease_token }) => ({ id, lease_token, outcome: 'accepted', provider: 'web_push' })),
  )
  expect((await sentDigests()).map(({ words }) => words).sort()).toEqual([['first', 'second'], ['late']])
})
