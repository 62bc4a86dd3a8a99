import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTime } from '../in-time.ts'
import { type Claimed, claim, openScratchOutbox, type Sql, settle } from './scratch-outbox.ts'

let outbox: Awaited<ReturnType<typeof openScratchOutbox>>
let hands: Sql[]
beforeAll(async () => {
  outbox = await openScratchOutbox()
  hands = await Promise.all(Array.from({ length: 6 }, outbox.connect))
})
beforeEach(async () => {
  await outbox.sql('delete from public.notifications')
  await outbox.sql(
    `update private.providers set is_enabled = true, failures_in_row = 0, down_until = null, probe_until = null`,
  )
})
afterAll(() => outbox?.close())

const tell = (count: number) =>
  outbox.sql(
    `select public.notify($1, 'order.ready', data => '{"order": {"number": "A7"}}', dedupe_key => 'told ' || n) from generate_series(1, $2::int) n`,
    [outbox.adaId, count],
  )
const texts = () =>
  outbox.sql<{ id: string; state: string; n: number }>(
    `select d.id, d.state, (select count(*)::int from private.deliveries f where f.fallback_of = d.id) as n from private.deliveries d where d.channel = 'sms'`,
  )

test('forty texts that fail by settle, callback and sweep at once are followed by one mail each', async () => {
  await tell(40)
  const claimed = await claim(outbox.sql, 'sms', 100)
  expect(claimed).toHaveLength(40)
  const [settled, called] = [claimed.slice(0, 20), claimed.slice(20)]
  await settle(
    outbox.sql,
    called.map(({ id, lease_token }) => ({
      id,
      lease_token,
      outcome: 'accepted',
      provider: 'twilio',
      provider_message_id: `SM${id}`,
    })),
  )
  const refused = settled.map(({ id, lease_token }) => ({
    id,
    lease_token,
    outcome: 'permanent',
    provider: 'twilio',
    code: '21612',
  }))
  await Promise.all(
    hands.map(async (sql, hand) => {
      for (const [n, { id }] of called.entries()) {
        await settle(sql, refused.slice(n, n + 3))
        const status = n % 2 ? 'failed' : 'undelivered'
        await sql(
          `select public.record_provider_event('twilio', $1, $2, null, $3, '30008', '{}'), private.sweep()`,
          [`${id}-${hand}`, `SM${id}`, status],
        )
      }
    }),
  )
  const ended = await texts()
  expect(ended.map(({ n }) => n)).toEqual(Array(40).fill(1))
  expect(ended.every(({ state }) => state === 'failed' || state === 'undelivered')).toBe(true)
}, 60_000)

test('an urgent push that nobody saw is followed by one text, however many sweep at once', async () => {
  await outbox.sql(`update public.event_types set channels = '{in_app,web_push}' where key = 'order.ready'`)
  await outbox.sql(
    `select public.notify($1, 'order.ready', dedupe_key => 'urgent ' || n, priority => 'urgent') from generate_series(1, 30) n`,
    [outbox.adaId],
  )
  await outbox.sql(`update private.deliveries set escalate_at = now() where channel = 'web_push'`)
  await Promise.all(hands.map((sql) => sql('select private.escalate()')))
  await outbox.sql(
    `update public.event_types set channels = '{in_app,web_push,sms}' where key = 'order.ready'`,
  )
  const [counted] = await outbox.sql<{ all: number; different: number }>(
    `select count(*)::int as all, count(distinct notification_id)::int as different from private.deliveries where channel = 'sms'`,
  )
  expect(counted).toEqual({ all: 30, different: 30 })
})

test('what staff cancel while workers claim is either cancelled or sent, and the answer says which', async () => {
  await tell(60)
  const ids = await outbox.sql<{ id: string }>('select id from public.notifications')
  const sent: Claimed[] = []
  let moved = 0
  let underWay = 0
  await Promise.all([
    ...hands.slice(0, 2).map(async (sql) => {
      for (let turn = 0; turn < 20; turn += 1) {
        sent.push(...(await claim(sql, 'sms', 2)), ...(await claim(sql, 'web_push', 2)))
      }
    }),
    ...hands.slice(2).map(async (sql, hand) => {
      for (const { id } of ids.filter((_, n) => n % 4 === hand)) {
        const [row] = await sql<{ said: { moved: number; under_way: number } }>(
          'select public.cancel_notification($1) as said',
          [id],
        )
        moved += row?.said.moved ?? 0
        underWay += row?.said.under_way ?? 0
      }
    }),
  ])
  const states = await outbox.sql<{ state: string; n: number }>(
    `select state, count(*)::int n from private.deliveries group by 1`,
  )
  const count = (state: string) => states.find((row) => row.state === state)?.n ?? 0
  expect(count('cancelled') + count('sending')).toBe(120)
  expect({ moved, underWay }).toEqual({ moved: count('cancelled'), underWay: count('sending') })
  expect(sent).toHaveLength(count('sending'))
}, 60_000)

/** What a provider does with one message: takes it and says so, takes it and the answer is lost, refuses it; or the worker dies before or after. */
const fates = ['accepted', 'lost', 'refused', 'died_before', 'died_after'] as const

test('nobody is texted twice however the two providers fail, and everybody is texted once they recover', async () => {
  const story = fc.array(fc.tuple(fc.constantFrom(...fates), fc.constantFrom(...fates)), {
    minLength: 10,
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(
      story,
      inTime(20, async (fate) => {
        await outbox.sql('delete from public.notifications')
        await outbox.sql(
          `update private.providers set failures_in_row = 0, down_until = null, probe_until = null`,
        )
        await tell(12)
        const taken: Record<string, Map<string, number>> = { twilio: new Map(), vonage: new Map() }
        let step = 0
        const workOnce = async (sql: Sql, isCalm: boolean) => {
          for (const d of await claim(sql, 'sms', 4)) {
            const had = taken[d.provider] as Map<string, number>
            const answer = (outcome: string, more = {}) =>
              settle(sql, [{ id: d.id, lease_token: d.lease_token, outcome, provider: d.provider, ...more }])
            const [twilio, vonage] = isCalm ? ['accepted', 'accepted'] : (fate[step++ % fate.length] ?? [])
            const now = d.provider === 'twilio' ? twilio : vonage
            if (d.in_doubt_since && now === 'refused') await answer('retry', { http_status: 503 })
            else if (d.in_doubt_since && had.has(d.id))
              await answer('accepted', { provider_message_id: `${d.provider}${d.id}` })
            else if (now === 'refused') await answer('retry', { http_status: 503 })
            else if (now !== 'died_before') {
              had.set(d.id, (had.get(d.id) ?? 0) + 1)
              if (now === 'accepted')
                await answer('accepted', { provider_message_id: `${d.provider}${d.id}` })
              else if (now === 'lost') await answer('ambiguous', { code: 'timeout' })
            }
          }
        }
        const passTime = () =>
          outbox.sql(
            `with waited as (update private.deliveries set next_attempt_at = now(), attempts = least(attempts, 2)
             where channel = 'sms' and state in ('sending', 'retry_wait', 'ambiguous'))
           update private.providers set down_until = now(), probe_until = now() where down_until is not null and random() < 0.3`,
          )
        for (let round = 0; round < 6; round += 1) {
          await Promise.all(hands.slice(0, 3).map((sql) => workOnce(sql, false)))
          await passTime()
        }
        for (
          let round = 0;
          round < 30 && (await texts()).some(({ state }) => state !== 'accepted');
          round += 1
        ) {
          await workOnce(outbox.sql, true)
          await passTime()
        }
        const times = new Map<string, number>()
        for (const had of Object.values(taken))
          for (const [id, n] of had) times.set(id, (times.get(id) ?? 0) + n)
        expect([...times.values()], 'each text was taken by one provider, once').toEqual(Array(12).fill(1))
        expect((await texts()).every(({ state }) => state === 'accepted')).toBe(true)
      }),
    ),
    { numRuns: 25 },
  )
}, 60_000)
