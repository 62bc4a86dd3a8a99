import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
const digits = String(10_000_000 + Math.floor(Math.random() * 80_000_000)).slice(0, 8)
const first = `77${digits}`
const second = `78${digits}`

beforeAll(async () => {
  stage = await openStage()
  // these tests ask for more codes than one house may in an hour
  await stage.sql.query(
    `update private.verification_limits set most = most + 1000 where span > interval '1 minute'`,
  )
  ada = await stage.actor('Ada', 'customer', { locale: 'en-GB' })
  await stage.signIn(ada)
  await ada.page.goto('/settings')
})
afterAll(async () => {
  await stage?.sql.query('update private.verification_limits set most = most - 1000 where most > 1000')
  await stage?.close()
})

const section = (page: Page) => page.getByRole('region', { name: 'Phone for texts' })

async function codeAt(number: string): Promise<string> {
  const asked = new URLSearchParams({ kind: 'sms', to: `+44${number}` })
  const answer = await fetch(`${stage.sandboxUrl}/log?${asked}`)
  const { entries } = (await answer.json()) as { entries: { via: string; code?: string }[] }
  return entries.findLast(({ via }) => via === 'verify')?.code ?? ''
}

/** The cool-down of half a minute is over. */
const coolDown = () =>
  stage.sql.query(
    `update private.phone_verifications set created_at = created_at - interval '31 seconds' where user_id = $1`,
    [ada.id],
  )

async function askFor(number: string) {
  await section(ada.page).getByLabel('Mobile number').fill(number)
  await section(ada.page).getByRole('button', { name: 'Send code' }).click()
}

test('Ada writes her number as at home, is texted a code, pastes it, and the number is hers', async () => {
  const { page } = ada
  const part = section(page)
  const field = part.getByLabel('Mobile number')
  await field.waitFor()
  expect(await part.getByLabel('Country').inputValue()).toBe('GB')
  expect([await field.getAttribute('type'), await field.getAttribute('autocomplete')]).toEqual(['tel', 'tel'])
  expect(await axeFaults(page, { within: '#phone' })).toEqual([])

  await part.getByRole('button', { name: 'Send code' }).click()
  await part.getByText('Write your mobile number.').waitFor()
  await askFor('07700')
  await part.getByText('This is not a phone number. Check the digits and the country.').waitFor()
  await askFor('07700 900180')
  await part.getByText('This number cannot receive texts. Use a mobile number.').waitFor()
  expect(await axeFaults(page, { within: '#phone' })).toEqual([])
  await askFor(`0${first.slice(0, 4)} ${first.slice(4)}`)
  await part.getByText('You can ask for another code in').waitFor()
  await coolDown()
  await askFor(`0${first.slice(0, 4)} ${first.slice(4)}`)

  await part.getByText(/^We sent a code to \u2066/).waitFor()
  const code = part.getByLabel('Code from the text')
  expect([await code.getAttribute('inputmode'), await code.getAttribute('autocomplete')]).toEqual([
    'numeric',
    'one-time-code',
  ])
  expect(await code.evaluate((input) => input === document.activeElement)).toBe(true)
  expect(await part.getByRole('button', { name: /^Send again in 0:\d\d$/ }).isDisabled()).toBe(true)
  expect(await axeFaults(page, { within: '#phone' })).toEqual([])

  const right = await codeAt(first)
  await code.fill(right === '000000' ? '111111' : '000000')
  await part.getByText('This is not the code we sent. 4 tries are left.').waitFor()
  expect(await code.inputValue()).toBe('')

  // a phone may drop the page while its owner reads the text
  await page.reload()
  await part.getByText(/^We sent a code to \u2066/).waitFor()
  await part.getByLabel('Code from the text').focus()
  // as one edit, the way a paste or the phone's own suggestion fills it in
  await page.keyboard.insertText(`${right.slice(0, 3)} ${right.slice(3)}`)
  await part.getByText('Verified').waitFor()
  await part
    .getByText(`Your number ending in ${first.slice(-3).split('').join(' ')}`)
    .waitFor({ state: 'attached' })
  expect(await page.content()).not.toContain(first.slice(0, 7))
  expect(await axeFaults(page, { within: '#phone' })).toEqual([])
})

test('Ada changes her number: the new one takes the place of the old when it is proven, not before', async () => {
  const { page } = ada
  const part = section(page)
  await part.getByRole('button', { name: 'Change' }).click()
  await part.getByRole('button', { name: 'Keep the old number' }).click()
  await part.getByRole('button', { name: 'Change' }).click()
  await coolDown()
  await askFor(`+44 ${second}`)
  await part.getByText(/^We sent a code to \u2066/).waitFor()
  const owned = async () =>
    (await stage.sql.query('select e164 from public.phones where user_id = $1', [ada.id])).rows.map(
      ({ e164 }) => e164,
    )
  expect(await owned()).toEqual([`+44${first}`])

  await coolDown()
  await page.clock.install()
  await page.clock.fastForward(31_000)
  await part.getByRole('button', { name: 'Send again', exact: true }).click()
  await part.getByText('The code is on its way once more.').waitFor()
  await part.getByLabel('Code from the text').fill(await codeAt(second))
  await part.getByText('Verified').waitFor()
  expect(await owned()).toEqual([`+44${second}`])
})

test('Ada reads that her phone said STOP, and what brings the texts back', async () => {
  const inbound = (body: string) =>
    fetch(`${stage.sandboxUrl}/sms/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: `+44${second}`, body }),
    })
  await inbound('STOP')
  await expect
    .poll(
      async () => {
        await ada.page.reload()
        await section(ada.page).getByText('Verified').waitFor()
        return section(ada.page).getByText('This phone answered STOP').isVisible()
      },
      { timeout: 15_000 },
    )
    .toBe(true)
  expect(await axeFaults(ada.page, { within: '#phone' })).toEqual([])
  await inbound('START')
})

test('Ada cannot send anything offline, and is told so', async () => {
  await ada.context.setOffline(true)
  await section(ada.page).getByText('You are offline.').waitFor()
  expect(await section(ada.page).getByRole('button', { name: 'Change' }).isDisabled()).toBe(true)
  await ada.context.setOffline(false)
})

test('Ada removes her number, after she was asked', async () => {
  const { page } = ada
  await section(page).getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('dialog', { name: 'Remove this number?' }).waitFor()
  await page.keyboard.press('Escape')
  await section(page).getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Remove number' }).click()
  await section(page).getByLabel('Mobile number').waitFor()
  const { rowCount } = await stage.sql.query('select from public.phones where user_id = $1', [ada.id])
  expect(rowCount).toBe(0)
})

test('a number that does not load says so, and loads at the next try', async () => {
  const page = await ada.context.newPage()
  // its live topic is never joined, or the page would come back by itself before she presses
  await page.routeWebSocket('**/realtime/**', () => {})
  await page.route('**/rest/v1/rpc/my_phones', (route) =>
    route.fulfill({ status: 400, json: { code: 'P0001', message: 'no', details: null, hint: null } }),
  )
  await page.goto('/settings')
  await section(page).getByText('Your number did not load.').waitFor()
  await page.unroute('**/rest/v1/rpc/my_phones')
  await section(page).getByRole('button', { name: 'Try again' }).click()
  await section(page).getByLabel('Mobile number').waitFor()
  await page.close()
})

test('nothing on the way broke the page or its content security policy', () => {
  // the browser itself writes a line for every request that was refused
  expect(ada.complaints.filter((line) => !/Failed to load resource|net::ERR_INTERNET/.test(line))).toEqual([])
})
