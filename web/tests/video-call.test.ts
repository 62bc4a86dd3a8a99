import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { openCalling, soon } from './calling.ts'
import type { Actor } from './stage.ts'

let calling: Awaited<ReturnType<typeof openCalling>>
let ada: Actor
let sam: Actor
let desk: Actor

beforeAll(async () => {
  calling = await openCalling()
  ada = calling.ada
  sam = calling.sam
  desk = await calling.another()
  await calling.lasts({})
}, 240_000)
afterAll(() => calling?.stage.close())

const call = (one: Actor) => calling.dialog(one, one === ada ? 'Call with Sam' : 'Call with Ada')
const picture = (one: Actor) => call(one).getByLabel(one === ada ? 'Video of Sam' : 'Video of Ada')
const gone = { state: 'detached', ...soon } as const

/** The picture of the other moves: seconds of it that were shown, counted from now. */
async function seesTheOther(one: Actor) {
  const shown = () =>
    picture(one).evaluate((video: HTMLVideoElement) => (video.videoWidth > 0 ? video.currentTime : 0))
  await expect.poll(shown, soon).toBeGreaterThan(0)
  const before = await shown()
  await expect.poll(shown, soon).toBeGreaterThan(before + 0.3)
}
const both = () => Promise.all([seesTheOther(ada), seesTheOther(sam)])

test('the first device of Sam that takes it has it, and the other stops at once and says why', async () => {
  await calling.ring()
  await calling.dialog(desk, 'Ada is calling').waitFor(soon)
  await calling.dialog(sam, 'Ada is calling').getByRole('button', { name: 'Accept' }).click(soon)
  await desk.page.getByText('Answered on another device.').waitFor(soon)
  await calling.dialog(desk, 'Ada is calling').waitFor(gone)
  await call(sam).waitFor(soon)
}, 120_000)

test('the two see each other: moving pictures both ways, by the SDK they will have in production', async () => {
  await both()
  for (const one of [ada, sam]) {
    await expect.poll(() => call(one).getByRole('timer').count(), soon).toBe(1)
    expect(await axeFaults(one.page, { within: 'dialog[open]' })).toEqual([])
  }
}, 120_000)

test('who turns the camera off or is mute is shown so to the other, and is seen again, by the other camera too', async () => {
  await call(ada).getByRole('button', { name: 'Mute microphone' }).click()
  await call(sam).getByText('Ada is muted').waitFor(soon)
  await call(ada).getByRole('button', { name: 'Turn camera off' }).click()
  await call(sam).getByText('The camera of Ada is off').waitFor(soon)
  await call(ada).getByRole('button', { name: 'Turn camera on' }).click()
  await call(ada).getByRole('button', { name: 'Unmute microphone' }).click()
  await call(ada).getByRole('button', { name: 'Switch camera' }).click()
  await call(sam).getByText('Ada is muted').waitFor(gone)
  await seesTheOther(sam)
}, 120_000)

test('Ada makes the call small, writes to Sam while they talk, and is back where she was', async () => {
  const { page } = ada
  const button = (name: string) => call(ada).getByRole('button', { name })
  // Escape does not end it
  await page.keyboard.press('Escape')
  await button('Back to the call with Sam').waitFor(soon)
  await seesTheOther(ada)
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  await expect.poll(focused, soon).toMatch(/call with Sam/)
  expect(await axeFaults(page, { within: 'dialog[open]' })).toEqual([])
  await page
    .getByRole('link', { name: /chat|message/i })
    .first()
    .click(soon)
  const write = page.getByRole('textbox', { name: 'Message' })
  await write.fill('I am at the back door')
  await write.press('Enter')
  await page.getByText('I am at the back door').last().waitFor(soon)
  await seesTheOther(ada)
  // clear of what was said last and of what one writes in, on the side where a line ends
  const box = await call(ada).boundingBox()
  const writing = await write.boundingBox()
  if (!box || !writing) throw new Error('both are on the page')
  expect(box.y + box.height).toBeLessThanOrEqual(writing.y)
  expect(box.x + box.width).toBeGreaterThan(390 - 24)
  expect(box.x).toBeGreaterThan(390 / 2)
  const newest = await page.getByText('I am at the back door').last().boundingBox()
  expect(box.y + box.height).toBeLessThanOrEqual(newest?.y ?? 0)
  // muted from the tile, and heard of by the other
  await button('Mute microphone').click()
  await call(sam).getByText('Ada is muted').waitFor(soon)
  await button('Unmute microphone').click()
  await write.focus()
  await button('Back to the call with Sam').click()
  await button('Make the call small').waitFor(soon)
  await seesTheOther(ada)
  await button('Make the call small').click()
  // back in what she was writing
  await expect.poll(() => write.evaluate((field) => field === document.activeElement), soon).toBe(true)
  expect(await calling.statusOf()).toBe('accepted')
}, 120_000)

test('a page that is loaded anew in the middle of a call is in it again', async () => {
  await sam.page.reload()
  await call(sam).waitFor(soon)
  await both()
  expect(await calling.statusOf()).toBe('accepted')
}, 120_000)

test('who hangs up ends it for both, and the conversation says how long it was', async () => {
  // she has it small and is at something else: she is told, and not stopped
  const told = ada.page.getByText('Call ended', { exact: true }).waitFor(soon)
  await call(sam).getByRole('button', { name: 'End call' }).click()
  await told
  await Promise.all([ada, sam].map((one) => call(one).waitFor(gone)))
  expect(await ada.page.getByRole('dialog').count()).toBe(0)
  await expect.poll(calling.statusOf, soon).toBe('completed')
  await ada.page.goto(`/orders/${calling.orderId}/chat`)
  // names stand apart from the words around them
  await ada.page.getByText(/^\W*Ada\W* called \W*Sam\W* · \W*\d+ (sec|min)/).waitFor(soon)
}, 120_000)

test('at its limit the server ends the call for both, whatever their browsers do', async () => {
  await calling.lasts({ call: 5 })
  await ada.page.goto(`/orders/${calling.orderId}`)
  await calling.ring()
  await calling.dialog(sam, 'Ada is calling').getByRole('button', { name: 'Accept' }).click(soon)
  for (const one of [ada, sam]) {
    const over = calling.dialog(one, 'The time of this call is over')
    await over.getByText(/^You talked for \d+ (sec|min)\.$/).waitFor(soon)
    await over.getByRole('button', { name: 'Close' }).click()
  }
  expect((await calling.newest())?.end_reason).toBe('time_limit')
  const left = () =>
    calling.stage.sql
      .query(
        'select 1 from private.call_closings k join public.calls c on c.id = k.call_id where c.room_id = $1',
        [calling.roomId],
      )
      .then(({ rows }) => rows.length)
  await expect.poll(left, soon).toBe(0)
  for (const one of [ada, sam, desk]) expect(one.complaints).toEqual([])
}, 120_000)
