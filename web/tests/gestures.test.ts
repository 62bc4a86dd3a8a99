import type { CDPSession, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const wait = { timeout: 20_000 }
const arabic = 'هل الباب الأخضر لك؟'
let stage: Stage
let ada: Actor
let sam: Actor
let finger: CDPSession
let roomId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', { hasTouch: true, isMobile: true })
  sam = await stage.actor('Sam', 'partner')
  const order = await stage.placeOrder(ada)
  const { error } = await sam.supabase.rpc('accept_order', { order_id: order.id })
  if (error) throw error
  const { data } = await ada.supabase.from('rooms').select('id').eq('order_id', order.id).single()
  roomId = data?.id ?? ''
  for (const body of ['Which door?', arabic]) await say(sam, body)
  await say(ada, 'The green one.')
  await stage.signIn(ada)
  finger = await ada.context.newCDPSession(ada.page)
  await ada.page.goto(`/orders/${order.id}/chat`)
  await bubble('The green one.').waitFor(wait)
})
afterAll(() => stage?.close())

async function say(actor: Actor, body: string) {
  const { error } = await actor.supabase.rpc('send_message', {
    ...{ room_id: roomId, client_id: crypto.randomUUID(), body },
  })
  if (error) throw error
}
const log = () => ada.page.getByRole('log', { name: 'Messages' })
// the words of a message itself, not of a quote of it
const bubble = (text: string) => log().locator('[data-message] p').filter({ hasText: text })

const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
  finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })

async function middleOf(one: Locator) {
  await one.scrollIntoViewIfNeeded()
  const box = await one.boundingBox()
  if (!box) throw new Error('It is not on the page.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
/** Draws a finger over a message by so many pixels to the right. */
async function swipe(text: string, byPx: number) {
  const { x, y } = await middleOf(bubble(text))
  await touch('touchStart', x, y)
  for (let step = 1; step <= 8; step++) await touch('touchMove', x + (byPx * step) / 8, y)
  await touch('touchEnd')
}

test('a finger held on a message opens its menu, and one that scrolls does not', async () => {
  const { x, y } = await middleOf(bubble('Which door?'))
  await touch('touchStart', x, y)
  await ada.page.getByRole('menu').waitFor(wait)
  await touch('touchEnd')
  await ada.page.getByRole('menuitem', { name: 'Copy text' }).waitFor(wait)
  expect(await axeFaults(ada.page)).toEqual([])
  await ada.page.bringToFront()
  await ada.page.keyboard.press('Escape')
  await ada.page.getByRole('menu').waitFor({ state: 'detached', ...wait })

  const from = await middleOf(bubble('Which door?'))
  await touch('touchStart', from.x, from.y)
  await touch('touchMove', from.x, from.y + 40)
  // longer than a finger has to be held
  await ada.page.evaluate(() => new Promise((done) => setTimeout(done, 700)))
  expect(await ada.page.getByRole('menu').count()).toBe(0)
  await touch('touchEnd')
})

test('a message drawn aside is answered, and one drawn a little, or the other way, is not', async () => {
  const answering = ada.page.getByText('Answering Sam')
  await swipe('Which door?', 30)
  await swipe('Which door?', -90)
  expect(await answering.count()).toBe(0)
  await swipe('Which door?', 90)
  await answering.waitFor(wait)
  await ada.page.getByRole('textbox', { name: 'Message' }).fill('That one.')
  await ada.page.getByRole('button', { name: 'Send', exact: true }).click()
  await log()
    .getByRole('button', { name: /^In answer to.*Which door\?/ })
    .waitFor(wait)
  await answering.waitFor({ state: 'detached', ...wait })
})

test('Arabic words run from the right in a page that runs from the left', async () => {
  const directionOf = (text: string) => bubble(text).evaluate((one) => getComputedStyle(one).direction)
  expect([await directionOf(arabic), await directionOf('Which door?')]).toEqual(['rtl', 'ltr'])
})

test('in a page that runs from the right everything changes sides, the gesture too, and nothing sticks out', async () => {
  const { page } = ada
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl'
  })
  const centre = async (text: string) => {
    const box = await bubble(text).boundingBox()
    return (box?.x ?? 0) + (box?.width ?? 0) / 2
  }
  const middle = await page.evaluate(() => innerWidth / 2)
  await expect.poll(() => centre('The green one.'), wait).toBeLessThan(middle)
  expect(await centre('Which door?')).toBeGreaterThan(middle)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await swipe('Which door?', 90)
  expect(await page.getByText('Answering Sam').count()).toBe(0)
  await swipe('Which door?', -90)
  await page.getByText('Answering Sam').waitFor(wait)
  expect(await axeFaults(page)).toEqual([])
  expect(ada.complaints).toEqual([])
})
