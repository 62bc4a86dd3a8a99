import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const wide = { viewport: { width: 1280, height: 900 } }
let stage: Stage
let ada: Actor
let sam: Actor
let grace: Actor

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', wide)
  sam = await stage.actor('Sam', 'partner', wide)
  grace = await stage.actor('Grace', 'staff', wide)
  await Promise.all([ada, sam, grace].map(stage.signIn))
})
afterAll(() => stage?.close())

const patient = { timeout: 30_000 }
const card = ({ page }: Actor) => page.getByRole('region', { name: 'Payment' })

/** An order under way, with this price when one is given. */
async function orderOf(customer: Actor, totalMinor?: number, currency = 'EUR'): Promise<string> {
  const { id } = await stage.placeOrder(customer)
  await sam.supabase.rpc('accept_order', { order_id: id })
  if (totalMinor !== undefined)
    await stage.sql.query('select public.set_order_total($1, $2, $3)', [id, totalMinor, currency])
  return id
}

/** From the card to the provider's page. */
async function goToPay({ page }: Actor, amount: string, method: string) {
  await page.getByRole('button', { name: `Pay ${amount}` }).click(patient)
  const sheet = page.getByRole('dialog', { name: 'How would you like to pay?' })
  await sheet.getByRole('radio', { name: new RegExp(`^${method}`) }).check({ force: true, ...patient })
  await sheet.getByRole('button', { name: `Pay ${amount}` }).click()
  await page.getByText('No money moves here').waitFor(patient)
}

test('Grace sets a price; Ada, looking at her order, is asked to pay it, and Sam sees it', async () => {
  const id = await orderOf(ada)
  await Promise.all([ada, sam, grace].map(({ page }) => page.goto(`/orders/${id}`)))
  await card(grace).getByText('This order has no price yet.').waitFor(patient)
  await ada.page.getByRole('heading', { name: 'Accepted' }).waitFor(patient)
  expect(await card(ada).count()).toBe(0)
  await card(grace).getByRole('button', { name: 'Set the price' }).click()
  const dialog = grace.page.getByRole('dialog', { name: 'Set the price' })
  await dialog.getByRole('button', { name: 'Save the price' }).click()
  await dialog.getByText('Type a sum, such as 12.50.').waitFor()
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('12.50')
  expect(await axeFaults(grace.page, { within: 'dialog' })).toEqual([])
  await dialog.getByRole('button', { name: 'Save the price' }).click()
  await card(grace).getByText('€12.50 to pay').waitFor(patient)
  await card(ada).getByText('€12.50 to pay').waitFor(patient)
  await card(sam).getByText('Not paid yet').waitFor(patient)
  expect(
    await card(sam)
      .getByRole('button', { name: /^Pay |price/ })
      .count(),
  ).toBe(0)
  await ada.page
    .getByText(/€12\.50\W? is due/)
    .first()
    .waitFor(patient)
})

test('Ada pays by card on Stripe’s page, comes back to her order and is thanked; Sam sees that it is paid without a reload', async () => {
  expect(await axeFaults(ada.page, { within: 'section[aria-label="Payment"]' })).toEqual([])
  await ada.page.getByRole('button', { name: 'Pay €12.50' }).click()
  const sheet = ada.page.getByRole('dialog', { name: 'How would you like to pay?' })
  await sheet.getByRole('radio', { name: /^Card/ }).waitFor(patient)
  expect(await axeFaults(ada.page, { within: 'dialog' })).toEqual([])
  await ada.page.keyboard.press('Escape')
  await sheet.waitFor({ state: 'detached' })
  await goToPay(ada, '€12.50', 'Card')
  await ada.page.getByText('12.50 EUR').waitFor()
  await ada.page.getByRole('button', { name: 'Pay by card' }).click()
  await card(ada).getByText('Thank you, it is paid').waitFor(patient)
  await card(ada).getByText('Paid by Visa •••• 4242').waitFor()
  // the price is read by itself, a moment after the payment
  await expect.poll(() => card(ada).getByRole('button', { name: /^Pay / }).count(), patient).toBe(0)
  await card(sam).getByText('Paid', { exact: true }).waitFor(patient)
  await sam.page
    .getByText(/€12\.50\W? was paid/)
    .first()
    .waitFor(patient)
})

test('who comes back without paying is told that nothing was charged, and can pay again', async () => {
  await ada.page.goto(`/orders/${await orderOf(ada, 2000)}`)
  await goToPay(ada, '€20.00', 'Card')
  await ada.page.getByRole('button', { name: 'Back to the shop' }).click()
  await card(ada).getByText('You did not pay').waitFor(patient)
  await card(ada).getByText('Nothing was charged.').waitFor()
  await goToPay(ada, '€20.00', 'Card')
  await ada.page.getByRole('button', { name: 'Pay with a card without money' }).click()
  await ada.page.getByText('Your card was declined').waitFor()
  await ada.page.getByRole('button', { name: 'Pay by card' }).click()
  await card(ada).getByText('Thank you, it is paid').waitFor(patient)
})

test('money from a bank is waited for on the page, and there without a reload', async () => {
  await ada.page.goto(`/orders/${await orderOf(ada, 500)}`)
  await goToPay(ada, '€5.00', 'Card')
  await ada.page.getByRole('button', { name: 'Pay by bank' }).click()
  await card(ada).getByText('We are checking your payment').waitFor(patient)
  await card(ada).getByText('Thank you, it is paid').waitFor({ timeout: 45_000 })
})

test('without a network the price stands and the button waits', async () => {
  await ada.page.goto(`/orders/${await orderOf(ada, 700)}`)
  await card(ada).getByRole('button', { name: 'Pay €7.00' }).waitFor(patient)
  await ada.context.setOffline(true)
  await card(ada).getByText('You can pay once you are online again.').waitFor(patient)
  expect(await card(ada).getByRole('button', { name: 'Pay €7.00' }).isDisabled()).toBe(true)
  await ada.context.setOffline(false)
  await expect
    .poll(() => card(ada).getByRole('button', { name: 'Pay €7.00' }).isDisabled(), patient)
    .toBe(false)
})

test('a provider that is away is said in the sheet, and the same press later goes there', async () => {
  const id = await orderOf(ada, 900)
  const { data } = await ada.supabase.from('orders').select('number').eq('id', id).single()
  const fault = { kind: 'payment', to: data?.number, mode: 'fail', http_status: 500, times: 2 }
  await fetch(`${stage.sandboxUrl}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  await ada.page.goto(`/orders/${id}`)
  await ada.page.getByRole('button', { name: 'Pay €9.00' }).click(patient)
  const sheet = ada.page.getByRole('dialog', { name: 'How would you like to pay?' })
  await sheet.getByRole('button', { name: 'Pay €9.00' }).click(patient)
  await sheet.getByText('Not possible right now. Try again soon.').waitFor(patient)
  await sheet.getByRole('button', { name: 'Pay €9.00' }).click()
  await ada.page.getByText('No money moves here').waitFor(patient)
})

test('nobody’s page complained of anything but the answer that was asked to fail', () => {
  const said = [ada, sam, grace].flatMap(({ complaints }) => complaints)
  expect(said.filter((line) => !/payment-start|ERR_INTERNET_DISCONNECTED|WebSocket/.test(line))).toEqual([])
})
