import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axeFaults, still } from './axe.ts'

export const phone = { width: 390, height: 844 }
export const wide = { width: 1280, height: 800 }
const sizes = [phone, wide]

/** Until the page has its heading and nothing on it says that it loads, and its letters have their form. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('h1') !== null && !document.querySelector('[role=status][aria-busy=true]'),
    undefined,
    { timeout: 30_000 },
  )
  await still(page)
}

/** What is wider than its page, so that a reader would have to scroll sideways. */
const sidewaysIn = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('#page, #page > div, main, main > div')]
      .filter((box) => box.scrollWidth > box.clientWidth + 1 && getComputedStyle(box).overflowX !== 'hidden')
      .map((box) => `${box.tagName} ${box.className}: ${box.scrollWidth} > ${box.clientWidth}`),
  )

/** Looks at one screen at 390 and 1280 px, light and dark, as it stands on the page: axe, and nothing to scroll sideways. */
export async function lookAt(page: Page, name: string): Promise<void> {
  const faults: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await settled(page)
      // what the dark can change is colour
      const found = await axeFaults(page, colorScheme === 'dark' ? { rules: ['color-contrast'] } : {})
      for (const fault of [...found, ...(await sidewaysIn(page))])
        faults.push(`${name}, ${size.width}, ${colorScheme}: ${fault}`)
    }
  }
  expect(faults, faults.join('; ')).toEqual([])
}

/** Looks at one screen in Arabic, at both sizes: the direction, axe, and nothing to scroll sideways. */
export async function lookRightToLeft(page: Page, name: string): Promise<void> {
  const faults: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    await settled(page)
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
    const found = size === phone ? await axeFaults(page) : []
    for (const fault of [...found, ...(await sidewaysIn(page))])
      faults.push(`${name}, ${size.width}: ${fault}`)
  }
  expect(faults, faults.join('; ')).toEqual([])
}

/** Every route of the app, as app.tsx spells it. */
export function routesOfTheApp(): string[] {
  const source = readFileSync(new URL('../src/app/app.tsx', import.meta.url), 'utf8')
  return [...source.matchAll(/<Route[^>]*? path=(?:"([^"]+)"|\{(\S+)\})/g)].map(
    ([, text, code = '']) => text ?? code.replace(/[`$]/g, ''),
  )
}

/** Where the screens of a test lie: the ids that their addresses bear. */
export type Ids = {
  order: string
  offer: string
  room: string
  request: string
  announcement: string
  booking: string
}
export type Screen = { route: string; path: (ids: Ids) => string; shows: RegExp }

const at = (route: string, shows: RegExp, path: string | ((ids: Ids) => string)): Screen => ({
  ...{ route, shows, path: typeof path === 'string' ? () => path : path },
})

export const screensOfNobody = [
  at('paths.signIn', /Sign in/, '/sign-in'),
  at('paths.signUp', /account/, '/sign-up'),
  at('paths.resetPassword', /password/i, '/reset-password'),
  at('paths.newPassword', /password/i, '/new-password'),
  at('{paths.unsubscribe}/:token?', /./, '/unsubscribe/none'),
]
export const screensOfCustomers = [
  at('orders', /Harbour Road/, '/orders'),
  at('new', /Pickup address/, '/orders/new'),
  at(':orderId/*', /Out for delivery/, ({ order }) => `/orders/${order}`),
  at(':orderId/*', /please knock/, ({ order }) => `/orders/${order}/chat`),
  at('messages/:roomId?', /Where is my parcel/, '/messages'),
  at('messages/:roomId?', /please knock/, ({ room }) => `/messages/${room}`),
  at('notifications/*', /Out for delivery|on the way/i, '/notifications'),
  at('help', /Where is my parcel/, '/help'),
  at('help/new', /./, '/help/new'),
  at('help/:roomId', /Where is my parcel/, ({ request }) => `/help/${request}`),
  at('bookings', /Home care/, '/bookings'),
  at('bookings/new', /What would you like to book/, '/bookings/new'),
  at('bookings/:bookingId', /Ring twice/, ({ booking }) => `/bookings/${booking}`),
  at('settings', /Quiet hours/, '/settings'),
  at('*', /./, '/nowhere'),
]
export const screensOfPartners = [
  at('bookings', /My week/, '/bookings'),
  at('bookings/hours', /Days that differ/, '/bookings/hours'),
  at('bookings/:bookingId', /Ring twice/, ({ booking }) => `/bookings/${booking}`),
  at('orders', /Harbour Road/, '/orders'),
  at(':orderId/*', /Out for delivery/, ({ order }) => `/orders/${order}`),
]
export const screensOfStaff = [
  at('bookings', /Show what was cancelled/, '/bookings'),
  at('bookings/hours', /Days that differ/, '/bookings/hours'),
  at('bookings/new', /Who is it for/, '/bookings/new'),
  at('bookings/services', /Carers and rooms/, '/bookings/services'),
  at('bookings/services', /Minutes it takes/, '/bookings/services?service='),
  at('bookings/services', /Choose a partner/, '/bookings/services?resource='),
  at('orders/:orderId/replay', /./, ({ order }) => `/orders/${order}/replay`),
  at('support/reports', /Reports/, '/support/reports'),
  at('support/replies', /./, '/support/replies'),
  at('support/:roomId?', /./, '/support'),
  at('support/:roomId?', /Where is my parcel/, ({ request }) => `/support/${request}`),
  at('operations/:orderId?', /./, '/operations'),
  at('operations/:orderId?', /Out for delivery/, ({ order }) => `/operations/${order}`),
  at('health', /./, '/health'),
  at('audit', /./, '/audit'),
  at('people/:personId?', /./, '/people'),
  at('announcements', /Announcements/, '/announcements'),
  at(
    'announcements/:announcementId',
    /New opening hours/,
    ({ announcement }) => `/announcements/${announcement}`,
  ),
]
export const allScreens = [...screensOfNobody, ...screensOfCustomers, ...screensOfPartners, ...screensOfStaff]
