import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import {
  deliver,
  makeDevice,
  type PushDevice,
  pushesOf,
  shown,
  touch,
  usePushServiceOf,
} from './push-device.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let browser: PushDevice
let phone: PushDevice

const devices = () => ada.page.getByRole('region', { name: 'Devices' })
const row = (name: string | RegExp) => devices().getByRole('listitem').filter({ hasText: name })
// two cores may be busy with other tests
const soon = <T>(read: () => T) => expect.poll(read, { timeout: 20_000 })
const one = async (sql: string) => (await stage.sql.query(sql, [ada.id])).rows[0]

async function newestPush(device: PushDevice, title: string) {
  const find = async () =>
    (await pushesOf(stage, device)).find(({ payload }) => payload.notification.title === title)?.payload
  await soon(find).toBeDefined()
  return find()
}

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  browser = await usePushServiceOf(stage, ada)
  await stage.signIn(ada)
  await ada.page.goto('/settings')
})
afterAll(() => stage?.close())

test('Ada turns notifications on in her settings, and this browser is the first of her devices', async () => {
  await row('This browser').getByRole('button', { name: 'Turn on' }).click()
  await soon(() => row('This device').textContent()).toMatch(/Chrome on Linux.*Gets notifications/)
  // nobody is told of their first device
  expect(await one(`select count(*)::int n from public.notifications where user_id = $1`)).toEqual({ n: 0 })
})

test('a second browser of hers appears, and the first one is told of it', async () => {
  phone = await makeDevice(stage, "Ada's phone")
  const { error } = await ada.supabase.functions.invoke('push-subscription', {
    body: {
      device_id: crypto.randomUUID(),
      subscription: { endpoint: phone.endpoint, keys: phone.keys },
      user_agent:
        'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/147.0.0.0 Mobile Safari/537.36',
    },
  })
  expect(error).toBeNull()
  await ada.page.reload()
  await row('Chrome on Android').getByText('Last opened').waitFor()
  expect(await devices().getByRole('listitem').first().textContent()).toContain('This device')
  const push = await newestPush(browser, 'New sign-in')
  expect(push?.notification).toMatchObject({ body: expect.stringContaining('Chrome on Android') })
  expect(await pushesOf(stage, phone)).toEqual([])
})

test('she gives it a name', async () => {
  await row('Chrome on Android')
    .getByRole('button', { name: /^Rename/ })
    .click()
  const dialog = ada.page.getByRole('dialog', { name: 'Rename device' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('  Kitchen tablet ')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row('Kitchen tablet').waitFor()
  expect(await dialog.count()).toBe(0)
})

test('a notification about devices leads to them, and the top of the page stays in sight', async () => {
  await ada.page.goto('/settings#devices')
  const title = devices().getByRole('heading', { name: 'Devices' })
  await soon(async () => (await title.boundingBox())?.y ?? 0).toBeLessThan(700)
  await row('Kitchen tablet').waitFor()
  expect(await ada.page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight)).toBe(0)
  expect(
    (await ada.page.getByRole('button', { name: 'Account', exact: true }).boundingBox())?.y,
  ).toBeGreaterThanOrEqual(0)
})

test('a test she asks for really goes out, is decrypted, is shown by her service worker, and the page says so', async () => {
  await row('This device')
    .getByRole('button', { name: /^Send a test/ })
    .click()
  const push = await newestPush(browser, 'This is a test')
  await row('This device').getByText('On its way').waitFor()
  const cdp = await ada.context.newCDPSession(ada.page)
  await deliver(stage, cdp, push)
  await row('This device').getByText('It arrived: the device has shown it.').waitFor()
  expect((await shown(ada)).map(({ title }) => title)).toContain('This is a test')
  expect(await pushesOf(stage, phone)).toEqual([])
})

test('a click on a push is known: the delivery is clicked, the notification read, the page opened', async () => {
  const order = await stage.placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  const title = `Order ${order.number} accepted`
  const push = await newestPush(browser, title)
  const cdp = await ada.context.newCDPSession(ada.page)
  await deliver(stage, cdp, push)
  await soon(async () => (await shown(ada)).map((one) => one.title)).toContain(title)
  const state = () =>
    one(`select d.state, d.clicked_at is not null as clicked, d.clicked_action, n.read_at is not null as read
      from private.deliveries d join public.notifications n on n.id = d.notification_id
      join public.push_subscriptions s on s.id = d.target_id and s.endpoint = '${browser.endpoint}'
      where n.user_id = $1 and n.event_type = 'order.accepted'`)
  await soon(state).toEqual({ state: 'delivered', clicked: false, clicked_action: null, read: false })
  await touch(ada, title, 'notificationclick', 'open')
  await ada.page.waitForURL(`**/orders/${order.id}`)
  await soon(state).toEqual({ state: 'delivered', clicked: true, clicked_action: 'open', read: true })
})

test('"Mark read" on a push marks it read and opens nothing; one put away is seen and not read', async () => {
  await ada.page.goto('/settings')
  const [first, second] = [await stage.placeOrder(ada), await stage.placeOrder(ada)]
  const cdp = await ada.context.newCDPSession(ada.page)
  for (const { number } of [first, second])
    await deliver(stage, cdp, await newestPush(browser, `Order ${number} placed`))
  const titles = [first, second].map(({ number }) => `Order ${number} placed`)
  await soon(async () => (await shown(ada)).map(({ title }) => title)).toEqual(expect.arrayContaining(titles))
  await touch(ada, `Order ${first.number} placed`, 'notificationclick', 'read')
  await touch(ada, `Order ${second.number} placed`, 'notificationclose')
  const marks = (id: string) =>
    one(`select read_at is not null as read, seen_at is not null as seen from public.notifications
      where user_id = $1 and subject_id = '${id}'`)
  await soon(() => marks(first.id)).toEqual({ read: true, seen: true })
  await soon(() => marks(second.id)).toEqual({ read: false, seen: true })
  expect(new URL(ada.page.url()).pathname).toBe('/settings')
})

test('a browser without our service worker opens the page by the address of the push, and that is a click too', async () => {
  const order = await stage.placeOrder(ada)
  const push = await newestPush(browser, `Order ${order.number} placed`)
  const address = push?.notification.navigate ?? ''
  expect(address).toContain('via=')
  await ada.page.goto(address)
  await ada.page.waitForURL(`**/orders/${order.id}`)
  const read = () =>
    one(
      `select read_at is not null as read from public.notifications where user_id = $1 and subject_id = '${order.id}'`,
    )
  await soon(read).toEqual({ read: true })
})

test('a link to the click function leads into the app, and a forged one nowhere', async () => {
  const [push] = await pushesOf(stage, browser)
  const link = push?.payload.notification.data.report ?? ''
  const followed = await fetch(link, { redirect: 'manual' })
  expect([followed.status, followed.headers.get('location')?.startsWith(stage.appUrl)]).toEqual([302, true])
  const forged = link.slice(0, -1) + (link.endsWith('A') ? 'B' : 'A')
  expect((await fetch(forged, { redirect: 'manual' })).status).toBe(404)
})

test('the devices are usable by everybody, on a phone and on a wide screen', async () => {
  for (const width of [390, 1280]) {
    await ada.page.setViewportSize({ width, height: 844 })
    await ada.page.goto('/settings')
    await row('Kitchen tablet').waitFor()
    expect(await axeFaults(ada.page, { within: '#devices' })).toEqual([])
    for (const button of await devices().getByRole('button').all())
      expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  }
})

test('a device she removes is told nothing more', async () => {
  await row('Kitchen tablet')
    .getByRole('button', { name: /^Remove/ })
    .click()
  const before = (await pushesOf(stage, phone)).length
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await soon(() => row('Kitchen tablet').count()).toBe(0)
  const order = await stage.placeOrder(ada)
  await newestPush(browser, `Order ${order.number} placed`)
  expect(await pushesOf(stage, phone)).toHaveLength(before)
})

test('a browser that was removed elsewhere turns itself off, and comes back only when asked', async () => {
  const { id } = await one(
    `select id from public.push_subscriptions where user_id = $1 and disabled_at is null`,
  )
  expect((await ada.supabase.rpc('remove_device', { device_id: id })).error).toBeNull()
  await ada.page.reload()
  await row('This browser').getByText('Gets no notifications').waitFor()
  const live = () =>
    one(`select count(*)::int n from public.push_subscriptions where user_id = $1 and disabled_at is null`)
  expect(await live()).toEqual({ n: 0 })
  await row('This browser').getByRole('button', { name: 'Turn on' }).click()
  await row('This device').getByText('Gets notifications').waitFor()
  expect(await live()).toEqual({ n: 1 })
})

test('who told the browser no reads the way back, and the page notices when they went it', async () => {
  const ben = await stage.actor('Ben', 'customer', { permissions: [] })
  await stage.signIn(ben)
  await ben.page.goto('/settings')
  const here = ben.page.getByRole('region', { name: 'Devices' }).getByRole('listitem')
  await here.getByText('This browser was told not to show notifications.').waitFor()
  await ben.context.grantPermissions(['notifications'])
  await here.getByRole('button', { name: 'Turn on' }).waitFor()
})

test('who says "Not now" beside an order is not asked there again, and still finds the offer in the inbox', async () => {
  const dora = await stage.actor('Dora', 'customer')
  await stage.signIn(dora)
  const order = await stage.placeOrder(dora)
  const offer = dora.page.getByText('Tell me when something changes')
  await dora.page.goto(`/orders/${order.id}`)
  await offer.first().waitFor({ timeout: 20_000 })
  await dora.page.getByRole('button', { name: 'Not now' }).click()
  await offer.waitFor({ state: 'detached', timeout: 20_000 })
  await dora.page.reload()
  await dora.page.getByText('Harbour Road 12').first().waitFor({ timeout: 20_000 })
  expect(await offer.count()).toBe(0)
  await dora.page.goto('/notifications')
  await offer.first().waitFor({ timeout: 20_000 })
  expect(dora.complaints).toEqual([])
})

test('an iPhone is told to put the app on its Home Screen first', async () => {
  const userAgent =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1'
  const cleo = await stage.actor('Cleo', 'customer', { userAgent })
  // Safari has no PushManager outside of installed apps
  await cleo.context.addInitScript(() => Reflect.deleteProperty(window, 'PushManager'))
  await stage.signIn(cleo)
  await cleo.page.goto('/settings')
  await cleo.page.getByRole('region', { name: 'Devices' }).getByText('Add to Home Screen').waitFor()
})

test('without a network what is there stays, and says so; a page that complains fails', async () => {
  await ada.context.setOffline(true)
  await soon(() =>
    row('This device')
      .getByRole('button', { name: /^Send a test/ })
      .isDisabled(),
  ).toBe(true)
  await ada.context.setOffline(false)
  await soon(() =>
    row('This device')
      .getByRole('button', { name: /^Send a test/ })
      .isDisabled(),
  ).toBe(false)
  // the click function answers 404 to the forged link only outside the page, 409 to the removed browser inside it
  expect(ada.complaints.filter((line) => !/409|ERR_INTERNET_DISCONNECTED/.test(line))).toEqual([])
})
