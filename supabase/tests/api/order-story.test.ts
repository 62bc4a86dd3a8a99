import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asAdmin, join, type Person, person, placeOrder, sandboxUrl } from './actors.ts'

let ada: Person
let sam: Person
beforeAll(async () => {
  ;[ada, sam] = await Promise.all([person('Ada'), person('Sam', 'partner')])
})
afterAll(() => Promise.all([ada, sam].map(({ supabase }) => supabase.removeAllChannels())))

describe('one order, two people', () => {
  test('Ada places it twice by mistake and has one order, one room and one notification', async () => {
    const clientId = crypto.randomUUID()
    const [first, second] = await Promise.all([placeOrder(ada, clientId), placeOrder(ada, clientId)])
    expect(second.id).toBe(first.id)
    const { data: rooms } = await ada.supabase.from('rooms').select('id, order_id')
    expect(rooms?.map((room) => room.order_id)).toEqual([first.id])
    const { data: told } = await ada.supabase.from('notifications').select('event_type')
    expect(told).toEqual([{ event_type: 'order.placed' }])
  })

  test('two partners accept at once and one of them gets it', async () => {
    const order = await placeOrder(ada)
    const eve = await person('Eve', 'partner')
    const answers = await Promise.all(
      [sam, eve].map(({ supabase }) => supabase.rpc('accept_order', { order_id: order.id })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ error }) => error)?.error).toMatchObject({ code: 'PT409', hint: 'already_taken' })
  })

  test('each hears at once what the other does, on topics only they may join', async () => {
    const order = await placeOrder(ada)
    const own = await join(ada.supabase, `user:${ada.id}`)
    await sam.supabase.rpc('accept_order', { order_id: order.id })
    const { data: room } = await sam.supabase
      .from('rooms')
      .select('id, epoch')
      .eq('order_id', order.id)
      .single()
    const { data: open } = await ada.supabase.rpc('open_tracking', { order_id: order.id })
    const talk = await join(ada.supabase, `room:${room?.id}:${room?.epoch}`)
    const place = await join(ada.supabase, (open as { topic: string }).topic)
    if (own.state === 'refused' || talk.state === 'refused' || place.state === 'refused')
      throw new Error('Ada was not let in')

    await sam.supabase.rpc('send_message', {
      room_id: room?.id ?? '',
      client_id: crypto.randomUUID(),
      body: 'Hello Ada',
    })
    await sam.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'test' })
    const point = {
      client_id: crypto.randomUUID(),
      recorded_at: new Date().toISOString(),
      lat: 45.274,
      lng: 13.715,
      accuracy_m: 5,
    }
    const { data: taken } = await sam.supabase.rpc('ingest_locations', {
      order_id: order.id,
      points: [point, point],
    })
    expect(taken).toMatchObject({
      accepted: 1,
      refused: [{ client_id: point.client_id, reason: 'duplicate' }],
    })

    await expect.poll(() => own.heard.map(({ event }) => event)).toContain('notification_created')
    await expect
      .poll(() => talk.heard.find(({ event }) => event === 'message_created')?.payload.body)
      .toBe('Hello Ada')
    await expect
      .poll(() => place.heard.find(({ event }) => event === 'position_updated')?.payload)
      .toMatchObject({ lat: 45.274, lng: 13.715 })
    expect(talk.heard[0]?.payload, 'nothing internal is broadcast').not.toHaveProperty('source_event')
  })

  test('when it is delivered the position is gone, the room is closed and the old topics are silent', async () => {
    const order = await placeOrder(ada)
    await sam.supabase.rpc('accept_order', { order_id: order.id })
    await sam.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'test' })
    const position = () => ({
      client_id: crypto.randomUUID(),
      recorded_at: new Date().toISOString(),
      lat: 45.274,
      lng: 13.715,
      accuracy_m: 5,
    })
    await sam.supabase.rpc('ingest_locations', { order_id: order.id, points: [position()] })
    for (const to_status of ['picked_up', 'out_for_delivery', 'delivered'] as const) {
      const { error } = await sam.supabase.rpc('advance_order', { order_id: order.id, to_status })
      expect(error).toBeNull()
    }
    for (const { supabase } of [ada, sam]) {
      expect((await supabase.from('last_locations').select().eq('order_id', order.id)).data).toEqual([])
      expect((await supabase.from('locations').select().eq('order_id', order.id)).data).toEqual([])
    }
    const closed = await ada.supabase.rpc('open_tracking', { order_id: order.id })
    expect(closed.error).toMatchObject({ code: 'PT404', hint: 'not_tracked' })
    const late = await sam.supabase.rpc('ingest_locations', { order_id: order.id, points: [position()] })
    expect(late.error).toMatchObject({ code: 'PT409', hint: 'order_closed' })
    const { data: room } = await ada.supabase
      .from('rooms')
      .select('id, status')
      .eq('order_id', order.id)
      .single()
    const said = await ada.supabase.rpc('send_message', {
      room_id: room?.id ?? '',
      client_id: crypto.randomUUID(),
      body: 'Thanks',
    })
    expect(said.error).toMatchObject({ code: 'PT409', hint: 'room_closed' })
    const { data: after } = await ada.supabase
      .from('orders')
      .select('location_epoch')
      .eq('id', order.id)
      .single()
    expect((await join(ada.supabase, `order:${order.id}:loc:${after?.location_epoch}`)).state).toBe('refused')
  }, 30_000)

  test('an SMS goes only to a verified number of somebody who asked for it, and its receipt comes back', async () => {
    const number = `+4477${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
    await asAdmin('insert into public.phones (user_id, e164) values ($1, $2)', [ada.id, number])
    const smsOf = async (orderId: string) =>
      asAdmin<{ state: string; last_code: string | null }>(
        `select d.state, d.last_code from private.deliveries d join public.notifications n on n.id = d.notification_id
         where n.subject_id = $1 and d.channel = 'sms'`,
        [orderId],
      )
    const first = await placeOrder(ada)
    expect(await smsOf(first.id)).toEqual([{ state: 'suppressed', last_code: 'no_consent' }])
    await ada.supabase.rpc('set_preference', { category: 'order', channel: 'sms', is_enabled: true })
    const second = await placeOrder(ada)
    expect(await smsOf(second.id)).toEqual([{ state: 'suppressed', last_code: 'no_target' }])
    await asAdmin('update public.phones set verified_at = now() where e164 = $1', [number])
    const third = await placeOrder(ada)
    await expect
      .poll(() => smsOf(third.id), { timeout: 15_000 })
      .toEqual([{ state: 'delivered', last_code: null }])
    const log = await fetch(`${sandboxUrl}/log?kind=sms&to=${encodeURIComponent(number)}`)
    const { entries } = (await log.json()) as { entries: { body: string }[] }
    expect(entries.map(({ body }) => body)).toEqual([expect.stringContaining(`Order ${third.number} placed`)])
  }, 30_000)
})
