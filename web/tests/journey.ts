import { bookAhead, openCare } from './care.ts'
import type { Ids } from './screens.ts'
import type { Actor, Stage } from './stage.ts'

async function given<T>(call: PromiseLike<{ data: T; error: { message: string } | null }>) {
  const { data, error } = await call
  if (error) throw new Error(error.message)
  return data as NonNullable<T>
}

/** An order on its way with its conversation, another one that waits, a request of support, an announcement and a booking: something on every screen. */
export async function play(stage: Stage, ada: Actor, sam: Actor, grace: Actor): Promise<Ids> {
  const order = await stage.placeOrder(ada)
  const by = sam.supabase
  await given(by.rpc('accept_order', { order_id: order.id }))
  const { id: room } = await given(by.from('rooms').select('id').eq('order_id', order.id).single())
  const say = (actor: Actor, body: string) =>
    given(actor.supabase.rpc('send_message', { room_id: room, client_id: crypto.randomUUID(), body }))
  await say(ada, 'Hello Sam, the bell is broken, please knock.')
  await say(sam, 'Will do. I am at the pharmacy now.')
  await given(by.rpc('start_sharing', { order_id: order.id, consent_version: 'test' }))
  for (const to_status of ['picked_up', 'out_for_delivery'] as const)
    await given(by.rpc('advance_order', { order_id: order.id, to_status }))
  const point = { client_id: crypto.randomUUID(), recorded_at: new Date().toISOString() }
  await given(
    by.rpc('ingest_locations', {
      order_id: order.id,
      points: [{ ...point, lat: 45.2791, lng: 13.7188, accuracy_m: 8, speed_mps: 6, heading_deg: 40 }],
    }),
  )
  const offer = await stage.placeOrder(ada, 'laundry')
  const { id: request } = await given(
    ada.supabase.rpc('open_support', {
      subject: 'Where is my parcel?',
      body: 'Where is my parcel? It should have been here at noon.',
      client_id: crypto.randomUUID(),
    }),
  )
  const announcement = crypto.randomUUID()
  await given(
    grace.supabase.rpc('save_announcement', {
      id: announcement,
      words: { en: { title: 'New opening hours', body: 'From Monday we are open until nine.' } },
    }),
  )
  const { service } = await openCare(grace, sam, { label: 'Home care' })
  const booking = await bookAhead(ada, service, 2)
  return { order: order.id, offer: offer.id, room, request, announcement, booking: booking.id }
}
