import { afterAll, beforeAll, expect, test } from 'vitest'
import { play } from './journey.ts'
import {
  allScreens,
  type Ids,
  lookAt,
  lookRightToLeft,
  phone,
  routesOfTheApp,
  screensOfCustomers,
  screensOfNobody,
  screensOfPartners,
} from './screens.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let ids: Ids

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  const grace = await stage.actor('Grace', 'staff')
  for (const { page } of [ada, sam]) page.setDefaultTimeout(45_000)
  ids = await play(stage, ada, sam, grace)
}, 120_000)
afterAll(() => stage?.close())

const slow = { timeout: 180_000 }

test('every route of the app has its screen in one of these tests', () => {
  const routes = routesOfTheApp().filter((route) => route !== '/design')
  expect(routes.length).toBeGreaterThan(20)
  expect(routes.filter((route) => !allScreens.some((screen) => screen.route === route))).toEqual([])
})

for (const { path, shows } of screensOfNobody) {
  test(
    `a visitor at ${path({} as Ids)}: 390 and 1280 px, light and dark, nothing for axe to find`,
    slow,
    async () => {
      await ada.page.goto(path(ids), { waitUntil: 'commit' })
      await ada.page.getByText(shows).filter({ visible: true }).first().waitFor()
      await lookAt(ada.page, path(ids))
    },
  )
}

const walks = [
  { who: () => ada, name: 'Ada', screens: screensOfCustomers },
  { who: () => sam, name: 'Sam', screens: screensOfPartners },
]
const named: Ids = {
  order: ':order',
  offer: ':offer',
  room: ':room',
  request: ':request',
  announcement: ':id',
  booking: ':booking',
}
for (const { who, name, screens } of walks) {
  test(`${name} signs in`, slow, async () => {
    await who().page.setViewportSize(phone)
    await stage.signIn(who())
  })
  for (const { path, shows } of screens) {
    test(
      `${name} at ${path(named)}: 390 and 1280 px, light and dark, nothing for axe to find`,
      slow,
      async () => {
        const { page } = who()
        await page.setViewportSize(phone)
        await page.goto(path(ids), { waitUntil: 'commit' })
        await page.getByText(shows).filter({ visible: true }).first().waitFor()
        await lookAt(page, path(ids))
      },
    )
  }
  test(`${name} reads from right to left, and no screen breaks`, slow, async () => {
    const { page } = who()
    await page.evaluate(() => localStorage.setItem('orderline.locale', 'ar'))
    for (const { path } of screens) {
      await page.setViewportSize(phone)
      await page.goto(path(ids), { waitUntil: 'commit' })
      await lookRightToLeft(page, path(ids))
    }
  })
  test(`no page of ${name} complained, and none was refused by its content security policy`, () => {
    // the address of a mail that is none is refused, as it should be
    const unusual = who().complaints.filter((line) => !line.endsWith('/functions/v1/unsubscribe/none'))
    expect(unusual).toEqual([])
  })
}

test('the design system is not in a build for people', slow, async () => {
  await ada.page.goto('/design', { waitUntil: 'commit' })
  await ada.page.getByRole('heading', { level: 1 }).waitFor()
  expect(await ada.page.getByRole('tablist', { name: 'Chapters' }).count()).toBe(0)
})
