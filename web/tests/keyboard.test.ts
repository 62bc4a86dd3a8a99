import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor

const slow = { timeout: 150_000 }

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', { viewport: { width: 1280, height: 800 } })
  sam = await stage.actor('Sam', 'partner')
  ada.page.setDefaultTimeout(45_000)
}, 120_000)
afterAll(() => stage?.close())

/** What has the focus, by role and name as a screen reader says it. */
const focused = () =>
  ada.page.evaluate(() => {
    const at = document.activeElement
    const label = at instanceof HTMLElement ? (at.getAttribute('aria-label') ?? '') : ''
    const labels =
      at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? [...(at.labels ?? [])] : []
    return `${label} ${labels.map((one) => one.textContent).join(' ')} ${at?.textContent ?? ''}`.trim()
  })

/** Goes on with Tab, as somebody without a mouse does, until the focus is on what is named; it must come within sixty steps. */
async function tabTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const passed: string[] = []
  for (let step = 0; step < 60; step += 1) {
    const now = await focused()
    if (name.test(now)) return
    passed.push(now.slice(0, 30))
    await ada.page.keyboard.press(key)
  }
  throw new Error(`${name} is not reached by ${key}. Passed: ${passed.join(' · ')}`)
}

/** With the keyboard the focus is always seen. */
const hasRing = () =>
  ada.page.evaluate(() => {
    const at = document.activeElement
    if (!at) return false
    const ringed = [at, ...(at.closest('label') ? [at.closest('label') as Element] : []), ...at.children]
    return ringed.some((one) => getComputedStyle(one).outlineStyle !== 'none')
  })

test('Ada signs in without a mouse', slow, async () => {
  await ada.page.goto('/', { waitUntil: 'commit' })
  await ada.page.getByRole('textbox', { name: 'Email' }).waitFor()
  await tabTo(/^Email/)
  await ada.page.keyboard.type(ada.email)
  await tabTo(/^Password/)
  await ada.page.keyboard.type('correct horse battery')
  await ada.page.keyboard.press('Enter')
  await ada.page.getByRole('button', { name: /^Notifications/ }).waitFor()
})

test('the first stop of every page leads past the header, and the focus is seen', slow, async () => {
  await ada.page.keyboard.press('Tab')
  await tabTo(/Skip to the page/, 'Shift+Tab')
  expect(await hasRing()).toBe(true)
})

test('Ada places an order without a mouse', slow, async () => {
  await tabTo(/^Place an order/)
  await ada.page.keyboard.press('Enter')
  await ada.page.getByRole('textbox', { name: 'Pickup address' }).waitFor()
  await tabTo(/^Pickup address/)
  await ada.page.keyboard.type('Pharmacy, Main Street 1')
  await tabTo(/^Delivery address/)
  await ada.page.keyboard.type('Harbour Road 12')
  await tabTo(/^Place order/)
  expect(await hasRing()).toBe(true)
  await ada.page.keyboard.press('Enter')
  await ada.page.getByRole('heading', { name: 'Placed' }).waitFor()
})

test('Ada opens the bell, closes it with Escape, and is where she was', slow, async () => {
  const { data: order } = await sam.supabase.from('orders').select('id').eq('customer_id', ada.id).single()
  await sam.supabase.rpc('accept_order', { order_id: order?.id ?? '' })
  await ada.page.getByRole('heading', { name: 'Accepted' }).waitFor()
  await ada.page.getByRole('button', { name: /^Notifications/ }).focus()
  await ada.page.keyboard.press('Enter')
  await ada.page.getByRole('dialog', { name: 'Notifications' }).waitFor()
  await ada.page.keyboard.press('Escape')
  await ada.page.getByRole('dialog', { name: 'Notifications' }).waitFor({ state: 'detached' })
  await expect.poll(focused).toMatch(/^Notifications/)
})

test('Ada writes to Sam without a mouse', slow, async () => {
  await ada.page.getByRole('textbox', { name: 'Message' }).waitFor()
  await tabTo(/^Message( Message)?$/)
  await ada.page.keyboard.type('Please ring twice.')
  await ada.page.keyboard.press('Enter')
  const said = async () => (await sam.supabase.from('messages').select('body')).data?.map(({ body }) => body)
  await expect.poll(said, { timeout: 30_000 }).toContain('Please ring twice.')
})

test(
  'on a phone the conversation opens over the order and closes again, and the focus goes along',
  slow,
  async () => {
    const { data: order } = await sam.supabase.from('orders').select('id').eq('customer_id', ada.id).single()
    await ada.page.setViewportSize({ width: 390, height: 844 })
    await ada.page.goto('/orders', { waitUntil: 'commit' })
    await ada.page.getByRole('link', { name: /Harbour Road 12/ }).click()
    const message = ada.page.getByRole('link', { name: /^Message Sam/ })
    for (const goBack of [
      () => ada.page.getByRole('button', { name: 'Back', exact: true }).press('Enter'),
      () => ada.page.goBack(),
    ]) {
      await message.press('Enter')
      await ada.page.getByRole('textbox', { name: 'Message' }).waitFor()
      await expect.poll(focused).toMatch(/^Order /)
      await goBack()
      await expect.poll(focused).toMatch(/^Message Sam/)
      expect(new URL(ada.page.url()).pathname).toBe(`/orders/${order?.id}`)
    }
    // two ways back lead to the same list, not through the conversation again
    await ada.page.goBack()
    await ada.page.getByRole('heading', { name: 'Orders', exact: true }).waitFor()
  },
)

test('no page complained', () => {
  expect(ada.complaints).toEqual([])
})
