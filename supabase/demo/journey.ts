import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../database.types.ts'
import { backdateConsent } from './consent.ts'
import type { Ledger } from './ledger.ts'
import { hear, type Person, unwrap } from './people.ts'
import type { Fix } from './trace.ts'

type Status = Database['public']['Enums']['order_status']
export type Journey = { orderId: string; number: string; roomId: string; positions: number; messages: number }

const talk = [
  ['Hello Sam, the bell is broken, please knock.', 'Will do. I am at the shop now.'],
  ['Is everything there?', 'Yes, all of it. One bag.'],
  ['Perfect 🙏', 'On my way, about eight minutes.'],
  ['I see you on the map.', 'Two more streets.'],
  ['Coming down.', 'I am at the door.'],
] as const

/** Lives one order through, as its two people. Everything that must arrive is written into the ledger. */
export async function live(
  databaseUrl: string,
  ada: Person,
  sam: Person,
  trace: Fix[],
  ledger: Ledger,
): Promise<Journey> {
  const end = trace.at(-1) as Fix
  const start = trace[0] as Fix
  await hear(ada, `user:${ada.id}`, (event, payload) => {
    if (event === 'notification_created') ledger.arrive('notification', String(payload.event_type))
  })
  const step = async (status: Status, act: () => PromiseLike<unknown>) => {
    for (const what of ['notification', 'sms', 'push']) ledger.expect(what, `order.${status}`)
    await act()
  }

  const clientId = crypto.randomUUID()
  const place = () =>
    ada.supabase.rpc('place_order', {
      client_id: clientId,
      kind: 'pharmacy',
      pickup_address: 'Pharmacy, Višnjan',
      pickup_lat: start.lat,
      pickup_lng: start.lng,
      dropoff_address: 'Ada, Višnjan 12',
      dropoff_lat: end.lat,
      dropoff_lng: end.lng,
      note: 'The bell is broken.',
    })
  await step('placed', place)
  // the browser that heard no answer asks again: one order all the same
  const order = unwrap(await place())
  await step('accepted', async () => unwrap(await sam.supabase.rpc('accept_order', { order_id: order.id })))

  const room = unwrap(await ada.supabase.from('rooms').select('id, epoch').eq('order_id', order.id).single())
  const listen = (person: Person) =>
    hear(person, `room:${room.id}:${room.epoch}`, (event, payload) => {
      if (event === 'message_created' && payload.sender_id !== null && payload.sender_id !== person.id) {
        ledger.arrive('message', String(payload.client_id))
      }
    })
  await Promise.all([listen(ada), listen(sam)])
  const { topic } = unwrap(await ada.supabase.rpc('open_tracking', { order_id: order.id })) as {
    topic: string
  }
  await hear(ada, topic, (event, payload) => {
    if (event === 'position_updated')
      ledger.arrive('position', new Date(String(payload.recorded_at)).toISOString())
  })

  const say = async (person: Person, body: string) => {
    const client_id = crypto.randomUUID()
    ledger.expect('message', client_id)
    unwrap(await person.supabase.rpc('send_message', { room_id: room.id, client_id, body }))
  }
  let spoken = 0
  const exchange = async () => {
    const lines = talk[spoken % talk.length] as (typeof talk)[number]
    spoken += 1
    await say(ada, lines[0])
    await say(sam, lines[1])
  }

  unwrap(await sam.supabase.rpc('start_sharing', { order_id: order.id, consent_version: 'demo' }))
  await exchange()
  await step('picked_up', async () =>
    unwrap(await sam.supabase.rpc('advance_order', { order_id: order.id, to_status: 'picked_up' })),
  )
  await step('out_for_delivery', async () =>
    unwrap(await sam.supabase.rpc('advance_order', { order_id: order.id, to_status: 'out_for_delivery' })),
  )
  // the drive ends now: recorded times keep the pace of the trace while the replay is as fast as one call after another
  const began = Date.now() - end.offset_s * 1000
  await backdateConsent(databaseUrl, order.id, began)
  for (const [index, fix] of trace.entries()) {
    const { offset_s, ...where } = fix
    const recorded_at = new Date(began + offset_s * 1000).toISOString()
    ledger.expect('position', recorded_at)
    const point = { client_id: crypto.randomUUID(), recorded_at, accuracy_m: 8, source: 'gpx', ...where }
    const taken = unwrap(await sam.supabase.rpc('ingest_locations', { order_id: order.id, points: [point] }))
    if ((taken as { accepted?: number }).accepted !== 1)
      throw new Error(`A position was refused: ${JSON.stringify(taken)}`)
    if (index % Math.ceil(trace.length / (talk.length - 1)) === 0) await exchange()
    await pause(10)
  }
  await step('delivered', async () =>
    unwrap(await sam.supabase.rpc('advance_order', { order_id: order.id, to_status: 'delivered' })),
  )
  return {
    orderId: order.id,
    number: order.number,
    roomId: room.id,
    positions: trace.length,
    messages: spoken * 2,
  }
}
