import { afterAll, beforeAll, expect, test } from 'vitest'
import { play } from './journey.ts'
import { type Ids, lookAt, lookRightToLeft, phone, screensOfStaff } from './screens.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let grace: Actor
let ids: Ids

beforeAll(async () => {
  stage = await openStage()
  grace = await stage.actor('Grace', 'staff')
  grace.page.setDefaultTimeout(45_000)
  ids = await play(stage, await stage.actor('Ada', 'customer'), await stage.actor('Sam', 'partner'), grace)
  await stage.signIn(grace)
}, 120_000)
afterAll(() => stage?.close())

const slow = { timeout: 180_000 }
const named: Ids = {
  order: ':order',
  offer: ':offer',
  room: ':room',
  request: ':request',
  announcement: ':id',
  booking: ':booking',
}

for (const { path, shows } of screensOfStaff) {
  test(
    `Grace at ${path(named)}: 390 and 1280 px, light and dark, nothing for axe to find`,
    slow,
    async () => {
      await grace.page.setViewportSize(phone)
      await grace.page.goto(path(ids), { waitUntil: 'commit' })
      await grace.page.getByText(shows).filter({ visible: true }).first().waitFor()
      await lookAt(grace.page, path(ids))
    },
  )
}

test('Grace reads from right to left, and no screen breaks', slow, async () => {
  await grace.page.evaluate(() => localStorage.setItem('orderline.locale', 'ar'))
  for (const { path } of screensOfStaff) {
    await grace.page.setViewportSize(phone)
    await grace.page.goto(path(ids), { waitUntil: 'commit' })
    await lookRightToLeft(grace.page, path(ids))
  }
})

test('no page of Grace complained, and none was refused by its content security policy', () => {
  expect(grace.complaints).toEqual([])
})
