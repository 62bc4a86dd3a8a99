import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { play } from './journey.ts'
import {
  phone,
  type Screen,
  screensOfCustomers,
  screensOfNobody,
  screensOfPartners,
  screensOfStaff,
  settled,
  wide,
} from './screens.ts'
import { openStage } from './stage.ts'

// Takes docs/gallery.md anew from a running stack: set -a; eval "$(npm run -s status -- -o env)"; node --import tsx web/tests/gallery.ts
const docs = fileURLToPath(new URL('../../docs/', import.meta.url))
const folder = 'images/gallery'
const looks = [
  { name: 'phone', size: phone, colorScheme: 'light', locale: 'en' },
  { name: 'dark', size: phone, colorScheme: 'dark', locale: 'en' },
  { name: 'wide', size: wide, colorScheme: 'light', locale: 'en' },
  { name: 'arabic', size: phone, colorScheme: 'light', locale: 'ar' },
] as const

const stage = await openStage()
const ada = await stage.actor('Ada', 'customer', { locale: 'en-GB' })
const sam = await stage.actor('Sam', 'partner', { locale: 'en-GB' })
const grace = await stage.actor('Grace', 'staff', { locale: 'en-GB' })
const ids = await play(stage, ada, sam, grace)

/** Half as heavy as the same PNG; Playwright itself has only PNG and JPEG. */
async function shoot(page: Page, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 })
  await session.detach()
  writeFileSync(join(docs, folder, file), Buffer.from(data, 'base64'))
}

// the same address is another screen for another role
const fileOf = (role: string, path: string, look: string) =>
  `${role}-${path.replaceAll(/[/?=]/g, ' ').trim().replaceAll(/[ :]+/g, '-') || 'start'}-${look}.webp`
const named = Object.fromEntries(Object.keys(ids).map((key) => [key, key])) as typeof ids

async function take(role: string, page: Page, screens: readonly Screen[]): Promise<string[]> {
  for (const { name, size, colorScheme, locale } of looks) {
    await page.evaluate((next) => localStorage.setItem('orderline.locale', next), locale)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(size)
    for (const { path } of screens) {
      await page.goto(path(ids), { waitUntil: 'commit' })
      await settled(page)
      // lists and maps may still fetch after the first words are there
      await page.waitForLoadState('networkidle').catch(() => undefined)
      await pause(1500)
      await shoot(page, fileOf(role, path(named), name))
    }
    await page.evaluate(() => localStorage.setItem('orderline.locale', 'en'))
  }
  return screens.flatMap(({ path }) => {
    const pictures = looks.map(({ name, size }) => {
      const width = size === wide ? 380 : 150
      return `<img src="${folder}/${fileOf(role, path(named), name)}" width="${width}" alt="${path(named)}, ${name}">`
    })
    return ['', `### \`${path(named)}\``, '', pictures.join(' ')]
  })
}

rmSync(join(docs, folder), { recursive: true, force: true })
mkdirSync(join(docs, folder), { recursive: true })
const page = [
  '# Every screen',
  '',
  'Each screen of the app at 390 px, in the dark, at 1280 px and from right to left, taken by [web/tests/gallery.ts](../web/tests/gallery.ts) from a running stack.',
]
const chapters = [
  { title: 'Before signing in', role: 'visitor', actor: ada, screens: screensOfNobody, isSignedIn: false },
  { title: 'Customers', role: 'customer', actor: ada, screens: screensOfCustomers, isSignedIn: true },
  { title: 'Partners', role: 'partner', actor: sam, screens: screensOfPartners, isSignedIn: true },
  { title: 'Staff', role: 'staff', actor: grace, screens: screensOfStaff, isSignedIn: true },
]
for (const { title, role, actor, screens, isSignedIn } of chapters) {
  if (isSignedIn) await stage.signIn(actor)
  else await actor.page.goto('/sign-in')
  page.push('', `## ${title}`, ...(await take(role, actor.page, screens)))
}
writeFileSync(join(docs, 'gallery.md'), `${page.join('\n')}\n`)
await stage.close()
