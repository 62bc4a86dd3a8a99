import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asAdmin, type Person, person, placeOrder, publishableKey, url } from './actors.ts'
import { type Ear, openEar } from './ear.ts'

// How long is listened for what must not come: the goal is "leaked frames 0 within 5 s".
const listenMs = 5_000
const attemptsPerPhase = 250
// five decimals of every position of Sam's here, and of nothing else: whoever sees them, sees him
const canary = `45.${String(Math.floor(Math.random() * 9e4) + 1e4)}`
// what a summary leaves of it
const rounded = canary.slice(0, -1)

type Who = 'ada' | 'sam' | 'pia' | 'eve' | 'grace' | 'nobody'
const names: Who[] = ['ada', 'sam', 'pia', 'eve', 'grace', 'nobody']
let people: Record<Exclude<Who, 'nobody'>, Person>
const ears: Ear[] = []
const counts: { phase: string; attempts: number; shown: number; leaks: number }[] = []

beforeAll(async () => {
  const [ada, sam, pia, eve, grace] = await Promise.all([
    person('Ada'),
    person('Sam', 'partner'),
    person('Pia', 'partner'),
    person('Eve'),
    person('Grace', 'staff'),
  ])
  people = { ada, sam, pia, eve, grace }
})
afterAll(() => {
  for (const ear of ears) ear.close()
  console.table(counts)
})

const tokenOf = (who: Who) => (who === 'nobody' ? null : people[who].token)
const ear = async () => {
  const opened = await openEar()
  ears.push(opened)
  return opened
}
const passing = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const must = <T>({ data, error }: { data: T; error: { message: string } | null }) => {
  if (error) throw new Error(error.message)
  return data as NonNullable<T>
}

let at = 0
const send = async (orderId: string, by: Person) => {
  at += 1
  const point = {
    client_id: crypto.randomUUID(),
    recorded_at: new Date().toISOString(),
    lat: Number(`${canary}${at % 10}`),
    lng: 13.7,
    accuracy_m: 5,
  }
  const taken = must(await by.supabase.rpc('ingest_locations', { order_id: orderId, points: [point] }))
  expect(taken).toMatchObject({ accepted: 1 })
}

/** An order of Ada's that Sam carries and shares his position for. */
async function scene(): Promise<string> {
  const order = await placeOrder(people.ada)
  must(await people.sam.supabase.rpc('accept_order', { order_id: order.id }))
  must(await people.sam.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'test' }))
  await send(order.id, people.sam)
  return order.id
}
const open = async (who: Person, orderId: string) =>
  must(await who.supabase.rpc('open_tracking', { order_id: orderId })) as { topic: string }

type Attempt = { who: Who; path: string; method: string; body?: object }
const tables = [
  'locations',
  'last_locations',
  'trail_summaries',
  'location_views',
  'location_shares',
  'orders',
]
const calls = [
  'open_tracking',
  'keep_watching',
  'replay_trail',
  'ingest_locations',
  'start_sharing',
  'pause_sharing',
  'stop_sharing',
  'hold_location',
  'release_location',
  'my_location_views',
  'export_my_location',
  'position_shown',
  'trail_of',
  'raw_trail',
  'export_location_of',
]
// only what reads: a call that ends the sharing for whoever may would end the phase
const harmless = calls.filter((call) => !/sharing|ingest|hold|release/.test(call))

function attempts(orderId: string, partnerIds: string[]): fc.Arbitrary<Attempt> {
  const who = fc.constantFrom(...names)
  const filter = fc.constantFrom(
    '',
    `&order_id=eq.${orderId}`,
    `&id=eq.${orderId}`,
    `&partner_id=eq.${partnerIds[0]}`,
    `&or=(lat.gt.0,order_id.eq.${orderId})`,
    '&lat=gte.45&order=recorded_at.desc',
  )
  const columns = fc.constantFrom(
    '*',
    'lat,lng',
    'order_id',
    '*,orders(*)',
    '*,last_locations(*)',
    '*,trail_summaries(*)',
    '*,location_views(*)',
    'polyline',
    'lat.max()',
    'count',
  )
  const table = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...tables) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('held_locations', 'location_holds', 'said_positions', 'messages'),
    },
  )
  const read = fc.tuple(who, table, columns, filter).map(([who, table, columns, filter]): Attempt => {
    return { who, method: 'GET', path: `/rest/v1/${table}?select=${columns}${filter}` }
  })
  const id = fc.constantFrom(
    orderId,
    orderId.toUpperCase(),
    ...partnerIds,
    '00000000-0000-0000-0000-000000000000',
  )
  const argument = fc.oneof(
    id.map((order_id) => ({ order_id })),
    id.map((person_id) => ({ person_id })),
    fc.constant({}),
    id.map((order_id) => ({ order_id, partner_id: partnerIds[0] })),
  )
  const call = fc
    .tuple(who, fc.constantFrom(...harmless), argument)
    .map(([who, name, body]): Attempt => ({ who, method: 'POST', path: `/rest/v1/rpc/${name}`, body }))
  const write = fc
    .tuple(who, table, fc.constantFrom('PATCH', 'DELETE'))
    // outsiders alone: the answer of a write shows the rows, which must be none
    .map(([who, table, method]): Attempt => {
      const path = `/rest/v1/${table}?order_id=eq.${orderId}&select=*`
      return { who, method, path, ...(method === 'PATCH' && { body: { order_id: orderId } }) }
    })
  return fc.oneof(
    { weight: 4, arbitrary: read },
    { weight: 4, arbitrary: call },
    { weight: 1, arbitrary: write },
  )
}

async function ask({ who, path, method, body }: Attempt): Promise<{ status: number; text: string }> {
  const token = tokenOf(who)
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      apikey: publishableKey,
      ...(token && { authorization: `Bearer ${token}` }),
      'content-type': 'application/json',
      prefer: 'return=representation',
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, text: await answer.text() }
}

type May = (who: Who, path: string) => boolean

/** Random attempts by everybody; what shows Sam's place where `may` says no, is a leak. */
async function hammer(phase: string, orderId: string, may: May): Promise<void> {
  const ids = [people.sam.id, people.pia.id]
  const all = fc.sample(attempts(orderId, ids), { numRuns: attemptsPerPhase, seed: 5 })
  // what opens it for those who may is tried in any case, so that no phase sees nothing by chance
  const sure = names.flatMap((who): Attempt[] =>
    ['open_tracking', 'replay_trail', 'export_my_location'].map((call) => ({
      who,
      method: 'POST',
      path: `/rest/v1/rpc/${call}`,
      body: call === 'export_my_location' ? {} : { order_id: orderId },
    })),
  )
  const leaks: string[] = []
  const faults: string[] = []
  let shown = 0
  const queue = [...sure, ...all]
  await Promise.all(
    Array.from({ length: 6 }, async () => {
      for (let attempt = queue.pop(); attempt; attempt = queue.pop()) {
        const { status, text } = await ask(attempt)
        const what = `${attempt.who} ${attempt.method} ${attempt.path} ${JSON.stringify(attempt.body ?? null)}`
        if (status >= 500) faults.push(`${status} ${what}`)
        if (!text.includes(rounded)) continue
        if (may(attempt.who, attempt.path)) shown += 1
        else leaks.push(what)
      }
    }),
  )
  counts.push({ phase, attempts: all.length + sure.length, shown, leaks: leaks.length })
  expect(leaks, 'who saw what they must not').toEqual([])
  expect(faults, 'attempts that broke something').toEqual([])
}

const isOneOf = (path: string, ...parts: string[]) => parts.some((part) => path.includes(part))
// one's own way, kept or exported, and what staff may replay
const afterwards: May = (who, path) =>
  (who === 'sam' && isOneOf(path, 'export_my_location', 'trail_summaries')) ||
  (who === 'grace' && isOneOf(path, 'replay_trail', 'trail_summaries'))

describe('random people ask for a position by every table and call', () => {
  let orderId: string

  test('while it is shared the parties and staff see it by the call that is logged, the partner their own rows', async () => {
    orderId = await scene()
    await hammer('shared', orderId, (who, path) =>
      isOneOf(path, 'open_tracking')
        ? ['ada', 'sam', 'grace'].includes(who)
        : (who === 'sam' && isOneOf(path, 'locations', 'export_my_location')) ||
          (who === 'grace' && isOneOf(path, 'replay_trail')),
    )
    expect(counts.at(-1)?.shown).toBeGreaterThan(4)
    const seen = await asAdmin<{ viewer_id: string }>(
      `select distinct viewer_id from public.location_views where order_id = $1`,
      [orderId],
    )
    expect(seen.map(({ viewer_id }) => viewer_id).sort()).toEqual(
      [people.ada.id, people.sam.id, people.grace.id].sort(),
    )
  }, 90_000)

  test('with another partner nobody sees the former one any more', async () => {
    await asAdmin('update public.orders set partner_id = $2 where id = $1', [orderId, people.pia.id])
    await hammer('another partner', orderId, afterwards)
  }, 90_000)

  test('when the order is closed there is nothing left to see', async () => {
    await asAdmin(`update public.orders set status = 'cancelled' where id = $1`, [orderId])
    await hammer('closed', orderId, afterwards)
  }, 90_000)

  test('when Sam has erased it not even staff find it', async () => {
    must(await people.sam.supabase.rpc('erase_my_location'))
    await hammer('erased', orderId, () => false)
    expect(counts.at(-1)?.shown).toBe(0)
  }, 90_000)
})

describe('sockets', () => {
  // each on a socket of its own: Realtime holds a refusal back for five seconds, and what waits behind it
  const tries = (who: Who, topics: string[], replay?: { since: number; limit: number }) =>
    Promise.all(
      topics.map(async (topic) => {
        const opened = await ear()
        return {
          topic,
          who,
          opened,
          state: await opened.join(topic, tokenOf(who) ?? publishableKey, true, replay),
        }
      }),
    )
  const positions = (opened: Ear) => opened.heard.filter(({ event }) => event === 'position_updated')

  test('guessed, foreign and forged topics are refused to everybody, and who looked hears', async () => {
    const orderId = await scene()
    const other = await scene()
    const { topic } = await open(people.ada, orderId)
    const replay = { since: 0, limit: 25 }
    const spying = Promise.all([
      tries(
        'eve',
        [topic, `${topic}:x`, `order:${orderId}:loc:*`, `order:*:loc:2`, `order:${orderId}:loc:1`],
        replay,
      ),
      tries('pia', [topic, topic.toUpperCase()], replay),
      tries('nobody', [topic]),
      // staff and the partner who did not look, and Ada at an order at which she did not
      tries('grace', [topic], replay),
      tries('sam', [topic], replay),
      tries('ada', [`order:${other}:loc:2`, `${topic}0`], replay),
    ]).then((all) => all.flat())
    const own = await ear()
    expect(await own.join(topic, people.ada.token)).toBe('joined')
    const open_ = await ear()
    await open_.join(topic, people.eve.token, false)
    const spies = await spying
    await send(orderId, people.sam)
    await expect.poll(() => positions(own).length, { timeout: 20_000 }).toBe(1)
    await passing(listenMs)
    expect(spies.filter(({ state }) => state !== 'refused')).toEqual([])
    expect([open_, ...spies.map(({ opened }) => opened)].flatMap(({ heard }) => heard)).toEqual([])
    expect(JSON.stringify(own.heard)).not.toContain('battery')
  }, 90_000)

  test('nobody speaks on the topic of a position, not even its partner', async () => {
    const orderId = await scene()
    const { topic } = await open(people.ada, orderId)
    await open(people.sam, orderId)
    const own = await ear()
    const forger = await ear()
    expect(await own.join(topic, people.ada.token)).toBe('joined')
    expect(await forger.join(topic, people.sam.token)).toBe('joined')
    forger.say(topic, 'position_updated', { lat: 1, lng: 1 })
    await send(orderId, people.sam)
    await expect.poll(() => positions(own).length, { timeout: 20_000 }).toBeGreaterThan(0)
    await passing(listenMs)
    expect(positions(own).map(({ payload }) => payload.lng)).toEqual([13.7])
  }, 90_000)

  test('a former partner and somebody who was staff hear nothing more on their open sockets, nor by a replay', async () => {
    const henry = await person('Henry', 'staff')
    const orderId = await scene()
    const { topic } = await open(people.sam, orderId)
    await open(henry, orderId)
    const former = await ear()
    const wasStaff = await ear()
    expect(await former.join(topic, people.sam.token)).toBe('joined')
    expect(await wasStaff.join(topic, henry.token)).toBe('joined')
    await send(orderId, people.sam)
    await expect
      .poll(() => Math.min(positions(former).length, positions(wasStaff).length), { timeout: 20_000 })
      .toBe(1)
    await asAdmin(`update public.profiles set role = 'customer' where id = $1`, [henry.id])
    await send(orderId, people.sam)
    await asAdmin('update public.orders set partner_id = $2 where id = $1', [orderId, people.pia.id])
    must(await people.pia.supabase.rpc('start_sharing', { order_id: orderId, consent_version: 'test' }))
    const { topic: next } = await open(people.ada, orderId)
    const customer = await ear()
    expect(await customer.join(next, people.ada.token)).toBe('joined')
    await send(orderId, people.pia)
    await expect.poll(() => positions(customer).length, { timeout: 20_000 }).toBe(1)
    await passing(listenMs)
    expect(positions(former)).toHaveLength(1)
    expect(positions(wasStaff)).toHaveLength(1)
    const again = await ear()
    expect(await again.join(topic, people.sam.token, true, { since: 0, limit: 25 })).toBe('refused')
    expect(again.heard).toEqual([])
  }, 90_000)

  test('a closed order replays nothing to anybody, and what Realtime kept of it is blanked', async () => {
    const orderId = await scene()
    const { topic } = await open(people.ada, orderId)
    await open(people.grace, orderId)
    const before = await ear()
    const replay = { since: 0, limit: 25 }
    await send(orderId, people.sam)
    expect(await before.join(topic, people.ada.token, true, replay)).toBe('joined')
    // the control: while the order is open the replay does give positions
    await expect.poll(() => positions(before).length, { timeout: 20_000 }).toBeGreaterThan(0)
    await asAdmin(`update public.orders set status = 'cancelled' where id = $1`, [orderId])
    const epochs = [1, 2, 3, 4].map((epoch) => `order:${orderId}:loc:${epoch}`)
    const spies = (
      await Promise.all((['ada', 'sam', 'grace', 'eve'] as const).map((who) => tries(who, epochs, replay)))
    ).flat()
    expect(spies.filter(({ state }) => state !== 'refused')).toEqual([])
    expect(spies.flatMap(({ opened }) => opened.heard)).toEqual([])
    await asAdmin('select private.blank_said_positions()')
    const kept = await asAdmin(
      `select from realtime.messages where topic like 'order:' || $1 || ':loc:%' and payload::text like '%lat%'`,
      [orderId],
    )
    expect(kept).toEqual([])
  }, 90_000)

  test('taken back, the consent takes with it what a replay would still tell', async () => {
    const orderId = await scene()
    const { topic } = await open(people.ada, orderId)
    must(await people.sam.supabase.rpc('stop_sharing', { order_id: orderId }))
    await asAdmin('select private.blank_said_positions()')
    const own = await ear()
    expect(await own.join(topic, people.ada.token, true, { since: 0, limit: 25 })).toBe('joined')
    await expect
      .poll(() => own.heard.some(({ event }) => event === 'sharing_updated'), { timeout: 20_000 })
      .toBe(true)
    expect(JSON.stringify(own.heard)).not.toContain(rounded)
  }, 60_000)
})
