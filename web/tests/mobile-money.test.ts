import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

const soon = { timeout: 30_000 }
// each step waits for a function, a provider and the database, also on a slow machine
vi.setConfig({ testTimeout: 240_000 })

let stage: Stage
let ada: Actor
let grace: Actor

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  grace = await stage.actor('Grace', 'staff')
  await stage.signIn(ada)
}, 240_000)
afterAll(() => stage?.close())

const card = () => ada.page.getByRole('region', { name: 'Payment', exact: true })

/** Comes to the page of an order that costs something, and to the sheet of ways to pay. */
async function toSheet(currency: string, total_minor: number) {
  const order = await stage.placeOrder(ada)
  const { error } = await grace.supabase.rpc('set_order_total', { order_id: order.id, total_minor, currency })
  expect(error).toBeNull()
  await ada.page.goto(`/orders/${order.id}`)
  await card().getByRole('button', { name: /^Pay / }).click(soon)
  return ada.page.getByRole('dialog')
}

/** Whoever has the phone in hand. */
async function answer(phone: string, action: string) {
  const response = await fetch(`${stage.sandboxUrl}/payments/mpesa/phone/${phone}`, {
    method: 'POST',
    body: new URLSearchParams({ action }),
    redirect: 'manual',
  })
  expect(response.status).toBe(303)
}

test('Ada pays by M-Pesa: her phone rings, the page waits, cancelling is no loss, and the second time it is paid', async () => {
  const sheet = await toSheet('KES', 150_000)
  await sheet.getByRole('radio', { name: 'M-Pesa' }).check(soon)
  await sheet.getByRole('button', { name: /^Pay / }).click()
  await sheet.getByText('Type the number that has M-Pesa.').waitFor(soon)
  await sheet.getByLabel('Phone number with M-Pesa').fill('0712 000 111')
  expect(await axeFaults(ada.page, { within: 'dialog' })).toEqual([])
  await sheet.getByRole('button', { name: /^Pay / }).click()
  await card().getByText('Confirm it on your phone').waitFor(soon)
  await answer('254712000111', 'cancelled')
  await card().getByText('You did not pay').waitFor(soon)
  await card().getByRole('button', { name: /^Pay / }).click(soon)
  await sheet.getByRole('radio', { name: 'M-Pesa' }).check(soon)
  await sheet.getByLabel('Phone number with M-Pesa').fill('+254 712 000 111')
  await sheet.getByRole('button', { name: /^Pay / }).click()
  await card().getByText('Confirm it on your phone').waitFor(soon)
  await answer('254712000111', 'paid')
  await card().getByText('Thank you, it is paid').waitFor(soon)
  await card()
    .getByText(/^M-Pesa [A-Z0-9]+$/)
    .waitFor(soon)
})

test('Ada pays on the page of Flutterwave and comes back to an order that is paid', async () => {
  const sheet = await toSheet('NGN', 125_050)
  await sheet.getByRole('radio', { name: 'Mobile money or bank' }).check(soon)
  await sheet.getByRole('button', { name: /^Pay / }).click()
  await ada.page.waitForURL((url) => url.pathname.startsWith('/payments/flutterwave/pay/'), soon)
  await ada.page.getByRole('button', { name: 'Pay', exact: true }).click()
  await ada.page.waitForURL((url) => url.pathname.startsWith('/orders/'), soon)
  await card().getByText('Thank you, it is paid').waitFor(soon)
  await card().getByText('Mastercard •••• 2950', { exact: true }).waitFor(soon)
})
