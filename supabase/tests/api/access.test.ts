import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  bearer,
  forged,
  join,
  nobody,
  type Person,
  person,
  placeOrder,
  publishableKey,
  unsigned,
  url,
} from './actors.ts'

let ada: Person
let sam: Person
let eve: Person
let order: Awaited<ReturnType<typeof placeOrder>>
let roomId: string

beforeAll(async () => {
  ;[ada, sam, eve] = await Promise.all([person('Ada'), person('Sam', 'partner'), person('Eve')])
  order = await placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  const { data } = await ada.supabase.from('rooms').select('id').eq('order_id', order.id).single()
  roomId = data?.id ?? ''
})
afterAll(() => Promise.all([ada, sam, eve].map(({ supabase }) => supabase.removeAllChannels())))

const tables = [
  'orders',
  'order_events',
  'rooms',
  'room_members',
  'messages',
  'notifications',
  'preferences',
  'location_shares',
  'locations',
  'last_locations',
  'phones',
  'push_subscriptions',
] as const

/** Of tables of which people read some columns only. */
const columns: Partial<Record<(typeof tables)[number], string>> = {
  push_subscriptions: 'id',
  room_members: 'room_id, user_id, role, shown_read_seq, last_delivered_seq',
}

describe('a stranger', () => {
  test.each(tables)('reads nothing of the order in %s', async (table) => {
    const { data, error } = await eve.supabase.from(table).select(columns[table] ?? '*')
    expect(error).toBeNull()
    expect(data).toEqual([])
  })

  test('sees the name of nobody but herself', async () => {
    const { data } = await eve.supabase.from('profiles').select('name')
    expect(data).toEqual([{ name: 'Eve' }])
  })

  test.each([
    ['accept_order', () => ({ order_id: order.id }), 403, 'not_a_partner'],
    ['advance_order', () => ({ order_id: order.id, to_status: 'cancelled' }), 404, 'order_not_found'],
    [
      'send_message',
      () => ({ room_id: roomId, client_id: crypto.randomUUID(), body: 'x' }),
      403,
      'not_a_member',
    ],
    ['mark_read', () => ({ room_id: roomId, seq: 1 }), 403, 'not_a_member'],
    ['start_sharing', () => ({ order_id: order.id, consent_version: 'x' }), 403, 'not_the_partner'],
    ['ingest_locations', () => ({ order_id: order.id, points: [] }), 403, 'not_the_partner'],
  ] as const)('is refused %s with a status and a code word', async (name, args, status, hint) => {
    const answer = await eve.supabase.rpc(name, args() as never)
    expect(answer.status).toBe(status)
    expect(answer.error).toMatchObject({ code: `PT${status}`, hint })
  })

  test('cannot make herself staff, nor write a table that calls guard', async () => {
    expect((await eve.supabase.from('profiles').update({ role: 'staff' }).eq('id', eve.id)).status).toBe(403)
    expect(
      (await eve.supabase.from('orders').update({ status: 'delivered' }).eq('id', order.id)).status,
    ).toBe(403)
    expect((await eve.supabase.from('notifications').delete().neq('id', eve.id)).status).toBe(403)
    expect(
      (
        await eve.supabase
          .from('messages')
          .insert({ room_id: roomId, seq: 99, rev: 99, sender_id: ada.id, body: 'forged' })
      ).status,
    ).toBe(403)
  })

  test.each([
    'claim_deliveries',
    'settle_deliveries',
    'notify',
    'record_provider_event',
    'save_push_subscription',
  ] as const)('may not call %s, which belongs to the functions', async (name) => {
    const answer = await fetch(`${url}/rest/v1/rpc/${name}`, {
      method: 'POST',
      headers: {
        apikey: publishableKey,
        authorization: `Bearer ${eve.token}`,
        'content-type': 'application/json',
      },
      body: '{}',
    })
    expect([403, 404]).toContain(answer.status)
  })

  // at once and on sockets of their own: Realtime holds each refusal back for five seconds, and what waits behind it
  test.concurrent.each([
    ['of another person', () => `user:${ada.id}`],
    ['of a room that is not hers', () => `room:${roomId}:1`],
    ['of the live side of that room', () => `room:${roomId}:1:live`],
    ['of a position that is not hers', () => `order:${order.id}:loc:2`],
    ['of the staff', () => 'staff'],
    ['of the partners', () => 'partners'],
    ['that does not exist', () => 'room:x:1'],
  ])('does not hear the topic %s', async (_, topic) => {
    const supabase = bearer(eve.token)
    await supabase.realtime.setAuth()
    expect((await join(supabase, topic())).state).toBe('refused')
    await supabase.realtime.disconnect()
  })
})

describe('nobody', () => {
  test.each(tables)('is refused %s', async (table) => {
    const { status, error } = await nobody().from(table).select('*')
    expect([status, error?.code]).toEqual([401, '42501'])
  })

  test('cannot place an order', async () => {
    const { status } = await nobody().rpc('place_order', {} as never)
    expect([401, 404]).toContain(status)
  })

  test('cannot register a browser for push', async () => {
    const answer = await fetch(`${url}/functions/v1/push-subscription`, {
      method: 'POST',
      headers: { apikey: publishableKey },
      body: '{}',
    })
    expect(answer.status).toBe(401)
  })

  test('cannot wake the senders without the secret', async () => {
    for (const name of ['send-sms', 'send-push', 'route']) {
      const answer = await fetch(`${url}/functions/v1/${name}`, {
        method: 'POST',
        headers: { authorization: 'Bearer guess' },
        body: '{}',
      })
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ code: 'not_allowed' })
    }
  })

  test('cannot pass off a receipt as Twilio’s', async () => {
    const answer = await fetch(`${url}/functions/v1/twilio-status?d=${crypto.randomUUID()}`, {
      method: 'POST',
      headers: { 'x-twilio-signature': 'Zm9yZ2Vk', 'content-type': 'application/x-www-form-urlencoded' },
      body: 'MessageSid=SM1&MessageStatus=delivered',
    })
    expect(answer.status).toBe(403)
  })
})

describe('a false token', () => {
  test.each([
    ['forged', () => forged(ada)],
    ['unsigned', () => unsigned(ada)],
    ['nonsense', () => 'a.b.c'],
  ])('%s, is refused and never taken for nobody', async (_, token) => {
    const { status } = await bearer(token()).from('orders').select('id')
    expect(status).toBe(401)
    expect(
      (await bearer(token()).functions.invoke('push-subscription', { body: {} })).error?.context.status,
    ).toBe(401)
  })
})

test('an endpoint that is no push service is refused, so that nobody makes our function call inner addresses', async () => {
  const keys = {
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  }
  const hostile = [
    'http://127.0.0.1:1/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://2130706433/x',
    'https://169.254.169.254/latest',
    'https://fcm.googleapis.com@evil.example/x',
    'https://fcm.googleapis.com.evil.example/x',
    'https://fcm.googleapis.com:8443/x',
    'file:///etc/passwd',
  ]
  for (const endpoint of hostile) {
    const { error } = await ada.supabase.functions.invoke('push-subscription', {
      body: { device_id: crypto.randomUUID(), subscription: { endpoint, keys } },
    })
    expect([endpoint, error?.context.status]).toEqual([endpoint, expect.toBeOneOf([400, 422])])
  }
})

test('a refusal says what and how, and nothing of SQL', async () => {
  const answer = await fetch(`${url}/rest/v1/rpc/accept_order`, {
    method: 'POST',
    headers: {
      apikey: publishableKey,
      authorization: `Bearer ${eve.token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ order_id: order.id }),
  })
  const body = (await answer.json()) as Record<string, unknown>
  expect(Object.keys(body).sort()).toEqual(['code', 'details', 'hint', 'message'])
  expect(JSON.stringify(body)).not.toMatch(/plpgsql|select |private\./i)
})
