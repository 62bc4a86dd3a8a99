import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { inTime } from '../in-time.ts'
import { openScratchOutbox, type Sql } from './scratch-outbox.ts'

let outbox: Awaited<ReturnType<typeof openScratchOutbox>>
let hands: Sql[]
let people: string[]
beforeAll(async () => {
  outbox = await openScratchOutbox()
  hands = await Promise.all(Array.from({ length: 8 }, outbox.connect))
  const made = await outbox.sql<{ id: string }>(
    `insert into auth.users (id, email, raw_user_meta_data)
     select gen_random_uuid(), 'eve' || n || '@test.example', '{"name": "Eve"}' from generate_series(1, 200) n returning id`,
  )
  people = made.map(({ id }) => id)
})
beforeEach(() => outbox.sql('delete from private.phone_verifications'))
afterAll(() => outbox?.close())

type Start = { id?: string; refused?: string; scope?: string }
async function start(sql: Sql, person: string, number: string, address: string): Promise<Start> {
  const [row] = await sql<{ said: Start }>('select public.start_phone_verification($1, $2, $3) as said', [
    person,
    number,
    address,
  ])
  return row?.said ?? {}
}
/** Eight connections at once, each one call after another. */
async function spread<T>(count: number, work: (sql: Sql, n: number) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  let next = 0
  const hand = async (sql: Sql) => {
    for (let n = next++; n < count; n = next++) results[n] = await work(sql, n)
  }
  await Promise.all(hands.map(hand))
  return results
}

test('two hundred accounts from two hundred addresses get thirty codes for one block of numbers, and a bystander gets one', async () => {
  const flood = spread(200, (sql, n) =>
    start(sql, people[n] as string, `+8821300${String(1000 + n).padStart(4, '0')}`, `address ${n}`),
  )
  const bystander = start(outbox.sql, outbox.adaId, '+447700900902', 'home')
  const answers = await flood
  expect((await bystander).id).toBeDefined()
  expect(answers.filter(({ id }) => id)).toHaveLength(30)
  expect(new Set(answers.filter(({ id }) => !id).map(({ scope }) => scope))).toEqual(new Set(['prefix']))
})

test('one account, one number and one address each keep to their limits, whatever comes at once', async () => {
  const [eve] = people as [string]
  const one = await spread(50, (sql, n) => start(sql, eve, `+4477${10_000_000 + n * 20_000}`, `address ${n}`))
  expect(one.filter(({ id }) => id)).toHaveLength(1)
  const number = await spread(50, (sql, n) =>
    start(sql, people[n + 1] as string, '+447700900903', `address ${n}`),
  )
  expect(number.filter(({ id }) => id)).toHaveLength(1)
  const address = await spread(50, (sql, n) =>
    start(sql, people[n + 60] as string, `+4478${10_000_000 + n * 20_000}`, 'cafe'),
  )
  expect(address.filter(({ id }) => id)).toHaveLength(10)
})

test('forty guesses at once use up five tries and no more', async () => {
  const [eve] = people as [string]
  const { id } = await start(outbox.sql, eve, '+447700900904', 'home')
  await outbox.sql(`select public.note_phone_verification($1, 'sent')`, [id])
  const turns = await spread(40, async (sql) => {
    const [row] = await sql<{ turn: { checks_left?: number; refused?: string } }>(
      'select public.take_phone_check($1) as turn',
      [eve],
    )
    return row?.turn.refused ?? row?.turn.checks_left
  })
  expect(turns.filter((turn) => typeof turn === 'number').sort()).toEqual([0, 1, 2, 3, 4])
  expect(new Set(turns.filter((turn) => typeof turn === 'string'))).toEqual(new Set(['too_many_checks']))
})

test('eight who prove the same number at once leave one owner, and each proof counts once', async () => {
  const ids: string[] = []
  for (const person of people.slice(100, 108)) {
    const { id = '' } = await start(outbox.sql, person, '+447700900905', person)
    await outbox.sql(`select public.note_phone_verification($1, 'sent')`, [id])
    await outbox.sql(`update private.phone_verifications set created_at = created_at - interval '1 hour'`)
    ids.push(id)
  }
  expect(ids.filter(Boolean)).toHaveLength(8)
  const finished = await spread(16, async (sql, n) => {
    const [row] = await sql<{ masked: string | null }>(
      'select public.finish_phone_verification($1) as masked',
      [ids[n % 8]],
    )
    return row?.masked
  })
  expect(finished.filter(Boolean)).toHaveLength(8)
  const owners = await outbox.sql(`select from public.phones where e164 = '+447700900905'`)
  expect(owners).toHaveLength(1)
  const told = await outbox.sql(`select from public.notifications where event_type = 'security.phone_moved'`)
  expect(told).toHaveLength(7)
})

type Model = { isOn: boolean; source: 'app' | 'sms_keyword'; isStopped: boolean; hasSwitchedOff: boolean }
const step = fc.oneof(
  fc.constantFrom('STOP', 'Baja', 'START', 'unstop', 'HELP', 'hello'),
  fc.constantFrom('app on', 'app off'),
  fc.nat(20).map((n) => ({ again: n })),
)

test('any order of STOP, START, choices in the app and texts told twice ends as the person would expect', async () => {
  let texts = 0
  const choose = (isOn: boolean) =>
    outbox.sql(`select private.choose($1, 'order', 'sms', $2, 'app')`, [outbox.adaId, isOn])
  const write = (id: string, body: string) =>
    outbox.sql(`select public.record_inbound_sms('twilio', $1, '+447700900901', '+15005550006', $2)`, [
      id,
      body,
    ])
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 14 }),
      inTime(20, async (steps) => {
        await outbox.sql('delete from private.inbound_sms')
        await outbox.sql(`delete from private.suppressions`)
        await choose(true)
        const model: Model = { isOn: true, source: 'app', isStopped: false, hasSwitchedOff: false }
        const said: [id: string, body: string][] = []
        for (const one of steps) {
          if (typeof one === 'object') {
            const before = said[one.again]
            if (before) await write(...before)
            continue
          }
          if (one === 'app on' || one === 'app off') {
            await choose(one === 'app on')
            Object.assign(model, { isOn: one === 'app on', source: 'app' })
            continue
          }
          const text: [string, string] = [`SM${++texts}`, one]
          said.push(text)
          await write(...text)
          if (one === 'STOP' || one === 'Baja') {
            model.isStopped = true
            if (model.isOn) Object.assign(model, { isOn: false, source: 'sms_keyword', hasSwitchedOff: true })
          }
          if (one === 'START' || one === 'unstop') {
            model.isStopped = false
            if (model.hasSwitchedOff && !model.isOn && model.source === 'sms_keyword') model.isOn = true
          }
        }
        const [row] = await outbox.sql<{ is_on: boolean; reason: string | null }>(
          `select private.is_wanted($1, 'order', 'sms') as is_on, private.suppression_of('sms', '+447700900901') as reason`,
          [outbox.adaId],
        )
        expect(row).toEqual({ is_on: model.isOn, reason: model.isStopped ? 'stop' : null })
      }),
    ),
    { numRuns: 150 },
  )
})

test('eight workers ask for the price of each message once', async () => {
  await outbox.sql(`update private.deliveries set price_asks = 12`)
  await outbox.sql(
    `select public.notify($1, 'order.ready', data => '{"order": {"number": "A7"}}', dedupe_key => 'priced ' || n) from generate_series(1, 300) n`,
    [outbox.adaId],
  )
  await outbox.sql(
    `update private.deliveries set state = 'delivered', provider = 'twilio', provider_message_id = 'SM' || id, accepted_at = now() - interval '5 minutes'
     where channel = 'sms' and price_asks = 0`,
  )
  const handed = await spread(16, (sql) => sql<{ id: string }>('select id from public.claim_unpriced(50)'))
  const ids = handed.flat().map(({ id }) => id)
  expect(ids).toHaveLength(300)
  expect(new Set(ids).size).toBe(300)
})
