import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openStage } from './stage.ts'

// Takes the pictures of docs/payments.md from a running stack: set -a; eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/pictures-payments.ts
const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url))
const wide = { width: 1280, height: 860 }
const phone = { width: 390, height: 844 }
const stage = await openStage()
const ada = await stage.actor('Ada', 'customer', { viewport: phone })
const grace = await stage.actor('Grace', 'staff', { viewport: wide })
const sam = await stage.actor('Sam', 'partner')
await stage.signIn(ada)
await stage.signIn(grace)
const { page } = ada

async function orderOf(totalMinor: number): Promise<string> {
  const { id } = await stage.placeOrder(ada)
  await sam.supabase.rpc('accept_order', { order_id: id })
  await stage.sql.query(`select public.set_order_total($1, $2, 'EUR')`, [id, totalMinor])
  return id
}
async function picture(name: string, of = page) {
  await pause(700)
  await of.screenshot({ path: join(folder, `${name}.png`) })
}
const card = () => page.locator('section').filter({ has: page.locator('h2.tabular') })

const id = await orderOf(1250)
await page.goto(`/orders/${id}`)
await page.getByRole('button', { name: 'Pay €12.50' }).scrollIntoViewIfNeeded()
await picture('payment-due')
await page.emulateMedia({ colorScheme: 'dark' })
await page.getByRole('button', { name: 'Pay €12.50' }).click()
await page.getByRole('radio', { name: /^Card/ }).waitFor()
await picture('payment-methods-dark')
await page.emulateMedia({ colorScheme: 'light' })
await page.getByRole('dialog').getByRole('button', { name: 'Pay €12.50' }).click()
await page.getByText('No money moves here').waitFor()
await picture('payment-checkout')
await page.getByRole('button', { name: 'Pay by card' }).click()
await page.getByText('Thank you, it is paid').scrollIntoViewIfNeeded()
await picture('payment-paid')

await grace.page.goto(`/orders/${id}`)
await grace.page.getByRole('button', { name: 'Change the price' }).scrollIntoViewIfNeeded()
await grace.page.getByRole('button', { name: 'Change the price' }).click()
await picture('payment-price', grace.page)

await stage.sql.query(`update public.profiles set locale = 'ar' where id = $1`, [ada.id])
await page.evaluate(() => localStorage.setItem('orderline.locale', 'ar'))
const other = await orderOf(2000)
await page.goto(`/orders/${other}`)
await page.locator('html[lang=ar]').waitFor({ timeout: 15_000 })
await card().first().getByRole('button').first().scrollIntoViewIfNeeded()
await card().first().getByRole('button').first().click()
await page.getByRole('dialog').getByRole('radio').first().waitFor()
await picture('payment-methods-ar')
await stage.close()
