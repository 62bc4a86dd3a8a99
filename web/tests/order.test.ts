import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner', {
    geolocation: { latitude: 45.2735, longitude: 13.7142, accuracy: 8 },
  })
  await Promise.all([stage.signIn(ada), stage.signIn(sam)])
})
afterAll(() => stage?.close())

const pathOf = (actor: Actor) => new URL(actor.page.url()).pathname

/** A device says again and again where it is, never twice exactly the same. */
async function whileStandingAt(
  latitude: number,
  longitude: number,
  act: () => Promise<unknown>,
): Promise<void> {
  let fix = 0
  const talk = setInterval(() => {
    fix += 1
    void sam.context.setGeolocation({ latitude: latitude + fix * 1e-7, longitude, accuracy: 8 })
  }, 500)
  await act().finally(() => clearInterval(talk))
}

test('Ada places an order by the form and Sam, looking at his list, sees it come and accepts it', async () => {
  await sam.page.getByText('New orders come to the front').waitFor({ state: 'attached', timeout: 30_000 })
  await ada.page.getByRole('button', { name: 'Place an order' }).click()
  await ada.page.getByRole('radio', { name: 'Pharmacy' }).check({ force: true })
  await ada.page.getByRole('textbox', { name: 'Pickup address' }).fill('Pharmacy, Main Street 1')
  await ada.page.getByRole('textbox', { name: 'Delivery address' }).fill(`Harbour Road ${ada.id.slice(0, 8)}`)
  await ada.page.getByRole('button', { name: 'Place order' }).click()
  await ada.page.getByRole('heading', { name: 'Placed' }).waitFor()
  const offer = sam.page.getByRole('dialog', { name: 'New order' }).filter({ hasText: ada.id.slice(0, 8) })
  await offer.getByRole('button', { name: 'Accept' }).click()
  await sam.page.getByRole('button', { name: 'Picked up' }).waitFor()
  expect(pathOf(sam)).toBe(pathOf(ada))
})

test("each step Sam takes changes Ada's page and rings her bell, without a reload", async () => {
  await ada.page.getByRole('heading', { name: 'Accepted' }).waitFor()
  await ada.page.getByRole('button', { name: 'Notifications, 2 unread' }).waitFor()
  await sam.page.getByRole('button', { name: 'Picked up' }).click()
  await ada.page.getByRole('heading', { name: 'Picked up' }).waitFor()
  await ada.page.getByRole('button', { name: 'Notifications, 3 unread' }).waitFor()
  await expect.poll(() => ada.page.title()).toContain('(3)')
})

test("Sam shares his location and Ada sees the marker where Sam's browser is, and then where it goes", async () => {
  await sam.page.getByRole('switch', { name: 'Share my location' }).click({ force: true })
  await sam.page.getByRole('dialog').getByRole('button', { name: /share/i }).click()
  const marker = ada.page.getByRole('img', { name: "Sam's position" })
  await marker.waitFor({ state: 'attached', timeout: 45_000 })
  /** In degrees, of what the page shows just now. */
  const distanceTo = async (lat: number, lng: number) => {
    const [atLat, atLng] = [await marker.getAttribute('data-lat'), await marker.getAttribute('data-lng')]
    return Math.hypot(Number(atLat) - lat, Number(atLng) - lng)
  }
  await expect.poll(() => distanceTo(45.2735, 13.7142), { timeout: 45_000 }).toBeLessThan(0.0002)
  // 70 m in 3 s is a drive, not a jump
  await whileStandingAt(45.274, 13.7147, () =>
    expect.poll(() => distanceTo(45.274, 13.7147), { timeout: 45_000 }).toBeLessThan(0.0002),
  )
})

test('a jump that nobody can drive is refused at first, and the marker is there once it can be true', async () => {
  const marker = ada.page.getByRole('img', { name: "Sam's position" })
  await whileStandingAt(45.276, 13.7167, () =>
    expect
      .poll(async () => Math.abs(Number(await marker.getAttribute('data-lat')) - 45.276), { timeout: 45_000 })
      .toBeLessThan(0.0001),
  )
})

test('the marker is gone from Ada’s map the moment the order is delivered', async () => {
  await sam.page.getByRole('button', { name: 'Out for delivery' }).click()
  await sam.page.getByRole('button', { name: 'Delivered' }).click()
  await ada.page.getByRole('heading', { name: 'Delivered' }).waitFor()
  await ada.page.getByRole('img', { name: "Sam's position" }).waitFor({ state: 'detached' })
  const { data: order } = await ada.supabase.from('orders').select('id').single()
  const { error } = await ada.supabase.rpc('open_tracking', { order_id: order?.id ?? '' })
  expect(error).toMatchObject({ hint: 'not_tracked' })
})

test('Ada opens the bell, reads what happened and marks it all read', async () => {
  await ada.page.getByRole('button', { name: 'Notifications, 5 unread' }).click()
  const panel = ada.page.getByRole('dialog')
  await panel.getByText(/is on its way/).waitFor()
  await panel.getByRole('button', { name: 'Mark all as read' }).click()
  await ada.page.getByRole('button', { name: 'Notifications', exact: true }).waitFor({ state: 'attached' })
  const { data } = await ada.supabase.rpc('unread_count')
  expect(data).toBe(0)
})

test('neither page complained in its console, nor broke the content security policy', () => {
  expect([...ada.complaints, ...sam.complaints]).toEqual([])
})
