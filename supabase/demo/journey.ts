import type { Database } from '../database.types.ts'
import { backdateConsent } from './consent.ts'
import type { Ledger } from './ledger.ts'
import { hear, type Person, unwrap } from './people.ts'
import { type Replayed, replay } from './replay.ts'
import type { Trace } from './trace.ts'

type Status = Database['public']['Enums']['order_status']
/** `at` of a crossing is when the first position inside, or outside, was recorded. */
export type Crossing = { place: 'pickup' | 'dropoff'; kind: 'arriving' | 'arrived' | 'left'; at: string }
/** An estimate as Ada's map heard it, on the way to her. */
export type Estimate = {
  recorded_at: string
  eta_at: string
  eta_low_at: string
  eta_high_at: string
  is_approximate: boolean
}
export type Journey = Replayed & {
  orderId: string
  number: string
  roomId: string
  messages: number
  crossings: Crossing[]
  estimates: Estimate[]
  /** When the drive ended by its own clock. */
  ended_at: string
}

const talk = [
  ['Hello Sam, the bell is broken, please knock.', 'Will do. I am at the shop now.'],
  ['Is everything there?', 'Yes, all of it. One bag.'],
  ['Perfect 🙏', 'On my way.'],
  ['I see you on the map.', 'Two more streets.'],
  ['Coming down.', 'I am at the door.'],
] as const
// who hands something over stands still for a moment, which is how the fences know
const standS = 5

/** Lives one order through, as its two people. Everything that must arrive is written into the ledger. */
export async function live(
  databaseUrl: string,
  ada: Person,
  sam: Person,
  trace: Trace,
  ledger: Ledger,
): Promise<Journey> {
  const { start, drive, end } = withStands(trace)
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
      pickup_address: 'Pharmacy, where the drive begins',
      pickup_lat: start[0].lat,
      pickup_lng: start[0].lng,
      dropoff_address: 'Ada, where the drive ends',
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
  const estimates: Estimate[] = []
  let isOnTheWay = false
  await hear(ada, topic, (event, payload) => {
    if (event === 'fence_crossed') ledger.arrive('fence', `${payload.place} ${payload.kind}`)
    if (event !== 'position_updated') return
    ledger.arrive('position', new Date(String(payload.recorded_at)).toISOString())
    if (isOnTheWay && typeof payload.eta_at === 'string')
      estimates.push({
        recorded_at: String(payload.recorded_at),
        eta_at: payload.eta_at,
        eta_low_at: String(payload.eta_low_at ?? payload.eta_at),
        eta_high_at: String(payload.eta_high_at ?? payload.eta_at),
        is_approximate: payload.eta_is_approximate === true,
      })
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
  // the drive ends now: recorded times keep the pace of the trace while the replay is as fast as one call after another
  const began = Date.now() - end.offset_s * 1000
  await backdateConsent(databaseUrl, order.id, began)
  const send = replay({ sam, orderId: order.id, began, ledger })
  await exchange()
  await send(start)
  await step('picked_up', async () =>
    unwrap(await sam.supabase.rpc('advance_order', { order_id: order.id, to_status: 'picked_up' })),
  )
  await step('out_for_delivery', async () =>
    unwrap(await sam.supabase.rpc('advance_order', { order_id: order.id, to_status: 'out_for_delivery' })),
  )
  isOnTheWay = true
  const part = Math.ceil(drive.length / (talk.length - 1))
  for (let from = 0; from < drive.length; from += part) {
    await exchange()
    await send(drive.slice(from, from + part), drive.length)
  }
  const { crossings } = unwrap(await ada.supabase.rpc('open_tracking', { order_id: order.id })) as {
    crossings: Crossing[]
  }
  for (const { place, kind } of crossings) ledger.expect('fence', `${place} ${kind}`)
  await step('delivered', async () =>
    unwrap(await sam.supabase.rpc('advance_order', { order_id: order.id, to_status: 'delivered' })),
  )
  return {
    ...send.result(),
    orderId: order.id,
    number: order.number,
    roomId: room.id,
    messages: spoken * 2,
    crossings,
    estimates,
    ended_at: new Date(began + end.offset_s * 1000).toISOString(),
  }
}

/** The drive with a moment at either end in which nobody moves. */
function withStands({ fixes }: Trace) {
  const first = fixes[0] as Trace['fixes'][number]
  const last = fixes.at(-1) as Trace['fixes'][number]
  const still = (fix: typeof first, offset_s: number) => ({
    ...fix,
    offset_s,
    speed_mps: 0,
    heading_deg: null,
  })
  const later = fixes.map((fix) => ({ ...fix, offset_s: fix.offset_s + 2 * standS }))
  const start = [still(first, 0), still(first, standS)] as const
  const endS = last.offset_s + 2 * standS
  const drive = [...later, still(last, endS + standS), still(last, endS + 2 * standS)]
  return { start, drive, end: drive.at(-1) as typeof first }
}
