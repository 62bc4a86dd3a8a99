import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let link: string
beforeAll(async () => {
  stage = await openStage()
  // she reads her mail where she is not signed in
  ada = await stage.actor('Ada', 'customer', { viewport: { width: 390, height: 844 } })
  const { id } = await stage.placeOrder(ada)
  await ada.supabase.rpc('advance_order', { order_id: id, to_status: 'cancelled' })
  link = await linkOf(ada.email)
})
afterAll(() => stage?.close())

async function linkOf(address: string): Promise<string> {
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(100)) {
    const response = await fetch(`${stage.sandboxUrl}/log?kind=mail&to=${encodeURIComponent(address)}`)
    const { entries } = (await response.json()) as { entries: { headers: Record<string, string> }[] }
    const found = entries.at(-1)?.headers['List-Unsubscribe']
    if (found) return found.slice(1, -1)
  }
  throw new Error('no mail came')
}

const tokenOf = (url: string) => url.split('/').at(-1) ?? ''
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()

test('Ada follows the link in her mail: the page asks, in light and dark, and everybody can read and press it', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await ada.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await ada.page.goto(link)
    expect(await heading(ada.page)).toBe('Stop emails about “Your orders”?')
    expect(await axeFaults(ada.page)).toEqual([])
    await ada.page.goto(`/unsubscribe/${tokenOf(link)}`)
    await ada.page.getByRole('button', { name: 'Unsubscribe' }).waitFor()
    expect(await heading(ada.page)).toBe('Stop emails about “Your orders”?')
    expect(await axeFaults(ada.page)).toEqual([])
  }
  const chosen = await ada.supabase.from('preferences').select('channel').eq('channel', 'email')
  expect(chosen.data, 'looking changed nothing').toEqual([])
})

test('Ada presses the button on the page of the app and gets no more such mail; the other page knows', async () => {
  await ada.page.goto(`/unsubscribe/${tokenOf(link)}`)
  await ada.page.getByRole('button', { name: 'Unsubscribe' }).click()
  await ada.page.getByText('Done. You will get no more emails about “Your orders”.').waitFor()
  expect(await ada.page.getByRole('button').count()).toBe(0)
  const { data } = await ada.supabase
    .from('preferences')
    .select('category, is_enabled, source')
    .eq('channel', 'email')
  expect(data).toEqual([{ category: 'order', is_enabled: false, source: 'unsubscribe_link' }])
  await ada.page.goto(link)
  expect(await heading(ada.page)).toBe('Emails about “Your orders” are switched off.')
})

test('a link that was cut says so, on both pages, and leads to the settings', async () => {
  for (const url of [link.slice(0, -3), `/unsubscribe/${tokenOf(link).slice(0, -3)}`, '/unsubscribe']) {
    await ada.page.goto(url)
    await ada.page.getByText('This link is incomplete or too old.').waitFor()
    expect(await ada.page.getByRole('link', { name: 'Choose what you get' }).getAttribute('href')).toMatch(
      /\/settings$/,
    )
  }
})

test('Ada without a network is told so, and tries again when she is back', async () => {
  await ada.page.goto(`/unsubscribe/${tokenOf(link)}`)
  await ada.page.getByRole('heading', { level: 1 }).waitFor()
  await ada.context.setOffline(true)
  await ada.page.getByText('You are offline.').waitFor()
  await ada.context.setOffline(false)
  await ada.page.getByText('You are offline.').waitFor({ state: 'detached' })
})
