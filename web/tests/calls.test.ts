import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { openCalling, soon } from './calling.ts'
import type { Actor } from './stage.ts'

let calling: Awaited<ReturnType<typeof openCalling>>
let ada: Actor
let sam: Actor
/** Sam again, at another browser. */
let desk: Actor

beforeAll(async () => {
  calling = await openCalling()
  ada = calling.ada
  sam = calling.sam
  desk = await calling.another()
}, 240_000)
afterAll(() => calling?.stage.close())
beforeEach(() => calling.lasts({}))

const card = (one: Actor) => calling.dialog(one, 'Ada is calling')
const calls = () => calling.dialog(ada, 'Calling Sam')
const gone = { state: 'detached', ...soon } as const

test('before she calls Ada sees herself, how loud she is heard, and how long the call may last', async () => {
  await ada.page.getByRole('button', { name: 'Video call with Sam' }).click(soon)
  const before = calling.dialog(ada, 'Call Sam?')
  await before.getByText('A call of up to 10 min.').waitFor(soon)
  await before.getByRole('meter', { name: 'Level of your microphone' }).waitFor(soon)
  const picture = before.getByLabel('Your camera', { exact: true })
  await expect
    .poll(() => picture.evaluate((video: HTMLVideoElement) => video.videoWidth), soon)
    .toBeGreaterThan(0)
  await before.getByLabel('Camera', { exact: true }).waitFor(soon)
  expect(await axeFaults(ada.page, { within: 'dialog[open]' })).toEqual([])
  await before.getByRole('button', { name: 'Close' }).click()
  await before.waitFor(gone)
}, 120_000)

test('it rings on every device of Sam, over whatever page is open, and Escape neither takes nor ends it', async () => {
  await calling.ring()
  for (const one of [sam, desk]) {
    await card(one).waitFor(soon)
    await card(one).getByText('About order').waitFor(soon)
  }
  expect(await axeFaults(sam.page, { within: 'dialog[open]' })).toEqual([])
  expect(await axeFaults(ada.page, { within: 'dialog[open]' })).toEqual([])
  for (let pressed = 0; pressed < 3; pressed++) await sam.page.keyboard.press('Escape')
  // nor does what he was typing when it rang
  await sam.page.keyboard.press('Enter')
  await sam.page.keyboard.press('Space')
  await card(sam).waitFor(soon)
  expect(await calling.statusOf()).toBe('ringing')
  await calls().getByRole('button', { name: 'Cancel' }).click()
  for (const one of [sam, desk]) {
    await one.page.getByText('Missed call from Ada.').waitFor(soon)
    await card(one).waitFor(gone)
  }
  await calls().waitFor(gone)
  expect(await calling.statusOf()).toBe('cancelled')
}, 120_000)

test('a page of Sam that opens while it rings shows it, and declining stops it everywhere', async () => {
  await calling.ring()
  await card(desk).waitFor(soon)
  await desk.page.reload()
  await card(desk).getByRole('button', { name: 'Decline' }).click(soon)
  await card(sam).waitFor(gone)
  const over = calling.dialog(ada, 'Sam cannot talk now')
  await over.waitFor(soon)
  expect(await axeFaults(ada.page, { within: 'dialog[open]' })).toEqual([])
  await over.getByRole('button', { name: 'Close' }).click()
  await over.waitFor(gone)
}, 120_000)

test('when nobody answers Ada is told so, Sam that he missed it, and she may call again', async () => {
  await calling.lasts({ ring: 8 })
  await calling.ring()
  await card(sam).waitFor(soon)
  const over = calling.dialog(ada, 'Sam did not answer')
  await over.waitFor(soon)
  await sam.page.getByText('Missed call from Ada.').waitFor(soon)
  await card(sam).waitFor(gone)
  await calling.lasts({})
  await over.getByRole('button', { name: 'Call again' }).click()
  await calls().waitFor(soon)
  await card(sam).waitFor(soon)
  await calls().getByRole('button', { name: 'Cancel' }).click(soon)
  await card(sam).waitFor(gone)
}, 120_000)

test('the button of a push declines the call that it is about', async () => {
  await calling.ring()
  await card(desk).waitFor(soon)
  const { id } = (await calling.newest()) ?? {}
  await desk.page.goto(`/orders/${calling.orderId}?decline=${id}`)
  await expect.poll(calling.statusOf, soon).toBe('declined')
  await calling.dialog(ada, 'Sam cannot talk now').getByRole('button', { name: 'Close' }).click(soon)
  await expect.poll(() => desk.page.url(), soon).not.toContain('decline')
}, 120_000)

test('who keeps the camera from the page is told the way back, and may try again', async () => {
  await ada.context.clearPermissions()
  await ada.page.reload()
  await ada.page.getByRole('button', { name: 'Video call with Sam' }).click(soon)
  const before = calling.dialog(ada, 'Call Sam?')
  await before.getByText('Camera and microphone are blocked for this page.').waitFor(soon)
  await before.getByText('Press the icon left of the address').waitFor(soon)
  expect(await before.getByRole('button', { name: 'Call now' }).isDisabled()).toBe(true)
  expect(await axeFaults(ada.page, { within: 'dialog[open]' })).toEqual([])
  await ada.context.grantPermissions(['camera', 'microphone'])
  await before.getByRole('button', { name: 'Try again' }).click()
  await before.getByLabel('Your camera', { exact: true }).waitFor(soon)
  await before.getByRole('button', { name: 'Close' }).click()
  for (const one of [ada, sam, desk]) expect(one.complaints).toEqual([])
}, 120_000)
