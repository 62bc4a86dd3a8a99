import { afterAll, beforeAll, expect, test } from 'vitest'
import { recorded } from '../../supabase/functions/track/recorded.ts'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const soon = { timeout: 30_000 }
let stage: Stage
let ada: Actor
let sam: Actor
let orderId: string
/** What OwnTracks on Sam's phone is set up with. */
let password: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner', {
    geolocation: { latitude: 45.2735, longitude: 13.7142, accuracy: 8 },
  })
  await Promise.all([stage.signIn(ada), stage.signIn(sam)])
  orderId = (await stage.placeOrder(ada)).id
  const { error } = await sam.supabase.rpc('accept_order', { order_id: orderId })
  if (error) throw error
  await Promise.all([ada, sam].map(({ page }) => page.goto(`/orders/${orderId}`)))
}, 240_000)
afterAll(() => stage?.close())

const share = async () =>
  (
    await stage.sql.query<{ status: string; is_held: boolean }>(
      'select status::text, is_held from public.location_shares where order_id = $1 order by started_at desc limit 1',
      [orderId],
    )
  ).rows[0]
const statusIs = (status: string) => expect.poll(async () => (await share())?.status, soon).toBe(status)
const switchOf = (actor: Actor) => actor.page.getByRole('switch', { name: 'Share my location' })
const trailLats = async () =>
  (
    await stage.sql.query<{ lat: number }>(
      'select lat from public.locations where order_id = $1 order by recorded_at',
      [orderId],
    )
  ).rows.map(({ lat }) => Math.round(lat * 1e4) / 1e4)

/** How far the marker on Ada's page is from a place, in degrees. */
async function markerOff(lat: number, lng: number): Promise<number> {
  const marker = ada.page.getByRole('img', { name: "Sam's position" })
  const [atLat, atLng] = [await marker.getAttribute('data-lat'), await marker.getAttribute('data-lng')]
  return Math.hypot(Number(atLat) - lat, Number(atLng) - lng)
}

/** A device says again and again where it is, never twice exactly the same. */
async function whileStandingAt(
  latitude: number,
  longitude: number,
  act: () => Promise<unknown>,
): Promise<void> {
  let fix = 0
  const talk = setInterval(() => {
    fix += 1
    void sam.context
      .setGeolocation({ latitude: latitude + fix * 1e-7, longitude, accuracy: 8 })
      .catch(() => undefined)
  }, 500)
  await act().finally(() => clearInterval(talk))
}

/** As a browser does it when another app comes to the front. */
const setVisibility = (state: 'hidden' | 'visible') =>
  sam.page.evaluate((now) => {
    Object.defineProperty(document, 'visibilityState', { value: now, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, state)

test('Sam is told in plain words who sees what for how long, and nothing is sent before he agrees', async () => {
  await switchOf(sam).press('Space')
  const dialog = sam.page.getByRole('dialog')
  for (const words of [
    /Ada, and the staff/,
    /speed and battery/,
    /When it closes, Ada sees nothing/,
    /Keep this page open/,
  ])
    await dialog.getByText(words).waitFor()
  await dialog.getByRole('button', { name: 'Not now' }).click()
  expect(await share()).toBeUndefined()
  await switchOf(sam).press('Space')
  await dialog.getByRole('button', { name: 'Agree and share' }).click()
  await statusIs('sharing')
})

test("Ada's marker goes where Sam's device goes", async () => {
  const marker = ada.page.getByRole('img', { name: "Sam's position" })
  await marker.waitFor({ state: 'attached', timeout: 90_000 })
  await whileStandingAt(45.2738, 13.7145, () =>
    expect.poll(() => markerOff(45.2738, 13.7145), { timeout: 60_000 }).toBeLessThan(0.0002),
  )
  await sam.page.getByText('What was sent').click()
  await expect.poll(() => sam.page.getByRole('definition').first().textContent(), soon).toMatch(/^[1-9]/)
}, 220_000)

test('a page of Sam that goes out of sight is paused for Ada at once, and goes on when it is back', async () => {
  await setVisibility('hidden')
  await statusIs('paused')
  expect((await share())?.is_held).toBe(false)
  await ada.page
    .getByText(/paused/i)
    .first()
    .waitFor(soon)
  await setVisibility('visible')
  await statusIs('sharing')
})

test('a pause Sam asked for outlasts hiding, coming back and a reload, and ends when he says so', async () => {
  await sam.page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect.poll(share, soon).toMatchObject({ status: 'paused', is_held: true })
  await setVisibility('hidden')
  await setVisibility('visible')
  await sam.page.reload()
  const goOn = sam.page.getByRole('button', { name: 'Go on sharing' })
  await goOn.waitFor(soon)
  expect(await share()).toMatchObject({ status: 'paused', is_held: true })
  await goOn.click()
  await statusIs('sharing')
  expect((await share())?.is_held).toBe(false)
})

/** The places that wait in Sam's browser, as it would find them after a reload. */
const queuedLats = () =>
  sam.page.evaluate(
    (key) =>
      new Promise<number[]>((resolve, reject) => {
        const opening = indexedDB.open('keyval-store')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const read = opening.result.transaction('keyval').objectStore('keyval').get(key)
          read.onerror = () => reject(read.error)
          read.onsuccess = () => {
            opening.result.close()
            resolve((read.result ?? []).map(({ lat }: { lat: number }) => Math.round(lat * 1e4) / 1e4))
          }
        }
      }),
    `orderline:positions:${orderId}`,
  )

test('what Sam drives without a network waits in his browser, and is in the trail when he is back', async () => {
  await sam.page.getByRole('button', { name: 'Pause', exact: true }).waitFor(soon)
  await sam.context.setOffline(true)
  await whileStandingAt(45.2742, 13.7149, () =>
    expect.poll(queuedLats, { timeout: 80_000 }).toContain(45.2742),
  )
  expect(await trailLats()).not.toContain(45.2742)
  await sam.context.setOffline(false)
  await expect.poll(trailLats, { timeout: 80_000 }).toContain(45.2742)
  await expect.poll(queuedLats, soon).not.toContain(45.2742)
}, 200_000)

test('of two tabs one sends; when it is closed the other takes over, and closing the last one is a pause', async () => {
  const second = await sam.context.newPage()
  await second.goto(`/orders/${orderId}`)
  await second.getByText('Another tab of this browser is sharing').waitFor(soon)
  await sam.page.close({ runBeforeUnload: true })
  sam.page = second
  await second.getByRole('button', { name: 'Pause', exact: true }).waitFor(soon)
  await statusIs('sharing')
  const third = await sam.context.newPage()
  await third.goto('/settings')
  await second.close({ runBeforeUnload: true })
  sam.page = third
  await sam.page.goto(`/orders/${orderId}`)
  await statusIs('sharing')
})

test('when the browser takes its permission away Sam is told what to do, and it goes on by itself when he has done it', async () => {
  await sam.page.getByRole('button', { name: 'Pause', exact: true }).waitFor(soon)
  await sam.context.clearPermissions()
  await sam.page.reload()
  await sam.page.getByText('Your browser refuses the position').waitFor(soon)
  await statusIs('paused')
  await sam.context.grantPermissions(['geolocation', 'clipboard-read', 'clipboard-write'])
  await statusIs('sharing')
})

test('Sam sets an app up from a code or by typing, and is told when it is heard of', async () => {
  await sam.page.getByRole('button', { name: 'Share with the screen off' }).click()
  const sheet = sam.page.getByRole('dialog')
  await sheet.getByRole('button', { name: 'Agree and make a code' }).click()
  await sheet.getByRole('img', { name: /sets OwnTracks up/ }).waitFor(soon)
  const link = await sheet.getByRole('link', { name: 'Set OwnTracks up on this phone' }).getAttribute('href')
  const inline = new URL(link ?? '').searchParams.get('inline') ?? ''
  const settings = JSON.parse(Buffer.from(inline, 'base64').toString())
  expect(settings).toMatchObject({ _type: 'configuration', mode: 3, monitoring: 2, auth: true })
  password = settings.password
  await sheet.getByText('Or type it in').click()
  await sheet.getByText(settings.url, { exact: true }).waitFor()
  await sheet.getByText(password, { exact: true }).waitFor()
  await sheet.getByText('No app was heard of yet.').waitFor()
  expect((await send(recorded(now()).android)).status).toBe(200)
  await sheet.getByText('OwnTracks was heard of last at').waitFor(soon)
  expect(await axeFaults(sam.page)).toEqual([])
})

const now = () => Math.floor(Date.now() / 1000)

/** As OwnTracks on Sam's phone posts it. */
const send = (message: object) =>
  fetch(`${process.env.SUPABASE_URL}/functions/v1/track`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      authorization: `Basic ${btoa(`sam:${password}`)}`,
      'x-limit-u': 'sam',
      'x-limit-d': 'phone',
    },
    body: JSON.stringify(message),
  })

test("with Sam's page gone, what OwnTracks recorded moves Ada's marker", async () => {
  await sam.page.goto('about:blank')
  expect((await share())?.status).toBe('sharing')
  for (const [i, place] of [
    [45.2745, 13.7151],
    [45.2747, 13.7153],
  ].entries()) {
    const [lat = 0, lon = 0] = place
    // the app reports again and again, later each time
    await expect
      .poll(
        async () => {
          await send({ ...recorded(now()).android, lat: lat + i * 1e-7, lon })
          return markerOff(lat, lon)
        },
        { timeout: 60_000, interval: 1_500 },
      )
      .toBeLessThan(0.0002)
  }
})

test('locked out, the app is told to go quiet and moves nothing', async () => {
  await sam.page.goto(`/orders/${orderId}`)
  await sam.page.getByRole('button', { name: 'App in the background' }).click()
  await sam.page.getByRole('button', { name: 'Lock the app out' }).click()
  await sam.page.getByRole('button', { name: 'Agree and make a code' }).waitFor(soon)
  const answer = await send({ ...recorded(now()).android, lat: 45.28 })
  expect(await answer.json()).toMatchObject([{ _type: 'cmd', configuration: { monitoring: -1 } }])
  expect(await trailLats()).not.toContain(45.28)
  await sam.page.getByRole('button', { name: 'Not now' }).click()
})

test('signing out takes consent back', async () => {
  await statusIs('sharing')
  await sam.page.goto('/')
  await sam.page.getByText('You are sharing your location').waitFor(soon)
  await sam.page.getByRole('button', { name: /account/i }).click()
  await sam.page.getByRole('button', { name: 'Sign out' }).click()
  await statusIs('stopped')
  await ada.page.getByRole('img', { name: "Sam's position" }).waitFor({ state: 'detached', ...soon })
})

test('an order that is closed elsewhere ends the sharing on Sam’s page', async () => {
  await stage.signIn(sam)
  await sam.page.goto(`/orders/${orderId}`)
  await switchOf(sam).press('Space')
  await sam.page.getByRole('button', { name: 'Agree and share' }).click()
  await statusIs('sharing')
  await stage.sql.query(`update public.orders set status = 'cancelled' where id = $1`, [orderId])
  await switchOf(sam).waitFor({ state: 'detached', ...soon })
  await statusIs('stopped')
})

test('nothing complained, but of the network that was taken away', () => {
  const own = sam.complaints.filter(
    (line) => !/ERR_INTERNET_DISCONNECTED|Failed to (load resource|fetch)|WebSocket/.test(line),
  )
  expect([...ada.complaints, ...own]).toEqual([])
})
