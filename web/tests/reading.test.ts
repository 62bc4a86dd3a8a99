import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let orderId: string
let roomId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  const order = await stage.placeOrder(ada)
  orderId = order.id
  const { error } = await sam.supabase.rpc('accept_order', { order_id: orderId })
  if (error) throw error
  const { rows } = await stage.sql.query('select id from public.rooms where order_id = $1', [orderId])
  roomId = rows[0].id
  await Promise.all([stage.signIn(ada), stage.signIn(sam)])
})
afterAll(() => stage?.close())

const wait = { timeout: 20_000 }
const box = ({ page }: Actor) => page.getByRole('textbox', { name: 'Message', exact: true })
const log = ({ page }: Actor) => page.getByRole('log', { name: 'Messages' })

async function openChat(actor: Actor) {
  await actor.page.goto(`/orders/${orderId}/chat`)
  await box(actor).waitFor(wait)
}

async function say(actor: Actor, text: string) {
  await box(actor).fill(text)
  await actor.page.getByRole('button', { name: 'Send', exact: true }).click()
  await log(actor).getByText(text, { exact: true }).waitFor(wait)
}

/** What a call of the person at the API says they have. */
async function marksOf(who: Actor) {
  const { rows } = await stage.sql.query(
    'select last_read_seq::int as read, shown_read_seq::int as shown, last_delivered_seq::int as delivered from public.room_members where room_id = $1 and user_id = $2',
    [roomId, who.id],
  )
  return rows[0]
}

test('Sam sees his words go from sent over delivered to read, and who that was, from the line below them', async () => {
  await ada.page.goto('about:blank')
  await openChat(sam)
  await say(sam, 'I am at the door')
  await log(sam).getByText('Sent', { exact: true }).waitFor(wait)
  // any page of hers holds it; the room is not open
  await ada.page.goto('/settings')
  await log(sam).getByText('Delivered', { exact: true }).waitFor(wait)
  await openChat(ada)
  await log(sam).getByText('Read', { exact: true }).waitFor(wait)

  await log(sam).getByRole('button', { name: 'Read', exact: true }).click()
  const dialog = sam.page.getByRole('dialog', { name: 'Who has seen it' })
  await dialog.getByRole('region', { name: 'Read' }).getByText('Ada').waitFor(wait)
  expect(await axeFaults(sam.page)).toEqual([])
  await sam.page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('the title counts what Ada has not read, on any page, and forgets it when she reads', async () => {
  await ada.page.goto('/settings')
  await ada.page.getByRole('heading', { name: 'Settings', exact: true }).waitFor(wait)
  // what the order told her is read, so that the number is that of the messages
  await ada.supabase.rpc('mark_notifications_read', {})
  await expect.poll(() => ada.page.title(), wait).toBe('Settings · Orderline')
  await say(sam, 'one')
  await say(sam, 'two')
  await expect.poll(() => ada.page.title(), wait).toBe('(2) Settings · Orderline')
  await openChat(ada)
  await expect.poll(() => ada.page.title(), wait).not.toMatch(/^\(/)
})

test('Ada reads privately: Sam sees that it arrived and not that she read it', async () => {
  await ada.page.goto('/settings#chat')
  const isShown = ada.page.getByRole('switch', { name: 'Show when I have read' })
  await isShown.waitFor(wait)
  expect(await isShown.isChecked()).toBe(true)
  await isShown.click()
  await expect
    .poll(
      async () =>
        (
          await stage.sql.query('select is_reading_private from public.chat_settings where user_id = $1', [
            ada.id,
          ])
        ).rows[0]?.is_reading_private,
      wait,
    )
    .toBe(true)
  expect(await axeFaults(ada.page, { within: '#chat' })).toEqual([])

  const before = await marksOf(ada)
  await say(sam, 'private?')
  await openChat(ada)
  await log(ada).getByText('private?').waitFor(wait)
  await expect.poll(async () => (await marksOf(ada)).read, wait).toBeGreaterThan(before.read)
  await log(sam).getByText('Delivered', { exact: true }).waitFor(wait)
  await sam.page.reload()
  await log(sam).getByText('Delivered', { exact: true }).waitFor(wait)
  expect((await marksOf(ada)).shown).toBe(before.shown)

  await ada.supabase.rpc('set_chat_settings', { is_reading_private: false })
  await say(sam, 'and now?')
  await log(sam).getByText('Read', { exact: true }).waitFor(wait)
})

test('Sam sees Ada type, and no longer when she stops; words in the name of somebody else show nothing', async () => {
  await openChat(sam)
  await openChat(ada)
  const typing = sam.page.getByText('Ada is typing')
  // the first keys may come before either page has joined the live topic
  const isSeen = async () => {
    await box(ada).pressSequentially('l', { delay: 30 })
    return typing.isVisible()
  }
  await expect.poll(isSeen, { ...wait, interval: 500 }).toBe(true)
  await typing.waitFor({ state: 'detached', timeout: 20_000 })

  // forged: a stranger's id, and Sam's own
  const { rows } = await stage.sql.query('select epoch from public.rooms where id = $1', [roomId])
  const live = ada.supabase.channel(`room:${roomId}:${rows[0].epoch}:live`, { config: { private: true } })
  await ada.supabase.realtime.setAuth()
  await new Promise<void>((resolve) => {
    live.subscribe((status) => status === 'SUBSCRIBED' && resolve())
  })
  for (const user_id of [crypto.randomUUID(), sam.id])
    await live.send({ type: 'broadcast', event: 'typing', payload: { user_id } })
  // then a true one: when it shows, the forged ones have been heard
  await live.send({ type: 'broadcast', event: 'typing', payload: { user_id: ada.id } })
  await typing.waitFor(wait)
  expect(await sam.page.getByText('typing').allTextContents()).toEqual(['Ada is typing'])
  await ada.supabase.removeAllChannels()
})

test('what Ada begins on her phone stands on her laptop, is not replaced while she types, and goes when it is sent', async () => {
  const laptop = await ada.context
    .browser()
    ?.newContext({ baseURL: stage.appUrl, viewport: { width: 1280, height: 800 } })
  if (!laptop) throw new Error('no browser')
  const page = await laptop.newPage()
  const onLaptop: Actor = { ...ada, context: laptop, page }
  await stage.signIn(onLaptop)
  await openChat(ada)
  await box(ada).fill('Where do I')
  await page.goto(`/orders/${orderId}`)
  await expect.poll(() => box(onLaptop).inputValue(), wait).toBe('Where do I')
  await box(onLaptop).fill('Where do I leave the keys?')
  await expect.poll(() => box(ada).inputValue(), { timeout: 30_000 }).toBe('Where do I leave the keys?')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect.poll(() => box(ada).inputValue(), wait).toBe('')
  await ada.page.reload()
  await box(ada).waitFor(wait)
  expect(await box(ada).inputValue()).toBe('')
  await laptop.close()
})

test('a draft written without network survives a reload and is saved when the network is back', async () => {
  await openChat(ada)
  await ada.page.route('**/rpc/save_draft', (route) => route.abort())
  await box(ada).fill('in the tunnel')
  await ada.page.reload()
  await expect.poll(() => box(ada).inputValue(), wait).toBe('in the tunnel')
  await ada.page.unroute('**/rpc/save_draft')
  await ada.page.evaluate(() => window.dispatchEvent(new Event('online')))
  await expect
    .poll(
      async () =>
        (
          await stage.sql.query('select body from public.drafts where user_id = $1 and room_id = $2', [
            ada.id,
            roomId,
          ])
        ).rows[0]?.body,
      wait,
    )
    .toBe('in the tunnel')
})
