import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const soon = { timeout: 30_000 }
// each step waits for a function, a provider and the database, also on a slow machine
vi.setConfig({ testTimeout: 240_000 })

let stage: Stage
let ada: Actor
let sam: Actor
let grace: Actor
let order: { id: string; number: string }

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  grace = await stage.actor('Grace', 'staff', { viewport: { width: 1280, height: 800 } })
  order = await stage.placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: order.id })
  await grace.supabase.rpc('set_order_total', { order_id: order.id, total_minor: 3000, currency: 'EUR' })
  await Promise.all([ada, sam, grace].map(stage.signIn))
  for (const { page } of [ada, sam, grace]) await page.goto(`/orders/${order.id}`)
}, 240_000)
afterAll(() => stage?.close())

const card = ({ page }: Actor) => page.getByRole('region', { name: 'Payment', exact: true })
const dialog = ({ page }: Actor) => page.getByRole('dialog')
const press = (who: Actor, name: string) => card(who).getByRole('button', { name }).click(soon)

test('Sam records what Ada pays at the door, no more than is due, and she sees it without a reload', async () => {
  await press(sam, 'Record a payment at the door')
  expect(await axeFaults(sam.page, { within: 'dialog' })).toEqual([])
  await dialog(sam).getByLabel('Amount').fill('30.01')
  await dialog(sam).getByRole('button', { name: 'Save' }).click()
  await dialog(sam).getByText('Type a sum of at most €30.00.').waitFor(soon)
  await dialog(sam).getByLabel('Amount').fill('10')
  await dialog(sam).getByRole('button', { name: 'Save' }).click()
  await dialog(sam).waitFor({ state: 'hidden', ...soon })
  await card(sam).getByText('€10.00 of €30.00 is paid.').waitFor(soon)
  await card(ada).getByText('Cash', { exact: true }).waitFor(soon)
  await press(sam, 'Record a payment at the door')
  await dialog(sam).getByRole('radio', { name: 'Card at the door' }).check()
  await dialog(sam).getByRole('button', { name: 'Save' }).click()
  await card(sam).getByText('Paid', { exact: true }).waitFor(soon)
  expect(await card(sam).getByRole('button', { name: 'Record a payment at the door' }).count()).toBe(0)
  await card(ada).getByText('Card at the door').waitFor(soon)
})

test('Ada opens her receipt, and it is a PDF by a link that dies', async () => {
  const receipt = card(ada).getByRole('button', { name: /^Receipt R-\d{4}-\d{6}$/ })
  await receipt.first().waitFor(soon)
  const signed = ada.page.waitForResponse((answer) => answer.url().includes('/object/sign/receipts/'), soon)
  await receipt.first().click()
  const { signedURL } = (await (await signed).json()) as { signedURL: string }
  const url = new URL(`/storage/v1${signedURL}`, process.env.SUPABASE_URL)
  const page = await fetch(url)
  expect(page.headers.get('content-type')).toBe('application/pdf')
  expect((await page.text()).slice(0, 5)).toBe('%PDF-')
  const [, claims = ''] = (url.searchParams.get('token') ?? '').split('.')
  const { exp, iat } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  expect(exp - iat).toBeLessThanOrEqual(60)
})

test('Ada asks for a part back and says why; Grace grants less, and both see each step', async () => {
  await card(ada).getByRole('button', { name: 'Ask for money back' }).first().click(soon)
  expect(await axeFaults(ada.page, { within: 'dialog' })).toEqual([])
  await dialog(ada).getByRole('radio', { name: 'A part of it' }).check()
  await dialog(ada).getByLabel('Amount').fill('8')
  await dialog(ada).getByLabel('What went wrong?').fill('A shirt is missing.')
  await dialog(ada).getByRole('button', { name: 'Ask for money back' }).click()
  await card(ada).getByText('€8.00 asked back: we are looking into it').waitFor(soon)
  await card(grace).getByText('A shirt is missing.').waitFor(soon)
  expect(await axeFaults(grace.page, { within: 'section[aria-label="Payment"]' })).toEqual([])
  await press(grace, 'Grant')
  await dialog(grace).getByLabel('Amount').fill('5')
  await dialog(grace).getByLabel('What the customer reads').fill('Sorry!')
  expect(await axeFaults(grace.page, { within: 'dialog' })).toEqual([])
  await dialog(grace).getByRole('button', { name: 'Grant' }).click()
  await dialog(grace).waitFor({ state: 'hidden', ...soon })
  await card(ada).getByText('€5.00 was given back', { exact: true }).waitFor(soon)
  await card(ada)
    .getByRole('button', { name: /^Credit note C-\d{4}-\d{6}$/ })
    .waitFor(soon)
  expect(await axeFaults(ada.page, { within: 'section[aria-label="Payment"]' })).toEqual([])
})

test('what Grace declines is not given back, and Ada reads why', async () => {
  await card(ada).getByRole('button', { name: 'Ask for money back' }).first().click(soon)
  await dialog(ada).getByRole('button', { name: 'Ask for money back' }).click()
  await press(grace, 'Decline')
  await dialog(grace).getByLabel('What the customer reads').fill('It was worn.')
  await dialog(grace).getByRole('button', { name: 'Decline' }).click()
  await card(ada)
    .getByText(/will not be given back/)
    .waitFor(soon)
  await card(ada).getByText('It was worn.').waitFor(soon)
})

test('Grace undoes a mistake at the door, and the order owes it again', async () => {
  await card(grace).getByRole('button', { name: 'Undo' }).first().click(soon)
  await dialog(grace).getByText('It was recorded by mistake.').waitFor(soon)
  await dialog(grace).getByRole('button', { name: 'Undo' }).click()
  await dialog(grace).waitFor({ state: 'hidden', ...soon })
  await card(sam).getByRole('button', { name: 'Record a payment at the door' }).waitFor(soon)
})

test('a bank disputes what Ada paid by card: she and Grace read how it stands, and what was lost went back', async () => {
  const { rows } = await stage.sql.query<{ id: string }>(
    `insert into public.payments (order_id, payer_id, provider, client_id, provider_ref, amount_minor, currency, status, method)
     values ($1, $2, 'stripe', gen_random_uuid(), gen_random_uuid(), 700, 'EUR', 'paid', 'Visa •••• 4242') returning id`,
    [order.id, ada.id],
  )
  const dispute = (ref: string, status: string) =>
    stage.sql.query(
      `insert into public.payment_disputes (payment_id, provider_ref, amount_minor, currency, status) values ($1, $2, 700, 'EUR', $3)
       on conflict (payment_id, provider_ref) do update set status = excluded.status`,
      [rows[0]?.id, ref, status],
    )
  const bothRead = (text: string) =>
    Promise.all([ada, grace].map((who) => card(who).getByText(text, { exact: true }).waitFor(soon)))
  await dispute('dp_1', 'open')
  await bothRead('Disputed at the bank')
  await dispute('dp_1', 'won')
  await bothRead('Was disputed: it stays paid')
  await dispute('dp_2', 'lost')
  await bothRead('Was disputed: the bank gave it back')
  await bothRead('€7.00 was given back')
  expect(await axeFaults(ada.page, { within: 'section[aria-label="Payment"]' })).toEqual([])
  expect(await card(sam).getByText('disputed').count()).toBe(0)
})

test('Sam reads nothing of refunds, and in Arabic the card reads from the right', async () => {
  expect(
    await card(sam)
      .getByRole('button', { name: /Receipt|Undo|money back/ })
      .count(),
  ).toBe(0)
  await ada.page.evaluate(() => localStorage.setItem('orderline.locale', 'ar'))
  await ada.page.reload()
  const arabic = ada.page.getByRole('list', { name: 'الدفعات' })
  await arabic.waitFor(soon)
  expect(await axeFaults(ada.page, { within: 'ul[aria-label="الدفعات"]' })).toEqual([])
  expect(ada.complaints.concat(sam.complaints, grace.complaints)).toEqual([])
})
