import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { deliver, type PushDevice, pushesOf, shown, usePushServiceOf } from './push-device.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let device: PushDevice
let orderId: string
let roomId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  device = await usePushServiceOf(stage, ada)
  const order = await stage.placeOrder(ada, 'laundry')
  orderId = order.id
  const { error } = await sam.supabase.rpc('accept_order', { order_id: orderId })
  if (error) throw error
  const { rows } = await stage.sql.query('select id from public.rooms where order_id = $1', [orderId])
  roomId = rows[0].id
  await stage.signIn(ada)
  await ada.page.getByRole('button', { name: /^Notifications/ }).click()
  await ada.page.getByRole('button', { name: 'Turn on notifications' }).last().click()
  await vi.waitFor(async () => {
    const { rowCount } = await stage.sql.query('select from public.push_subscriptions where user_id = $1', [
      ada.id,
    ])
    expect(rowCount).toBe(1)
  }, wait)
})
afterAll(() => stage?.close())

const wait = { timeout: 25_000 }

async function say(body: string, mentions: string[] = []) {
  const { data, error } = await sam.supabase.rpc('send_message', {
    room_id: roomId,
    client_id: crypto.randomUUID(),
    body,
    mentions,
  })
  if (error) throw error
  return data
}

const openChat = async () => {
  await ada.page.goto(`/orders/${orderId}/chat`)
  await ada.page.getByRole('textbox', { name: 'Message', exact: true }).waitFor(wait)
}
/** The browser is closed as far as the server can tell. */
const goAway = async () => {
  await ada.page.goto('about:blank')
  await stage.sql.query('delete from private.lookers where user_id = $1', [ada.id])
}

/** The pushes about the room so far, oldest first. */
const pushes = async () =>
  (await pushesOf(stage, device))
    .map(({ payload }) => payload)
    .filter((payload) => tagOf(payload) === `room:${roomId}`)
const tagOf = (payload: { notification: object }) => (payload.notification as { tag?: string }).tag
const bodies = async () =>
  (await pushes()).map(({ notification }) => (notification as { body?: string }).body)

/** The job has looked at every message of the room that may be looked at by now, and nothing of it waits to be sent. */
async function jobHasLooked(seq: number) {
  await expect
    .poll(
      async () =>
        (
          await stage.sql.query(
            `select 1 from private.untold_messages where room_id = $1 and seq <= $2 and (due_at = '-infinity' or due_at <= now())
             union all select 1 from private.deliveries d join public.notifications n on n.id = d.notification_id
             where n.subject_id = $1 and d.channel = 'web_push' and d.state in ('pending', 'sending', 'retry_wait')`,
            [roomId, seq],
          )
        ).rowCount,
      wait,
    )
    .toBe(0)
}
const endBurst = () =>
  stage.sql.query(`update private.told_marks set told_at = now() - interval '1 hour' where room_id = $1`, [
    roomId,
  ])

test('while Ada looks at the room nothing is pushed', async () => {
  await openChat()
  await expect
    .poll(
      async () =>
        (await stage.sql.query('select 1 from private.lookers where user_id = $1', [ada.id])).rowCount,
      wait,
    )
    .toBe(1)
  const said = await say('you look')
  await ada.page.getByRole('log').getByText('you look').waitFor(wait)
  await jobHasLooked(said.seq)
  expect(await bodies()).toEqual([])
})

test('when Ada is away a burst is one push, which her worker shows, and its arrival is a receipt', async () => {
  await goAway()
  await say('I am at the door')
  await say('the blue one')
  const last = await say('hello?')
  await expect.poll(bodies, wait).toEqual(['I am at the door\nthe blue one\nhello?'])
  await jobHasLooked(last.seq)
  expect(await bodies()).toHaveLength(1)
  const rows = await stage.sql.query(
    `select title, action_url from public.notifications where user_id = $1 and subject_id = $2 and read_at is null`,
    [ada.id, roomId],
  )
  expect(rows.rows).toEqual([{ title: 'Sam', action_url: `/orders/${orderId}/chat` }])

  // a page of the app that does not show the room
  await ada.page.goto('/settings')
  await ada.page.route('**/rpc/mark_delivered', (route) => route.abort())
  const cdp = await ada.context.newCDPSession(ada.page)
  await deliver(stage, cdp, (await pushes())[0])
  await expect
    .poll(() => shown(ada), wait)
    .toEqual([{ title: 'Sam', body: 'I am at the door\nthe blue one\nhello?' }])
  await expect
    .poll(
      async () =>
        (
          await stage.sql.query(
            'select last_delivered_seq::int as seq from public.room_members where room_id = $1 and user_id = $2',
            [roomId, ada.id],
          )
        ).rows[0].seq,
      wait,
    )
    .toBe(last.seq)
  await ada.page.unroute('**/rpc/mark_delivered')
})

test('when Ada reads the room, what her browser shows of it goes, and so does its row in the inbox', async () => {
  await openChat()
  await expect.poll(() => shown(ada), wait).toEqual([])
  await expect
    .poll(
      async () =>
        (
          await stage.sql.query(
            'select 1 from public.notifications where user_id = $1 and subject_id = $2 and read_at is null',
            [ada.id, roomId],
          )
        ).rowCount,
      wait,
    )
    .toBe(0)
})

test('a push that comes while a page of that browser shows the room is not shown', async () => {
  await openChat()
  const [push] = await pushes()
  const cdp = await ada.context.newCDPSession(ada.page)
  await deliver(stage, cdp, push)
  // the worker hears pushes in order: when the second is shown, it has dealt with the first
  await deliver(stage, cdp, { notification: { title: 'About something else', tag: 'order:1' } })
  await expect.poll(() => shown(ada), wait).toEqual([{ title: 'About something else', body: '' }])
  await ada.page.evaluate(async () => {
    for (const one of await (await navigator.serviceWorker.ready).getNotifications()) one.close()
  })
})

test('what Ada reads on another device before it is due is not pushed', async () => {
  await goAway()
  await endBurst()
  const before = await bodies()
  const said = await say('read at once')
  await ada.supabase.rpc('mark_read', { room_id: roomId, seq: said.seq })
  await jobHasLooked(said.seq)
  expect(await bodies()).toEqual(before)
})

test('a room that Ada muted pushes nothing, but a mention comes through', async () => {
  const { error } = await ada.supabase.rpc('set_room_notify', { room_id: roomId, notify: 'mentions' })
  expect(error).toBeNull()
  await endBurst()
  const before = await bodies()
  const muted = await say('muted')
  await jobHasLooked(muted.seq)
  expect(await bodies()).toEqual(before)
  await say('@Ada is it the blue door?', [ada.id])
  await expect.poll(bodies, wait).toEqual([...before, '@Ada is it the blue door?'])
  expect((await pushes()).at(-1)?.notification.title).toBe('Sam mentioned you')
})
