import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let roomId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  const order = await stage.placeOrder(ada)
  const { error } = await sam.supabase.rpc('accept_order', { order_id: order.id })
  if (error) throw error
  const { data } = await ada.supabase.from('rooms').select('id').eq('order_id', order.id).single()
  roomId = data?.id ?? ''
  await Promise.all([stage.signIn(ada), stage.signIn(sam)])
  for (const { page } of [ada, sam]) {
    page.setDefaultTimeout(20_000)
    await page.goto(`/orders/${order.id}/chat`)
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
  }
})
afterAll(() => stage?.close())

const log = ({ page }: Actor) => page.getByRole('log', { name: 'Messages' })
const row = (actor: Actor, text: string) => log(actor).locator('[data-message]').filter({ hasText: text })

async function say({ page }: Actor, text: string) {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** Opens the menu of the message that says `text`, and takes what is named. */
async function choose(actor: Actor, text: string, choice: string, where = row(actor, text)) {
  await where.first().getByRole('button', { name: 'Message options' }).click()
  await actor.page
    .getByRole(/^React/.test(choice) ? 'menuitemcheckbox' : 'menuitem', { name: choice, exact: true })
    .click()
}

/** Says something over the API, as the person at another device. */
async function sayElsewhere(actor: Actor, body: string, more: object = {}) {
  const { data, error } = await actor.supabase.rpc('send_message', {
    room_id: roomId,
    client_id: crypto.randomUUID(),
    body,
    ...more,
  })
  if (error) throw error
  return data
}

test('Ada answers a message of Sam, and Sam jumps from the quote to what he said', async () => {
  await say(sam, 'Which door?')
  await choose(ada, 'Which door?', 'Reply')
  await ada.page.getByText('Answering Sam').waitFor()
  await say(ada, 'The green one.')
  const quote = row(sam, 'The green one.').getByRole('button', { name: 'In answer to' })
  expect(await quote.textContent()).toContain('Which door?')
  await quote.click()
  await expect
    .poll(() =>
      row(sam, 'Which door?')
        .first()
        .evaluate((one) => one.contains(document.activeElement)),
    )
    .toBe(true)
})

test('Sam reacts, Ada sees who it was, joins in, and takes hers back', async () => {
  await choose(sam, 'The green one.', 'React with 👍')
  const chip = (actor: Actor, name: string) =>
    row(actor, 'The green one.').getByRole('button', { name, exact: true })
  await chip(ada, '👍 Sam').click()
  await chip(sam, '👍 You and Ada').waitFor()
  await chip(ada, '👍 Sam and You').click()
  await chip(sam, '👍 You').waitFor()
})

test('Ada mends her last words with the arrow key, and only she sees what they were', async () => {
  await say(ada, 'Rign twice')
  await row(sam, 'Rign twice').waitFor()
  const box = ada.page.getByRole('textbox', { name: 'Message' })
  await box.press('ArrowUp')
  await ada.page.getByText('Editing your message').waitFor()
  await expect.poll(() => box.inputValue()).toBe('Rign twice')
  await box.fill('Ring twice')
  await box.press('Enter')
  await row(sam, 'Ring twice').getByText('edited').waitFor()
  expect(await row(sam, 'Ring twice').getByRole('button', { name: 'edited' }).count()).toBe(0)
  await row(ada, 'Ring twice').getByRole('button', { name: 'edited' }).click()
  await ada.page.getByRole('dialog', { name: 'Edits' }).getByText('Rign twice').waitFor()
  await ada.page.getByRole('button', { name: 'Close' }).click()
})

test('an edit that the server refuses is taken back, and its words stay in the composer', async () => {
  await say(ada, 'Old words')
  await row(sam, 'Old words').waitFor()
  await stage.sql.query(
    `update public.messages set created_at = now() - interval '25 hours' where body = 'Old words' and room_id = $1`,
    [roomId],
  )
  // the page still believes that it may
  await choose(ada, 'Old words', 'Edit')
  const box = ada.page.getByRole('textbox', { name: 'Message' })
  await box.fill('New words')
  await box.press('Enter')
  await ada.page.getByText('This message can no longer be changed.').waitFor()
  await row(ada, 'Old words').waitFor()
  await expect.poll(() => box.inputValue()).toBe('New words')
  await ada.page.getByRole('button', { name: 'Stop editing' }).click()
})

test('what was edited, deleted and reacted to while Sam was without network is so when he is back', async () => {
  const one = await sayElsewhere(ada, 'will be edited')
  const two = await sayElsewhere(ada, 'will be deleted')
  const three = await sayElsewhere(ada, 'will be liked')
  await row(sam, 'will be liked').waitFor()
  await sam.context.setOffline(true)
  for (const { error } of [
    await ada.supabase.rpc('edit_message', { message_id: one.id, body: 'was edited' }),
    await ada.supabase.rpc('delete_message', { message_id: two.id }),
    await ada.supabase.rpc('react', { message_id: three.id, emoji: '🎉' }),
  ])
    expect(error).toBeNull()
  await row(ada, 'was edited').waitFor()
  expect(await row(sam, 'will be deleted').count()).toBe(1)
  await sam.context.setOffline(false)
  await row(sam, 'was edited').waitFor()
  await log(sam).locator(`[data-message="${two.id}"]`).getByText('Message deleted').waitFor()
  await row(sam, 'will be liked').getByRole('button', { name: '🎉 Ada' }).waitFor()
  expect(await log(sam).getByText('will be deleted').count()).toBe(0)
})

test('Ada deletes what she said, after being asked, and nobody has its words any more', async () => {
  await say(ada, 'my secret')
  await row(sam, 'my secret').waitFor()
  await choose(ada, 'my secret', 'Delete')
  await ada.page.getByRole('button', { name: 'Delete for everybody' }).click()
  await row(sam, 'my secret').waitFor({ state: 'detached' })
  await row(ada, 'my secret').waitFor({ state: 'detached' })
  const { rows } = await stage.sql.query(`select body from public.messages where body = 'my secret'`)
  expect(rows).toEqual([])
})

test('a thread stands beside the room, with unread of its own', async () => {
  await say(sam, 'Let us talk about the parcel')
  await choose(ada, 'about the parcel', 'Reply in thread')
  const thread = (actor: Actor) => actor.page.getByRole('region', { name: 'Thread' })
  const box = thread(ada).getByRole('textbox', { name: 'Reply in thread' })
  await box.fill('It is heavy')
  await thread(ada).getByRole('button', { name: 'Send', exact: true }).click()
  const link = row(sam, 'about the parcel').getByRole('button', { name: '1 reply 1 new' })
  await link.waitFor()
  expect(await log(sam).getByText('It is heavy').count()).toBe(0)
  await link.click()
  await thread(sam).getByText('It is heavy').waitFor()
  await thread(sam).getByRole('textbox').fill('I am strong')
  await thread(sam).getByRole('button', { name: 'Send', exact: true }).click()
  await thread(ada).getByText('I am strong').waitFor()
  await ada.page.keyboard.press('Escape')
  await thread(ada).waitFor({ state: 'detached' })
  // read while it was open
  await row(ada, 'about the parcel').getByRole('button', { name: '2 replies', exact: true }).waitFor()
  await thread(sam).getByRole('button', { name: 'Close the thread' }).click()
  await row(sam, 'about the parcel').getByRole('button', { name: '2 replies', exact: true }).waitFor()
  const { data } = await ada.supabase.rpc('unread_threads')
  expect(data).toEqual([])
})

test('Ada calls Sam by @ with the keyboard, and his name stands out; a hostile name is only a name', async () => {
  const hostile = '<img src=x onerror="document.title=1">'
  await stage.sql.query('update public.profiles set name = $2 where id = $1', [sam.id, hostile])
  await ada.page.reload()
  const box = ada.page.getByRole('textbox', { name: 'Message' })
  await box.waitFor()
  await expect
    .poll(async () => {
      await box.fill('')
      await box.pressSequentially('hey @<im')
      return ada.page.getByRole('option', { name: hostile }).count()
    })
    .toBe(1)
  await box.press('Enter')
  expect(await box.inputValue()).toBe(`hey @${hostile} `)
  await box.press('Enter')
  await row(ada, 'hey @')
    .locator('bdi', { hasText: `@${hostile}` })
    .waitFor()
  await row(sam, 'hey @').waitFor()
  const { rows } = await stage.sql.query(
    `select mentions from public.messages where body like 'hey @%' and room_id = $1`,
    [roomId],
  )
  expect(rows).toEqual([{ mentions: [sam.id] }])
  expect(await ada.page.title()).not.toBe('1')
})

test('Sam pins a message, Ada finds it at the top and jumps there, and lets it go', async () => {
  await choose(sam, 'Which door?', 'Pin')
  const bar = ada.page.getByRole('button', { name: 'Pinned: Which door?' })
  await bar.click()
  await expect
    .poll(() =>
      row(ada, 'Which door?')
        .first()
        .evaluate((one) => one.contains(document.activeElement)),
    )
    .toBe(true)
  await ada.page.getByRole('button', { name: 'Show' }).click()
  await ada.page
    .getByRole('dialog', { name: 'Pinned messages' })
    .getByRole('button', { name: 'Unpin' })
    .click()
  await sam.page.getByRole('button', { name: 'Pinned: Which door?' }).waitFor({ state: 'detached' })
})

test('a place is a card that leads to a map', async () => {
  await sayElsewhere(sam, '', { type: 'location', meta: { lat: 45.2735, lng: 13.7142, accuracy_m: 12 } })
  const link = log(ada).getByRole('link', { name: /Location/ })
  await link.getByText('45.27350, 13.71420 · within 12 m').waitFor()
  expect(await link.getAttribute('href')).toContain('openstreetmap.org/?mlat=45.273500&mlon=13.714200')
})

// axe reads the whole page three times
test('the menu is used with keys alone and gives the focus back, and axe finds nothing in room, menu and thread', async () => {
  const { page } = ada
  expect(await axeFaults(page)).toEqual([])
  const button = row(ada, 'Which door?').first().getByRole('button', { name: 'Message options' })
  await button.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor()
  expect(await axeFaults(page)).toEqual([])
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowDown')
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('React with 👍')
  await page.keyboard.press('Escape')
  await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true)
  await row(ada, 'about the parcel').getByRole('button', { name: '2 replies' }).click()
  await page.getByRole('region', { name: 'Thread' }).getByText('I am strong').waitFor()
  expect(await axeFaults(page)).toEqual([])
  expect(ada.complaints.filter((one) => /security policy/i.test(one))).toEqual([])
}, 120_000)
