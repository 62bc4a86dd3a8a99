import { afterEach, beforeAll, expect, test } from 'vitest'
import { join, type Person, person, placeOrder } from './actors.ts'

let ada: Person
let sam: Person
let roomId: string
beforeAll(async () => {
  ;[ada, sam] = await Promise.all([person('Ada'), person('Sam', 'partner')])
  const order = await placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  const { data } = await ada.supabase.from('rooms').select('id').eq('order_id', order.id).single()
  roomId = data?.id ?? ''
})
// a client has one channel per topic: each test joins anew
afterEach(() => Promise.all([ada, sam].map(({ supabase }) => supabase.removeAllChannels())))

async function hear(who: Person, topic: string) {
  const joined = await join(who.supabase, topic)
  if (joined.state === 'refused') throw new Error(`${who.name} was not let in to ${topic}`)
  return joined.heard
}

test('Sam writes twice by mistake, Ada hears it once, reads it, and Sam sees that she did', async () => {
  const heardByAda = await hear(ada, `room:${roomId}:1`)
  const heardBySam = await hear(sam, `room:${roomId}:1`)
  const words = { room_id: roomId, client_id: crypto.randomUUID(), body: 'On my way ☂' }
  const { data: sent } = await sam.supabase.rpc('send_message', words)
  const { data: again } = await sam.supabase.rpc('send_message', words)
  expect(again?.id).toBe(sent?.id)
  await expect.poll(() => heardByAda.map(({ event }) => event)).toContain('message_created')
  const { data: rooms } = await ada.supabase.rpc('room_list')
  expect(rooms?.map(({ unread }) => unread)).toEqual([1])

  expect((await ada.supabase.rpc('mark_read', { room_id: roomId, seq: sent?.seq ?? 0 })).error).toBeNull()
  await expect
    .poll(
      () =>
        heardBySam.find(({ event, payload }) => event === 'receipt_updated' && payload.user_id === ada.id)
          ?.payload,
    )
    .toMatchObject({ last_read_seq: sent?.seq, last_delivered_seq: sent?.seq })
  const { data: after } = await ada.supabase.rpc('room_list')
  expect(after?.map(({ unread }) => unread)).toEqual([0])
  expect(heardByAda.filter(({ event }) => event === 'message_created')).toHaveLength(1)
})

test('Ada types and Sam sees it, on the live topic and not on the one of the messages', async () => {
  const heardBySam = await hear(sam, `room:${roomId}:1:live`)
  const live = ada.supabase.channel(`room:${roomId}:1:live`, { config: { private: true } })
  await new Promise<void>((resolve) => {
    live.subscribe((status) => status === 'SUBSCRIBED' && resolve())
  })
  await live.send({ type: 'broadcast', event: 'typing', payload: { user_id: ada.id } })
  await expect.poll(() => heardBySam.map(({ payload }) => payload)).toMatchObject([{ user_id: ada.id }])

  // a member hears the data topic and cannot speak there: it is the database's alone
  const heardOnData = await hear(sam, `room:${roomId}:1`)
  const data = ada.supabase.channel(`room:${roomId}:1`, { config: { private: true } })
  await new Promise<void>((resolve) => {
    data.subscribe((status) => status === 'SUBSCRIBED' && resolve())
  })
  await data.send({ type: 'broadcast', event: 'message_created', payload: { body: 'forged' } })
  await sam.supabase.rpc('send_message', { room_id: roomId, client_id: crypto.randomUUID(), body: 'true' })
  await expect.poll(() => heardOnData.map(({ payload }) => payload.body)).toContain('true')
  expect(heardOnData.map(({ payload }) => payload.body)).not.toContain('forged')
})

test('Ada marks her inbox read in one tab and the bell of the other follows', async () => {
  const heard = await hear(ada, `user:${ada.id}`)
  const { data: before } = await ada.supabase.rpc('unread_count')
  expect(before).toBe(2)
  expect((await ada.supabase.rpc('mark_notifications_read', {})).data).toMatchObject({ count: 2, unread: 0 })
  await expect
    .poll(() => heard.find(({ event }) => event === 'notifications_changed')?.payload)
    .toMatchObject({ unread: 0 })
})
