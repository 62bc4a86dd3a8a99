import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let orderId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  const order = await stage.placeOrder(ada)
  orderId = order.id
  const { error } = await sam.supabase.rpc('accept_order', { order_id: orderId })
  if (error) throw error
  await Promise.all([stage.signIn(ada), stage.signIn(sam)])
  for (const { page } of [ada, sam]) {
    await page.goto(`/orders/${orderId}/chat`)
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
  }
})
afterAll(() => stage?.close())

async function say({ page }: Actor, text: string) {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}
const log = ({ page }: Actor) => page.getByRole('log', { name: 'Messages' })

/** The texts of one person's own words as both see them, in the order of the page. */
const texts = async (actor: Actor, marker: string) =>
  (
    await log(actor)
      .getByText(new RegExp(`^${marker} \\d+$`))
      .allTextContents()
  ).map((text) => text.trim())

test('Ada writes, Sam reads it at once, answers, and Ada sees that her words were read', async () => {
  await say(ada, 'Where are you?')
  await log(sam).getByText('Where are you?').waitFor()
  await log(ada).getByText('Read', { exact: true }).waitFor()
  await say(sam, 'At the corner, two minutes.')
  await log(ada).getByText('At the corner, two minutes.').waitFor()
})

test('what Ada writes without network waits, and arrives once and in order when the network is back', async () => {
  await ada.context.setOffline(true)
  for (const n of [1, 2, 3]) await say(ada, `offline ${n}`)
  await log(ada).getByText('offline 3').waitFor()
  await say(sam, 'while you were away')
  await new Promise((resolve) => setTimeout(resolve, 1500))
  expect(await texts(sam, 'offline')).toEqual([])
  await ada.context.setOffline(false)
  await log(sam).getByText('offline 3').waitFor({ timeout: 20_000 })
  await log(ada).getByText('while you were away').waitFor({ timeout: 20_000 })
  const expected = ['offline 1', 'offline 2', 'offline 3']
  expect(await texts(sam, 'offline')).toEqual(expected)
  await expect.poll(() => texts(ada, 'offline')).toEqual(expected)
})

test('what Ada wrote without network survives a reload of the page', async () => {
  await ada.page.route('**/rpc/send_message', (route) => route.abort())
  await say(ada, 'kept 1')
  await log(ada).getByText('kept 1').waitFor()
  await ada.page.reload()
  await log(ada).getByText('kept 1').waitFor()
  expect(await texts(sam, 'kept')).toEqual([])
  await ada.page.unroute('**/rpc/send_message')
  await ada.page.reload()
  await log(sam).getByText('kept 1').waitFor({ timeout: 20_000 })
  expect(await texts(sam, 'kept')).toEqual(['kept 1'])
})

test('a script in a message is shown as text and never runs', async () => {
  const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
  await say(sam, hostile)
  await log(ada).getByText(hostile).waitFor()
  expect(await ada.page.title()).not.toMatch(/^[12]$/)
})

test('when the order is closed both still read the conversation and neither can write', async () => {
  for (const to_status of ['picked_up', 'out_for_delivery', 'delivered'] as const) {
    const { error } = await sam.supabase.rpc('advance_order', { order_id: orderId, to_status })
    expect(error).toBeNull()
  }
  for (const actor of [ada, sam]) {
    await actor.page.getByRole('textbox', { name: 'Message' }).waitFor({ state: 'detached' })
    await log(actor).getByText('Where are you?').waitFor()
  }
})
