import type { CDPSession, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const wait = { timeout: 30_000 }
const arabic = 'الباب 12B أخضر، مع Sam'
const english = 'Is it مطعم النور, no. 7?'
let stage: Stage
let ada: Actor
let sam: Actor
let finger: CDPSession
let roomId: string
let asked: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', { hasTouch: true, isMobile: true })
  sam = await stage.actor('Sam', 'partner')
  const order = await stage.placeOrder(ada)
  const { error } = await sam.supabase.rpc('accept_order', { order_id: order.id })
  if (error) throw error
  const { data } = await ada.supabase.from('rooms').select('id').eq('order_id', order.id).single()
  roomId = data?.id ?? ''
  asked = await say(sam, english)
  await say(ada, arabic, { reply_to: asked, mentions: [sam.id] })
  await say(sam, '', { type: 'location', meta: { lat: 45.2735, lng: 13.7142, accuracy_m: 12 } })
  for (const body of ['one', 'two']) await say(sam, body, { thread_root: asked })
  await stage.signIn(ada)
  await ada.page.evaluate(() => localStorage.setItem('orderline.locale', 'ar'))
  finger = await ada.context.newCDPSession(ada.page)
  await ada.page.goto(`/orders/${order.id}/chat`)
  await bubble(arabic).waitFor(wait)
})
afterAll(() => stage?.close())

async function say(actor: Actor, body: string, more: object = {}): Promise<string> {
  const { data, error } = await actor.supabase.rpc('send_message', {
    ...{ room_id: roomId, client_id: crypto.randomUUID(), body },
    ...more,
  })
  if (error) throw error
  return data.id
}
const log = () => ada.page.getByRole('log', { name: 'الرسائل' })
const bubble = (text: string) => log().locator('[data-message] p').filter({ hasText: text })

/** Where words of a text stand on the page, from the left. */
const leftOf = (one: Locator, words: string) =>
  one.evaluate((element, wanted) => {
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.textContent?.indexOf(wanted) ?? -1
      if (at < 0) continue
      const range = document.createRange()
      range.setStart(node, at)
      range.setEnd(node, at + wanted.length)
      return range.getBoundingClientRect().left
    }
    throw new Error(`${wanted} is not there.`)
  }, words)

test('Ada, whose page speaks Arabic, finds her words on the left and those of others on the right', async () => {
  const { page } = ada
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
  const centre = async (one: Locator) => {
    const box = await one.boundingBox()
    return (box?.x ?? 0) + (box?.width ?? 0) / 2
  }
  const middle = await page.evaluate(() => innerWidth / 2)
  expect(await centre(bubble(arabic))).toBeLessThan(middle)
  expect(await centre(bubble(english))).toBeGreaterThan(middle)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
})

test('Arabic words run from the right, English ones from the left, and what stands between in its own direction', async () => {
  const ofArabic = bubble(arabic)
  expect(await leftOf(ofArabic, 'الباب')).toBeGreaterThan(await leftOf(ofArabic, 'أخضر'))
  expect(await leftOf(ofArabic, '12B')).toBeGreaterThan(await leftOf(ofArabic, 'أخضر'))
  const ofEnglish = bubble(english).first()
  expect(await leftOf(ofEnglish, 'Is it')).toBeLessThan(await leftOf(ofEnglish, 'no. 7'))
  expect(await leftOf(ofEnglish, 'مطعم')).toBeGreaterThan(await leftOf(ofEnglish, 'النور'))
  // what it answers stands above it, in the direction of those words
  const quote = log().getByRole('button', { name: /^ردًا على/ })
  expect(await leftOf(quote, 'Is it')).toBeLessThan(await leftOf(quote, 'no. 7'))
})

test('coordinates stay in one order, and the numbers around them are counted as Arabic counts', async () => {
  const card = log().getByRole('link', { name: /موقع/ })
  await card.waitFor(wait)
  expect(await leftOf(card, '45.27350')).toBeLessThan(await leftOf(card, '13.71420'))
  await log().getByRole('button', { name: 'ردّان' }).waitFor(wait)
})

test('a message drawn to the left is answered, and its menu speaks Arabic', async () => {
  const middle = async () => {
    const one = bubble(english).first()
    await one.scrollIntoViewIfNeeded()
    const box = await one.boundingBox()
    if (!box) throw new Error('It is not on the page.')
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
  const { x, y } = await middle()
  await touch('touchStart', x, y)
  for (let step = 1; step <= 8; step++) await touch('touchMove', x - (90 * step) / 8, y)
  await touch('touchEnd')
  await ada.page.getByText(/^الرد على .*Sam/).waitFor(wait)
  await ada.page.getByRole('textbox', { name: 'رسالة' }).fill('نعم، هو')
  await ada.page.getByRole('button', { name: 'إرسال', exact: true }).click()
  await bubble('نعم، هو').waitFor(wait)

  // the own words have moved it
  const held = await middle()
  await touch('touchStart', held.x, held.y)
  await ada.page.getByRole('menuitem', { name: 'نسخ النص' }).waitFor(wait)
  await touch('touchEnd')
  await ada.page.keyboard.press('Escape')
  await ada.page.getByRole('menu').waitFor({ state: 'detached', ...wait })
})

test('nothing of the conversation is left in English but what people wrote, and axe finds nothing', async () => {
  const spoken = await ada.page
    .getByRole('log')
    .evaluate((box) =>
      [box, ...box.querySelectorAll<HTMLElement>('[aria-label], [title]')].flatMap((one) => [
        one.getAttribute('aria-label') ?? '',
        one.tagName === 'TIME' ? '' : (one.getAttribute('title') ?? ''),
      ]),
    )
  const latin = spoken.filter((text) => /[A-Za-z]{3}/.test(text.replaceAll('Sam', '')))
  expect(latin).toEqual([])
  expect(await axeFaults(ada.page, { within: 'section:has([role=log])' })).toEqual([])
  expect(ada.complaints).toEqual([])
})
