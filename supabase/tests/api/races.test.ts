import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { asAdmin, type Person, person, placeOrder } from './actors.ts'
import { type Connection, openConnection, untilItWaits } from './connection.ts'

let ada: Person
let sam: Person
let one: Connection
let two: Connection
beforeAll(async () => {
  ;[ada, sam] = await Promise.all([person('Ada'), person('Sam', 'partner')])
  ;[one, two] = await Promise.all([openConnection(), openConnection()])
})
// a test that fails must not leave its locks, or its mail, to the next
afterEach(async () => {
  await one.sql('rollback')
  await two.sql('rollback')
  await one.sql(`delete from private.deliveries where user_id = $1 and channel = 'email'`, [ada.id])
})
afterAll(() => Promise.all([one.close(), two.close()]))

async function orderWithRoom() {
  const order = await placeOrder(ada)
  const { error } = await sam.supabase.rpc('accept_order', { order_id: order.id })
  expect(error).toBeNull()
  const [room] = await asAdmin<{ id: string }>('select id from public.rooms where order_id = $1', [order.id])
  return { orderId: order.id, roomId: room?.id ?? '' }
}

test('Ada and Sam write forty messages at once and the numbers have no hole', async () => {
  const { roomId } = await orderWithRoom()
  const say = (who: Person, n: number) =>
    who.supabase.rpc('send_message', { room_id: roomId, client_id: crypto.randomUUID(), body: `word ${n}` })
  const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => [say(ada, n), say(sam, n)]).flat())
  expect(answers.filter(({ error }) => error)).toEqual([])
  const { data } = await ada.supabase.from('messages').select('seq').eq('room_id', roomId).order('seq')
  expect(data?.map(({ seq }) => seq)).toEqual(Array.from({ length: 42 }, (_, n) => n + 1))
})

test('a retry that overtakes its first try says a message once', async () => {
  const { roomId } = await orderWithRoom()
  const words = { room_id: roomId, client_id: crypto.randomUUID(), body: 'once' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => sam.supabase.rpc('send_message', words)))
  expect(new Set(answers.map(({ data }) => data?.id)).size).toBe(1)
  const { data } = await ada.supabase.from('messages').select('id').eq('client_id', words.client_id)
  expect(data).toHaveLength(1)
})

test('a partner who is replaced while he writes is not heard any more', async () => {
  const { orderId, roomId } = await orderWithRoom()
  await one.sql('begin')
  await one.sql('update public.orders set partner_id = null where id = $1', [orderId])
  await two.sql('begin')
  const [row] = await two.sql('select pg_backend_pid() as pid')
  await two.actAs(sam.id)
  const said = two
    .sql('select public.send_message($1, gen_random_uuid(), $2)', [roomId, 'too late'])
    .then(() => 'said')
    .catch((error: { hint?: string }) => error.hint)
  await untilItWaits(one, Number(row?.pid))
  await one.sql('commit')
  expect(await said).toBe('not_a_member')
})

test('a position that arrives while the order is being closed is refused', async () => {
  const { orderId } = await orderWithRoom()
  await sam.supabase.rpc('start_sharing', { order_id: orderId, consent_version: 'test' })
  await one.sql('begin')
  await one.sql(`update public.orders set status = 'cancelled' where id = $1`, [orderId])
  await two.sql('begin')
  const [row] = await two.sql('select pg_backend_pid() as pid')
  await two.actAs(sam.id)
  const point = { client_id: crypto.randomUUID(), recorded_at: new Date().toISOString(), lat: 1, lng: 1 }
  const taken = two
    .sql('select public.ingest_locations($1, $2)', [orderId, JSON.stringify([point])])
    .then(() => 'taken')
    .catch((error: { hint?: string }) => error.hint)
  await untilItWaits(one, Number(row?.pid))
  await one.sql('commit')
  expect(['order_closed', 'not_the_partner']).toContain(await taken)
  await two.sql('rollback')
  expect(await asAdmin('select from public.last_locations where order_id = $1', [orderId])).toEqual([])
})

test('two workers claim at once and no delivery is in both hands', async () => {
  const [told] = await asAdmin<{ id: string }>(
    `select public.notify($1, 'order.ready', data => '{"order": {"number": "A1"}}') as id`,
    [ada.id],
  )
  // no knock, so that nobody but these two wants them
  await asAdmin(
    `do $$ begin
       alter table private.deliveries disable trigger _900_knock;
       with browsers as (
         insert into public.push_subscriptions (user_id, device_id, endpoint, p256dh, auth)
         select '${ada.id}', gen_random_uuid(), 'https://push.example/' || n, 'key', 'secret' from generate_series(1, 100) n
         returning id)
       insert into private.deliveries (notification_id, user_id, channel, target_id, rendered, priority)
       select '${told?.id}', '${ada.id}', 'web_push', b.id, '{}', 'normal' from browsers b;
       alter table private.deliveries enable trigger _900_knock;
     end $$`,
  )
  const claim = `select id from public.claim_deliveries('web_push', 'test', 50)`
  await Promise.all([one.sql('begin'), two.sql('begin')])
  const first = (await one.sql(claim)).map(({ id }) => id)
  // the first has not committed: the second takes what is left and does not wait
  await two.sql(`set local lock_timeout = '1s'`)
  const second = (await two.sql(claim)).map(({ id }) => id)
  expect([first.length, second.length, new Set([...first, ...second]).size]).toEqual([50, 50, 100])
})

test('one event told by eight jobs at once is one notification', async () => {
  const key = crypto.randomUUID()
  const ids = await Promise.all(
    Array.from({ length: 8 }, () =>
      asAdmin<{ id: string }>(`select public.notify($1, 'order.ready', dedupe_key => $2) as id`, [
        ada.id,
        key,
      ]),
    ),
  )
  const told = await asAdmin<{ id: string }>('select id from public.notifications where dedupe_key = $1', [
    key,
  ])
  expect(told).toHaveLength(1)
  expect(ids.flat().filter(({ id }) => id !== null && id !== told[0]?.id)).toEqual([])
})
