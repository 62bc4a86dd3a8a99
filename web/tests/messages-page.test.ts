import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
const rooms: { id: string; title: string }[] = []
const long = 'The gate code is 4711, and the bell is broken'

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner', { viewport: { width: 1280, height: 800 } })
  for (const _ of [1, 2]) {
    const order = await stage.placeOrder(ada)
    const { error } = await sam.supabase.rpc('accept_order', { order_id: order.id })
    if (error) throw error
    const { rows } = await stage.sql.query('select id, title from public.rooms where order_id = $1', [
      order.id,
    ])
    rooms.push(rows[0])
  }
  await Promise.all([stage.signIn(ada), stage.signIn(sam)])
})
afterAll(() => stage?.close())

const wait = { timeout: 20_000 }
const first = () => rooms[0] as { id: string; title: string }
const second = () => rooms[1] as { id: string; title: string }
const list = ({ page }: Actor) => page.getByRole('list', { name: 'Conversations' })
const row = (actor: Actor, { title }: { title: string }) =>
  list(actor).getByRole('link', { name: new RegExp(`${title}\\b`) })
const field = ({ page }: Actor) => page.getByRole('searchbox', { name: 'Search people and messages' })
const found = ({ page }: Actor) => page.getByRole('list', { name: 'Found messages' })
const nav = ({ page }: Actor) => page.getByRole('banner').getByRole('link', { name: /^Messages/ })
const box = ({ page }: Actor) => page.getByRole('textbox', { name: 'Message', exact: true })

async function say(actor: Actor, room: { id: string }, body: string) {
  const { error } = await actor.supabase.rpc('send_message', {
    room_id: room.id,
    client_id: crypto.randomUUID(),
    body,
  })
  if (error) throw error
}

async function violations({ page }: Actor): Promise<string[]> {
  const seen: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    seen.push(...(await axeFaults(page)).map((fault) => `${colorScheme} ${fault}`))
  }
  await page.emulateMedia({ colorScheme: 'light' })
  return seen
}

test('what Sam says moves its room to the top of the list of Ada, counts there and in the header, and is forgotten when she reads', async () => {
  await nav(ada).click()
  await row(ada, first()).waitFor(wait)
  await say(sam, first(), 'I am on my way')
  await row(ada, first()).getByText('Sam: I am on my way').waitFor(wait)
  await say(sam, second(), 'one')
  await say(sam, second(), long)
  await row(ada, second()).getByText(`Sam: ${long}`).waitFor(wait)
  await expect.poll(() => row(ada, second()).textContent(), wait).toContain('2 unread')
  await expect.poll(() => row(ada, first()).textContent(), wait).toContain('1 unread')
  await expect.poll(() => nav(ada).getAttribute('aria-label'), wait).toBe('Messages, 3 unread')
  expect(await list(ada).getByRole('link').first().textContent()).toContain(second().title)
  expect(await violations(ada)).toEqual([])

  await row(ada, first()).click()
  await ada.page.getByRole('log', { name: 'Messages' }).getByText('I am on my way').waitFor(wait)
  // on a phone the conversation fills the screen, and the list is behind it
  await list(ada).waitFor({ state: 'hidden', ...wait })
  expect(await violations(ada)).toEqual([])
  await ada.page.getByRole('button', { name: 'Back', exact: true }).click()
  await expect.poll(() => row(ada, first()).textContent(), wait).not.toContain('unread')
  await expect.poll(() => nav(ada).getAttribute('aria-label'), wait).toBe('Messages, 2 unread')
})

test('Ada filters by name, finds a word said in another room, and opens it there with the keyboard', async () => {
  await ada.page.goto('/messages')
  await row(ada, second()).waitFor(wait)
  await field(ada).fill(first().title)
  await row(ada, second()).waitFor({ state: 'detached', ...wait })
  expect(await list(ada).getByRole('link').allTextContents()).toEqual([
    expect.stringContaining(first().title),
  ])

  await field(ada).fill('bell gate')
  await found(ada)
    .getByRole('link', { name: /Sam · Order/ })
    .waitFor(wait)
  expect(await found(ada).getByRole('listitem').count()).toBe(1)
  expect(await found(ada).locator('mark').allTextContents()).toEqual(['gate', 'bell'])
  expect(await violations(ada)).toEqual([])

  await field(ada).press('ArrowDown')
  await ada.page.keyboard.press('Enter')
  await ada.page.waitForURL(`**/messages/${second().id}?at=*`, wait)
  await ada.page.getByRole('log', { name: 'Messages' }).getByText(long).waitFor(wait)
  await ada.page.getByRole('button', { name: 'Back', exact: true }).click()
  // the search stands as it was left
  expect(await field(ada).inputValue()).toBe('bell gate')

  await field(ada).fill('nobody said xylophone')
  await ada.page.getByText('No message holds “nobody said xylophone”.').waitFor(wait)
  await field(ada).press('Escape')
  await row(ada, second()).waitFor(wait)
})

test('an answer to an old word that comes late is never shown for the new one', async () => {
  await ada.page.goto('/messages')
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  await ada.page.route('**/rpc/search_messages', async (route) => {
    if (route.request().postData()?.includes('gate')) await held
    await route.continue().catch(() => undefined)
  })
  const asked = ada.page.waitForRequest((request) => (request.postData() ?? '').includes('gate'))
  await field(ada).fill('gate')
  await asked
  await field(ada).fill('way')
  await found(ada).getByText('I am on my way').waitFor(wait)
  release()
  await field(ada).fill('one')
  await found(ada).locator('mark', { hasText: /^one$/ }).waitFor(wait)
  expect(await found(ada).textContent()).not.toContain('gate')
  await ada.page.unroute('**/rpc/search_messages')
  await field(ada).fill('')
})

test('Sam has list and conversation side by side, walks with j and k, and searches in one conversation', async () => {
  await say(ada, first(), 'Please bring the blue umbrella')
  await say(ada, second(), 'The umbrella is here too')
  await nav(sam).click()
  await row(sam, second()).getByText('Ada: The umbrella is here too').waitFor(wait)
  await sam.page.keyboard.press('j')
  await sam.page.keyboard.press('j')
  await sam.page.keyboard.press('Enter')
  await sam.page.waitForURL(`**/messages/${first().id}`, wait)
  await box(sam).waitFor(wait)
  expect(await list(sam).isVisible()).toBe(true)
  expect(await violations(sam)).toEqual([])
  expect(await sam.page.getByRole('link', { name: 'To the order' }).getAttribute('href')).toMatch(
    /^\/orders\//,
  )

  await sam.page.getByRole('button', { name: 'Conversation menu' }).click()
  await sam.page.getByRole('button', { name: 'Search in this conversation' }).click()
  const dialog = sam.page.getByRole('dialog', { name: 'Search in this conversation' })
  await dialog.getByRole('searchbox').fill('umbre')
  await dialog.locator('mark').waitFor(wait)
  // the one of the other room is not this room's
  expect(await dialog.getByRole('listitem').count()).toBe(1)
  expect(await violations(sam)).toEqual([])
  await dialog.getByRole('searchbox').press('Enter')
  await dialog.waitFor({ state: 'detached', ...wait })
  await sam.page.waitForURL(`**/messages/${first().id}?at=*`, wait)

  // the message that was gone to has the focus
  await sam.page.getByRole('log', { name: 'Messages' }).locator(':focus').waitFor(wait)
  await sam.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await sam.page.keyboard.press('/')
  expect(await field(sam).evaluate((node) => node === document.activeElement)).toBe(true)
  // out of the field, and out of the conversation
  await sam.page.keyboard.press('Escape')
  await sam.page.keyboard.press('Escape')
  await sam.page.getByText(/^Choose a conversation/).waitFor(wait)
})

test('a word said long before what is loaded opens the room at that message', async () => {
  await stage.sql.query(
    `select private.append_message($1, $2, gen_random_uuid(), 'text', 'and ' || n, '{}', null) from generate_series(1, 300) n`,
    [second().id, sam.id],
  )
  await ada.page.goto('/messages')
  await field(ada).fill('bell gate')
  await found(ada).getByRole('link').click(wait)
  const said = ada.page.getByRole('log', { name: 'Messages' }).getByText(long)
  await said.waitFor(wait)
  await expect
    .poll(
      () =>
        said.evaluate((node) => {
          const { top, bottom } = node.getBoundingClientRect()
          return top > 0 && bottom < innerHeight
        }),
      wait,
    )
    .toBe(true)
})

test('a word said in a thread opens the thread at that answer, also when it is far above the newest ones', async () => {
  const { rows } = await stage.sql.query(
    `select (private.append_message($1, $2, gen_random_uuid(), 'text', 'About the parcel', '{}', null)).id`,
    [first().id, sam.id],
  )
  const root = rows[0].id
  const answer = async (n: number) => {
    const { error } = await sam.supabase.rpc('send_message', {
      room_id: first().id,
      client_id: crypto.randomUUID(),
      body: n === 3 ? 'The needle is in the haystack' : `answer ${n}`,
      thread_root: root,
    })
    if (error) throw error
  }
  await answer(3)
  // more than a page of answers stands below it, and more than a page of the room below the thread
  for (let n = 4; n < 64; n++) await answer(n)
  await stage.sql.query(
    `select private.append_message($1, $2, gen_random_uuid(), 'text', 'then ' || n, '{}', null) from generate_series(1, 80) n`,
    [first().id, sam.id],
  )
  await ada.page.goto('/messages')
  await field(ada).fill('needle haystack')
  await found(ada).getByRole('link').click(wait)
  const thread = ada.page.getByRole('region', { name: 'Thread' })
  const said = thread.getByText('The needle is in the haystack')
  await said.waitFor(wait)
  await expect
    .poll(
      () =>
        said.evaluate((node) => {
          const { top, bottom } = node.getBoundingClientRect()
          return top > 0 && bottom < innerHeight && node.closest('[data-message]') !== null
        }),
      wait,
    )
    .toBe(true)
  await expect
    .poll(() => thread.locator('[data-message]:focus-within').textContent(), wait)
    .toContain('needle')
  await thread.getByRole('button', { name: 'Close the thread' }).click()
  await ada.page.getByRole('log', { name: 'Messages' }).getByText('About the parcel').waitFor(wait)
})

test('a search that fails says so and is tried again, and offline the list stays readable', async () => {
  await ada.page.goto('/messages')
  await ada.page.route('**/rpc/search_messages', (route) =>
    route.fulfill({ status: 422, body: '{"message":"no"}' }),
  )
  await field(ada).fill('umbrella')
  await ada.page.getByText('The search failed.').waitFor(wait)
  await ada.page.unroute('**/rpc/search_messages')
  await ada.page.getByRole('button', { name: 'Try again' }).click()
  await expect.poll(() => found(ada).getByRole('listitem').count(), wait).toBe(2)

  await ada.context.setOffline(true)
  await ada.page.getByText(/You are offline/).waitFor(wait)
  await field(ada).fill('something else')
  await ada.page.getByText('No network. Messages are searched when it is back.').waitFor(wait)
  await field(ada).fill('')
  expect(await list(ada).getByRole('link').count()).toBe(2)
  expect(await violations(ada)).toEqual([])
  await ada.context.setOffline(false)
})
