import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

// a computer that is busy with everything else answers late, never wrongly
const patience = { timeout: 20_000 }
let stage: Stage
let ada: Actor
let sam: Actor
let orderId = ''

const button = (name: string) => ada.page.getByRole('button', { name, exact: true })
const section = () => ada.page.getByRole('region', { name: 'Your data' })

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  orderId = (await stage.placeOrder(ada)).id
  await sam.supabase.rpc('accept_order', { order_id: orderId })
  await stage.signIn(ada)
  await ada.page.goto('/settings#your-data')
  await section().waitFor()
})
afterAll(() => stage?.close())

test('Ada takes everything about her along as one file', async () => {
  const [download] = await Promise.all([
    ada.page.waitForEvent('download', patience),
    button('Download a copy').click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^orderline-data-\d{4}-\d\d-\d\d\.json$/)
  const copy = JSON.parse(readFileSync(await download.path(), 'utf8'))
  expect(copy).toMatchObject({ person_id: ada.id, profile: { name: 'Ada' }, account: { email: ada.email } })
  expect(copy.orders[0]).toMatchObject({ dropoff_address: 'Harbour Road 12', part: 'customer' })
})

test('while an order is under way her account stays, and the page says why', async () => {
  await button('Erase my account').first().click()
  const dialog = ada.page.getByRole('dialog', { name: 'Erase your account?' })
  const confirm = dialog.getByRole('button', { name: 'Erase my account' })
  expect(await confirm.isDisabled(), 'nothing is erased by one press').toBe(true)
  await dialog.getByLabel('Your email address, to confirm').fill(ada.email.toUpperCase())
  await confirm.click()
  await dialog.getByText('An order of yours is under way.', { exact: false }).waitFor(patience)
  await dialog.getByRole('button', { name: 'Keep my account' }).click()
  expect(ada.complaints.splice(0).filter((one) => !one.includes('409'))).toEqual([])
})

test('she asks for the end of her account, changes her mind, and asks again', async () => {
  await ada.supabase.rpc('advance_order', { order_id: orderId, to_status: 'cancelled' })
  // as if her phone had been left signed in: the next renewed token says since when
  await stage.sql.query(
    `update auth.mfa_amr_claims a set updated_at = now() - interval '1 hour' from auth.sessions s
     where s.id = a.session_id and s.user_id = $1`,
    [ada.id],
  )
  await ada.page.evaluate(() => {
    const kept = JSON.parse(localStorage.getItem('orderline:session') ?? '{}')
    localStorage.setItem('orderline:session', JSON.stringify({ ...kept, expires_at: 1 }))
  })
  await ada.page.reload()
  await section().waitFor(patience)
  for (const isMeant of [false, true]) {
    await button('Erase my account').first().click()
    const dialog = ada.page.getByRole('dialog', { name: 'Erase your account?' })
    const confirm = dialog.getByRole('button', { name: 'Erase my account' })
    await dialog.getByLabel('Your email address, to confirm').fill(ada.email)
    await confirm.click()
    if (!isMeant) {
      const field = dialog.getByLabel('Your password')
      await field.waitFor(patience)
      expect(await confirm.isDisabled(), 'the address alone is not enough any more').toBe(true)
      await field.fill('somebody else')
      await confirm.click()
      await dialog.getByText('This is not your password.').waitFor(patience)
      await field.fill('correct horse battery')
      await confirm.click()
      // what was refused on the way: once for the old sign-in, once for the wrong password
      expect(ada.complaints.splice(0).filter((one) => !/ 40[03] /.test(one))).toEqual([])
    }
    await section()
      .getByText('Your account and its data will be erased on', { exact: false })
      .waitFor(patience)
    if (isMeant) continue
    await section().getByRole('button', { name: 'Keep my account' }).click()
    await section().getByRole('button', { name: 'Erase my account' }).waitFor(patience)
  }
  const { data } = await ada.supabase
    .from('notifications')
    .select('event_type')
    .eq('event_type', 'account.closing')
  expect(data).toHaveLength(2)
})

test('when the days are over she is gone, and the order stays without her', async () => {
  await stage.sql.query('update public.account_erasures set due_at = now() where user_id = $1', [ada.id])
  const left = async () =>
    (await stage.sql.query('select count(*)::int as n from auth.users where id = $1', [ada.id])).rows[0].n
  // the minute's job may be faster than this call; either does it
  await stage.sql.query('select private.erase_due_accounts()')
  await expect.poll(left, patience).toBe(0)
  const { data } = await sam.supabase.from('orders').select('customer_id, dropoff_address').eq('id', orderId)
  expect(data).toEqual([{ customer_id: null, dropoff_address: '–' }])
  const { error } = await ada.supabase.auth.signInWithPassword({
    email: ada.email,
    password: 'correct horse battery',
  })
  expect(error?.code).toBe('invalid_credentials')
  expect(ada.complaints).toEqual([])
})
