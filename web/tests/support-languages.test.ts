import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roomWords } from '../src/features/chat/room/words.ts'
import { roomsWords } from '../src/features/chat/rooms-page/words.ts'
import { askingWords } from '../src/features/support/words/asking.ts'
import { words as inArabic } from '../src/features/support/words/asking-ar.ts'
import { queueWords } from '../src/features/support/words/queue.ts'
import { words as inSpanish } from '../src/features/support/words/queue-es.ts'
import { reportsWords } from '../src/features/support/words/reports.ts'
import { shelfWords } from '../src/features/support/words/shelf.ts'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

// words of this run only: the stack may remember others
const tag = crypto.randomUUID().slice(0, 6)
const subject = `زر مفقود ${tag}`
let stage: Stage
let ada: Actor
let grace: Actor
let roomId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  grace = await stage.actor('Grace', 'staff', { colorScheme: 'dark' })
  await Promise.all([stage.signIn(ada), stage.signIn(grace)])
  for (const [{ page }, locale] of [
    [ada, 'ar'],
    [grace, 'es'],
  ] as const)
    await page.evaluate((chosen) => localStorage.setItem('orderline.locale', chosen), locale)
})
afterAll(() => stage?.close())

const catalogues = [askingWords, queueWords, reportsWords, shelfWords, roomWords, roomsWords]
const textsOf = (words: unknown): string[] =>
  typeof words === 'string'
    ? [words]
    : typeof words === 'object' && words !== null
      ? Object.values(words).flatMap(textsOf)
      : []
// one word alone may be a name, or the same in Spanish
const english = catalogues.flatMap((one) => textsOf(one.now())).filter((text) => /\p{L} \p{L}/u.test(text))

/** English sentences of chat and support that are seen, or heard by who listens to the page. */
async function englishIn(page: Page): Promise<string[]> {
  const said = await page
    .locator('main')
    .evaluate((main) =>
      [
        main.textContent,
        ...[...main.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap((element) =>
          ['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
        ),
      ].join('\n'),
    )
  return english.filter((text) => said.includes(text))
}
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
async function looksRight(page: Page): Promise<void> {
  expect(await englishIn(page)).toEqual([])
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(await axeFaults(page, { within: 'main' })).toEqual([])
}

test('Ada asks for help in Arabic, from right to left, and is told there what is missing', async () => {
  const { page } = ada
  await page.goto('/help/new')
  await page.getByRole('button', { name: inArabic.send, exact: true }).click()
  await page.getByText(inArabic.subjectMissing).waitFor()
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
  await looksRight(page)
  await page.getByLabel(inArabic.subject).fill(subject)
  await page.getByLabel(inArabic.body).fill(`كان أزرق ${tag}`)
  await page.getByRole('button', { name: inArabic.send, exact: true }).click()
  await page.waitForURL(/\/help\/[0-9a-f-]{36}$/)
  roomId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.goto('/help')
  await page.getByRole('link', { name: subject }).waitFor()
  await page.getByText(inArabic.states.waiting).waitFor()
  await looksRight(page)
})

test('Grace, on a phone in the dark and in Spanish, finds it in the queue', async () => {
  const { page } = grace
  await page.goto('/support')
  await page
    .getByRole('link', { name: subject })
    .getByText(/^Espera desde hace/)
    .waitFor()
  await looksRight(page)
})

test('she takes it, sees who asked, and resolves it', async () => {
  const { page } = grace
  await page.getByRole('link', { name: subject }).click()
  await page.getByRole('log').getByText(`كان أزرق ${tag}`).waitFor()
  await page.getByRole('button', { name: inSpanish.assignToMe }).click()
  await page.getByText(inSpanish.yours, { exact: true }).waitFor()
  await page.getByRole('button', { name: inSpanish.side }).click()
  await page.getByLabel(inSpanish.assignedTo).waitFor()
  await looksRight(page)
  await page.getByRole('button', { name: inSpanish.backToConversation }).click()
  await page.getByRole('button', { name: inSpanish.resolve, exact: true }).click()
  await page.getByRole('button', { name: inSpanish.reopen }).waitFor()
})

test('Ada rates it with four stars, which Arabic counts in its own way', async () => {
  const { page } = ada
  await page.goto(`/help/${roomId}`)
  const stars = page.getByRole('radio', { name: inArabic.star(4, inArabic.starWords[4] ?? '') })
  await stars.check({ force: true })
  await page.getByRole('button', { name: inArabic.sendRating }).click()
  await page.getByText(inArabic.given(4, inArabic.starWords[4] ?? '')).waitFor()
})

test('her conversations and those of Grace are listed in their languages', async () => {
  for (const { page } of [ada, grace]) {
    await page.goto('/messages')
    await page.locator(`[data-room="${roomId}"]`).waitFor()
    await looksRight(page)
  }
})

test('no page complained in its console', () => {
  expect([...ada.complaints, ...grace.complaints]).toEqual([])
})
