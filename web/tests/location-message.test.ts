import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const patience = { timeout: 30_000 }
let stage: Stage
let ada: Actor
let sam: Actor
beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', {
    geolocation: { latitude: 45.2735, longitude: 13.7142, accuracy: 12 },
  })
  sam = await stage.actor('Sam', 'partner', { permissions: [] })
  const order = await stage.placeOrder(ada)
  const { error } = await sam.supabase.rpc('accept_order', { order_id: order.id })
  if (error) throw error
  for (const actor of [ada, sam]) {
    await stage.signIn(actor)
    await actor.page.goto(`/orders/${order.id}/chat`)
    await actor.page.getByRole('textbox', { name: 'Message' }).waitFor(patience)
  }
})
afterAll(() => stage?.close())

async function chooseLocation({ page }: Actor) {
  await page.getByRole('button', { name: 'Add files or your location' }).click()
  await page.getByRole('menuitem', { name: 'Send my location' }).click()
}
const dialog = ({ page }: Actor) => page.getByRole('dialog', { name: 'Send my location' })

test('Ada is shown how exact her location is, sends it, and Sam sees it once', async () => {
  await chooseLocation(ada)
  await dialog(ada).getByText('Accurate to 12 m').waitFor(patience)
  expect(await axeFaults(ada.page, { within: 'dialog' })).toEqual([])
  await dialog(ada).getByRole('button', { name: 'Send', exact: true }).click()
  await dialog(ada).waitFor({ state: 'detached', ...patience })
  const focused = () => ada.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  await expect.poll(focused).toBe('Add files or your location')
  await sam.page.getByRole('log', { name: 'Messages' }).getByText('Location').first().waitFor(patience)
  const { rows } = await stage.sql.query(
    `select meta, sender_id from public.messages where type = 'location' and sender_id = $1`,
    [ada.id],
  )
  expect(rows.map(({ meta }) => meta)).toEqual([{ lat: 45.2735, lng: 13.7142, accuracy_m: 12 }])
})

test('Sam, whose browser does not tell where he is, reads why, and sends nothing', async () => {
  await chooseLocation(sam)
  await dialog(sam).getByRole('alert').getByText('does not let Orderline see where you are').waitFor(patience)
  await dialog(sam).getByRole('button', { name: 'Try again' }).waitFor(patience)
  await sam.page.keyboard.press('Escape')
  await dialog(sam).waitFor({ state: 'detached', ...patience })
  const { rows } = await stage.sql.query(
    `select from public.messages where type = 'location' and sender_id = $1`,
    [sam.id],
  )
  expect(rows).toEqual([])
})
