import { beforeAll, expect, test } from 'vitest'
import { recorded, recordedForm } from '../../functions/track/recorded.ts'
import { asAdmin, type Person, person, placeOrder, publishableKey, url } from './actors.ts'

const now = () => Math.floor(Date.now() / 1000)
const address = `${url}/functions/v1/track`
let ada: Person
let sam: Person
let orderId: string
let token: string

const basic = (password: string) => ({ authorization: `Basic ${btoa(`sam:${password}`)}` })
const post = (body: unknown, headers: Record<string, string> = basic(token), to = address) =>
  fetch(to, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const begin = async () => {
  const { data, error } = await sam.supabase.rpc('start_background_tracking', {
    order_id: orderId,
    consent_version: 'test',
  })
  if (error) throw error
  return (data as { token: string }).token
}

type Stored = { lat: number; source: string; speed_mps: number | null; battery_pct: number | null }
const trail = () =>
  asAdmin<Stored>(
    'select lat, source, speed_mps, battery_pct from public.locations where order_id = $1 order by received_at, recorded_at',
    [orderId],
  )

beforeAll(async () => {
  ada = await person('Ada')
  sam = await person('Sam', 'partner')
  orderId = (await placeOrder(ada)).id
  const { error } = await sam.supabase.rpc('accept_order', { order_id: orderId })
  if (error) throw error
  token = await begin()
})

test('what OwnTracks and Traccar Client recorded on the phone of the partner is read by the customer', async () => {
  const at = now()
  const { android, ios } = recorded(at)
  for (const message of [
    { ...android, tst: at - 20 },
    { ...ios, tst: at - 15 },
  ]) {
    const answer = await post(message)
    expect([answer.status, await answer.json()]).toEqual([200, []])
  }
  const { traccar } = recorded(at - 22)
  expect((await post({ ...traccar, device_id: token }, {})).status).toBe(200)
  expect((await fetch(`${address}?${recordedForm(at - 5, token)}`)).status).toBe(200)
  expect((await trail()).map(({ source, lat }) => [source, lat])).toEqual([
    ['owntracks', 45.2735123],
    ['owntracks', 45.27361],
    ['traccar', 45.2739],
    ['traccar', 45.274],
  ])
  const { data } = await ada.supabase.rpc('open_tracking', { order_id: orderId })
  expect(data).toMatchObject({
    share: { status: 'sharing' },
    position: { lat: 45.274, lng: 13.7147, accuracy_m: 9 },
  })
})

test('a message sent again after a lost answer is stored once, and one from before the consent never', async () => {
  const before = (await trail()).length
  const { android } = recorded(now() - 1)
  await Promise.all([post(android), post(android), post([android, android])])
  expect((await post({ ...android, tst: now() - 3_600 })).status).toBe(200)
  expect(await trail()).toHaveLength(before + 1)
})

test('nobody sends with a guess, with a session of their own, or with the key of the app', async () => {
  const { android } = recorded(now())
  const before = (await trail()).length
  for (const headers of [
    {},
    basic('A'.repeat(32)),
    { authorization: `Bearer ${sam.token}` },
    { apikey: publishableKey },
  ]) {
    const answer = await post(android, headers as Record<string, string>)
    expect([answer.status, await answer.json()]).toEqual([
      401,
      { code: 'not_allowed', message: 'You may not call this.' },
    ])
  }
  const past = await sam.supabase.rpc('ingest_by_token' as never, { token, points: [], app: 'x' } as never)
  expect(past.error?.code).toBe('42501')
  expect(await trail()).toHaveLength(before)
})

test('a code made anew makes the one before worthless, and the phone with it quiet', async () => {
  const first = token
  token = await begin()
  const { android } = recorded(now())
  const before = (await trail()).length
  expect(await (await post(android, basic(first))).json()).toMatchObject([
    { _type: 'cmd', action: 'setConfiguration' },
  ])
  expect(await trail()).toHaveLength(before)
  const tokens = await sam.supabase
    .from('tracking_tokens')
    .select('used_by, revoked_at')
    .is('revoked_at', null)
  expect(tokens.data).toEqual([{ used_by: null, revoked_at: null }])
  expect((await ada.supabase.from('tracking_tokens').select('id')).data).toEqual([])
})

test('hostile messages change nothing and break nothing', async () => {
  const before = (await trail()).length
  const { android } = recorded(now())
  const hostile: unknown[] = [
    { ...android, lat: 91 },
    { ...android, lat: 0, lon: 0 },
    { ...android, lat: "45'; drop table locations; --" },
    { ...android, tst: now() + 86_400 },
    { ...android, acc: 1e9 },
    { ...android, _type: 'location\u0000' },
    { _type: '__proto__', constructor: 1 },
    Array.from({ length: 300 }, () => ({ ...android, lat: -400 })),
    [[android]],
  ]
  for (const message of hostile) expect((await post(message)).status).toBe(200)
  expect((await post('x'.repeat(140_000))).status).toBe(413)
  expect(await trail()).toHaveLength(before)
})

test('the moment the order closes the phone is told to go quiet and nothing of it is stored, home least of all', async () => {
  const before = (await trail()).length
  expect((await post(recorded(now()).waypoint)).status).toBe(200)
  await asAdmin(`update public.orders set status = 'cancelled' where id = $1`, [orderId])
  const answer = await post({ ...recorded(now() + 1).android, lat: 45.1 })
  expect([answer.status, await answer.json()]).toMatchObject([200, [{ configuration: { monitoring: -1 } }]])
  expect((await trail()).length).toBeLessThanOrEqual(before)
  expect((await asAdmin('select 1 from public.last_locations where order_id = $1', [orderId])).length).toBe(0)
})
