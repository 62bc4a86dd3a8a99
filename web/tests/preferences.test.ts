import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', { timezoneId: 'Europe/Lisbon' })
  await stage.signIn(ada)
})
afterAll(() => stage?.close())

const cell = (name: string) => ada.page.getByRole('switch', { name, exact: true })
const chosen = async () =>
  (
    await ada.supabase.from('preferences').select('category, channel, is_enabled, source').order('updated_at')
  ).data?.map((row) => `${row.category} ${row.channel} ${row.is_enabled ? 'on' : 'off'} ${row.source}`)
const hours = async () =>
  (await ada.supabase.from('quiet_hours').select('starts, ends, weekdays, is_enabled')).data?.[0]

test('Ada finds her settings in the account menu: SMS and offers are off, what is critical is locked and says why', async () => {
  await ada.page.getByRole('button', { name: 'Account' }).click()
  await ada.page.getByRole('link', { name: 'Settings' }).click()
  await ada.page.getByRole('heading', { name: 'What you are told' }).waitFor()
  await cell('Your orders by SMS').waitFor()
  expect(await ada.page.getByRole('switch', { name: /by SMS$/, checked: true }).count()).toBe(0)
  expect(await cell('Your orders by push').isChecked()).toBe(true)
  for (const by of ['in the app', 'by push', 'by SMS', 'by email'])
    expect(await cell(`Offers ${by}`).isChecked()).toBe(false)
  const security = ada.page.getByRole('row', { name: /^Security/ }).first()
  expect(await security.getByRole('switch').count()).toBe(1)
  expect(await security.textContent()).toContain('always on')
  expect(await ada.page.getByText('Always on: needed for your safety.').first().isVisible()).toBe(true)
  expect(await ada.page.getByText('System', { exact: true }).count(), 'what is for staff').toBe(0)
})

test('the words she agrees to stand beside the switch, are read out with it, and their version is kept', async () => {
  const description = await cell('Your orders by SMS').evaluate(
    (input) => document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent,
  )
  expect(description).toContain('Reply STOP')
  await cell('Your orders by SMS').check({ force: true })
  await expect.poll(chosen).toEqual(['order sms on app'])
  await cell('Offers by email').check({ force: true })
  await expect.poll(chosen).toEqual(['order sms on app', 'promotion email on app'])
  const { data } = await ada.supabase
    .from('consent_log')
    .select('category, is_enabled, wording_version')
    .order('id')
  expect(data).toEqual([
    { category: 'order', is_enabled: true, wording_version: 'sms-1' },
    { category: 'promotion', is_enabled: true, wording_version: 'offers-1' },
  ])
})

test('she finds what she agreed to, newest first, with the words that stood beside it', async () => {
  const agreed = ada.page.getByRole('region', { name: 'What you agreed to' })
  await agreed.getByText('On: Offers by email').waitFor({ timeout: 20_000 })
  const lines = agreed.getByRole('listitem')
  expect(await lines.allTextContents()).toMatchObject([
    expect.stringContaining('On: Offers by email'),
    expect.stringContaining('On: Your orders by SMS'),
  ])
  await lines.nth(1).getByText('The words beside it').click()
  await lines.nth(1).getByText('Reply STOP to end them', { exact: false }).waitFor()
})

test('what she sets on one device shows on the other without a word from her', async () => {
  const other = await ada.context.newPage()
  await Promise.all([other.goto('/settings'), ada.page.goto('/settings')])
  const there = other.getByRole('switch', { name: 'Refunds by email' })
  await there.waitFor()
  await expect.poll(() => there.isChecked()).toBe(true)
  await cell('Refunds by email').uncheck({ force: true })
  await expect.poll(() => there.isChecked(), { timeout: 5000 }).toBe(false)
  await ada.supabase.rpc('set_quiet_hours', { is_enabled: true, starts: '21:00', ends: '06:00' })
  await expect
    .poll(() => other.getByLabel('From', { exact: true }).inputValue(), { timeout: 5000 })
    .toBe('21:00')
  await ada.supabase.rpc('set_quiet_hours', { is_enabled: false, starts: '22:00', ends: '07:00' })
  await cell('Refunds by email').check({ force: true })
  await expect.poll(() => there.isChecked(), { timeout: 5000 }).toBe(true)
  await other.close()
})

test('a link to one of the sections leads there, also when those above it load later', async () => {
  const link = await ada.context.newPage()
  await link.route('**/rest/v1/rpc/preference_grid', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800))
    await route.continue()
  })
  await link.goto('/settings#quiet-hours')
  await link.getByRole('switch', { name: 'Refunds by email' }).waitFor()
  const top = async () => (await link.getByRole('heading', { name: 'Quiet hours' }).boundingBox())?.y
  await expect.poll(top, { timeout: 5000 }).toBeLessThan(140)
  await link.close()
})

test('with the keyboard alone she goes from switch to switch and presses one', async () => {
  await cell('Your orders by push').focus()
  await ada.page.keyboard.press('Space')
  await expect.poll(chosen).toContain('order web_push off app')
  await ada.page.keyboard.press('Tab')
  expect(await cell('Your orders by SMS').evaluate((input) => input === document.activeElement)).toBe(true)
  await ada.page.keyboard.press('Shift+Tab')
  await ada.page.keyboard.press('Space')
  await expect.poll(chosen).toContain('order web_push on app')
})

test('many quick presses end as the last one said, here and on the server', async () => {
  const wanted = cell('Your orders by email')
  for (let press = 0; press < 5; press += 1) await wanted.click({ force: true })
  expect(await wanted.isChecked()).toBe(false)
  await expect.poll(chosen).toContain('order email off app')
  expect(await wanted.isChecked()).toBe(false)
  await ada.page.reload()
  await wanted.waitFor()
  expect(await wanted.isChecked()).toBe(false)
})

test('a switch that could not be saved goes back and says so, and saves when she tries again', async () => {
  await ada.page.route('**/rpc/set_preference', (route) => route.fulfill({ status: 500, json: {} }))
  const wanted = cell('Your orders in the app')
  await wanted.click({ force: true })
  await ada.page.getByText(/^Not saved/).waitFor()
  await expect.poll(() => wanted.isChecked()).toBe(true)
  await ada.page.unroute('**/rpc/set_preference')
  await ada.page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(chosen).toContain('order in_app off app')
  expect(await wanted.isChecked()).toBe(false)
})

test('she sets quiet hours over midnight, for some days, by the clock of this device', async () => {
  await ada.page.getByRole('switch', { name: 'Quiet hours' }).check({ force: true })
  await expect.poll(hours).toMatchObject({ is_enabled: true, starts: '22:00:00', ends: '07:00:00' })
  await ada.page.getByLabel('From', { exact: true }).fill('21:30')
  await expect.poll(hours).toMatchObject({ starts: '21:30:00' })
  await ada.page.getByText('9 h 30 min, into the next morning').waitFor()
  await ada.page.getByRole('button', { name: 'Sunday' }).click()
  await expect.poll(hours).toMatchObject({ weekdays: [1, 2, 3, 4, 5, 6] })
  await ada.page.getByLabel('To', { exact: true }).fill('21:30')
  await ada.page.getByText('Choose another end.').waitFor()
  expect(await hours()).toMatchObject({ ends: '07:00:00' })
  await ada.page.getByLabel('To', { exact: true }).fill('06:45')
  await expect
    .poll(hours)
    .toMatchObject({ starts: '21:30:00', ends: '06:45:00', weekdays: [1, 2, 3, 4, 5, 6] })
  await ada.page.getByRole('button', { name: /^Use Lisbon/ }).click()
  await ada.page.getByText('By the clock of Lisbon').waitFor()
  await ada.page.getByRole('button', { name: /^Use Lisbon/ }).waitFor({ state: 'detached' })
  const { data } = await ada.supabase.from('profiles').select('time_zone').eq('id', ada.id).single()
  expect(data).toEqual({ time_zone: 'Europe/Lisbon' })
})

test('after STOP every SMS switch is locked and says how to allow it again', async () => {
  await stage.sql.query(
    `insert into public.phones (user_id, e164, verified_at) values ($1, '+4477009' || floor(random() * 90000 + 10000), now())`,
    [ada.id],
  )
  await stage.sql.query(
    `select private.suppress('sms', e164, 'stop') from public.phones where user_id = $1`,
    [ada.id],
  )
  await ada.page.reload()
  await ada.page.getByText(/^You texted STOP/).waitFor()
  expect(await ada.page.getByRole('switch', { name: /by SMS$/ }).count()).toBe(0)
})

test('offline the page keeps what was loaded, says so, and lets nothing be switched', async () => {
  await ada.context.setOffline(true)
  await ada.page.getByText('You are offline. The switches work again').waitFor()
  expect(await cell('Your orders by push').isDisabled()).toBe(true)
  await ada.context.setOffline(false)
  await expect.poll(() => cell('Your orders by push').isEnabled()).toBe(true)
})

test('a grid that does not load says so and loads when she tries again', async () => {
  const page = await ada.context.newPage()
  // its live topic is never joined, or the page would come back by itself before she presses
  await page.routeWebSocket('**/realtime/**', () => {})
  await page.route('**/rpc/preference_grid', (route) =>
    route.fulfill({ status: 403, json: { message: 'no' } }),
  )
  await page.goto('/settings')
  await page.getByText('Your choices did not load.').waitFor()
  await page.unroute('**/rpc/preference_grid')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.getByRole('switch', { name: 'Your orders by push' }).waitFor()
  await page.close()
})

test.each([
  [390, 'light'],
  [390, 'dark'],
  [1280, 'light'],
  [1280, 'dark'],
] as const)(
  'at %i pixels in the %s everything is reachable by everybody and nothing hangs over the edge',
  async (width, colorScheme) => {
    await ada.page.setViewportSize({ width, height: 844 })
    await ada.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await ada.page.getByRole('heading', { name: 'Quiet hours' }).waitFor()
    expect(await axeFaults(ada.page)).toEqual([])
    expect(
      await ada.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0)
    const small = await ada.page.$$eval('main button, main label:has(input[role=switch])', (elements) =>
      elements
        .map((element) => [element.textContent, element.getBoundingClientRect().height] as const)
        .filter(([, height]) => height < 44),
    )
    expect(small).toEqual([])
  },
)

test('the page complained of nothing but the failures that the test caused', () => {
  expect(
    ada.complaints.filter(
      (line) => !/status of (500|403)|ERR_INTERNET_DISCONNECTED|Failed to fetch|WebSocket/.test(line),
    ),
  ).toEqual([])
})
