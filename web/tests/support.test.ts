import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

// words of this run only: the stack may remember others
const tag = crypto.randomUUID().slice(0, 6)
const subject = `A button is missing ${tag}`
const said = `It was blue ${tag}.`
const wide = { viewport: { width: 1360, height: 860 } }
let stage: Stage
let ada: Actor
let grace: Actor
let noor: Actor
let orderId: string
let roomId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  grace = await stage.actor('Grace', 'staff', wide)
  noor = await stage.actor('Noor', 'staff', wide)
  orderId = (await stage.placeOrder(ada)).id
  await Promise.all([stage.signIn(ada), stage.signIn(grace), stage.signIn(noor)])
})
afterAll(() => stage?.close())

const row = ({ page }: Actor) => page.getByRole('link', { name: new RegExp(subject) })
const reply = ({ page }: Actor) => page.getByRole('textbox', { name: 'Message' })
const log = ({ page }: Actor) => page.getByRole('log', { name: 'Messages' })

test('a customer who opens the address of the queue finds nothing there', async () => {
  await ada.page.goto('/support')
  await ada.page.getByText('There is no page at this address.').waitFor()
})

test('Ada asks for help from the page of her order, and an empty form says what is missing', async () => {
  const { page } = ada
  await page.goto(`/help/new?order=${orderId}`)
  // the choice comes with her orders, and moves what is below it
  await page.getByLabel('Which order is it about?').waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('Say in a few words what it is about.').waitFor()
  expect(await axeFaults(ada.page)).toEqual([])
  await page.getByLabel('What is it about?').fill(subject)
  await page.getByLabel('What happened?').fill(said)
  await expect.poll(() => page.getByLabel('Which order is it about?').inputValue()).toBe(orderId)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await log(ada).getByText(said).waitFor()
  roomId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.goto('/help')
  await page.getByRole('link', { name: subject }).waitFor()
  await page.getByText('Waiting for us').waitFor()
  expect(await axeFaults(ada.page)).toEqual([])
})

test('Grace sees it come into the queue without a reload, and finds it with the keyboard', async () => {
  const { page } = grace
  await page.goto('/support')
  await row(grace).waitFor()
  await row(grace)
    .getByText(/Waiting/)
    .waitFor()
  const focused = () => page.evaluate(() => document.activeElement?.textContent)
  await page.getByRole('heading', { name: 'Support' }).click()
  await page.keyboard.press('j')
  expect(await focused()).toContain('Waiting')
  // others may have waited for longer, so she looks for it
  await page.keyboard.press('/')
  await page.keyboard.type(tag)
  await expect.poll(() => page.getByRole('list', { name: 'Requests' }).getByRole('link').count()).toBe(1)
  await page.keyboard.press('ArrowDown')
  expect(await focused()).toContain(subject)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/support/${roomId}`)
  await log(grace).getByText(said).waitFor()
  await page
    .getByRole('region', { name: 'Order', exact: true })
    .getByText(/^Order A\d+/)
    .waitFor()
  expect(await axeFaults(grace.page)).toEqual([])
})

test('Grace takes it, and Noor sees at once whose it is', async () => {
  await noor.page.goto('/support')
  await row(noor).getByText('Nobody').waitFor()
  await grace.page.getByRole('button', { name: 'Assign to me' }).click()
  await grace.page.getByText('Yours', { exact: true }).waitFor()
  await row(noor).getByText('Grace').waitFor()
  await noor.page.getByRole('button', { name: /^Unassigned/ }).click()
  await expect.poll(() => row(noor).count()).toBe(0)
  await grace.page.getByRole('searchbox', { name: 'Search requests' }).fill('')
  await grace.page.getByRole('button', { name: /^Mine/ }).click()
  await row(grace).getByText('You', { exact: true }).waitFor()
})

test('a canned reply is put in by / and sent as she likes it', async () => {
  const field = reply(grace)
  await field.fill('/more')
  await grace.page.getByRole('option', { name: /Need to know more/ }).waitFor()
  await field.press('Enter')
  await expect.poll(() => field.inputValue()).toMatch(/^Could you tell me a little more/)
  expect(await log(grace).getByText('Could you tell me').count()).toBe(0)
  await field.fill('/hello')
  await grace.page.getByRole('option', { name: /Greeting/ }).click()
  await expect.poll(() => field.inputValue()).toMatch(/^Hello Ada, thank you/)
  await field.press('Enter')
  await log(grace).getByText('Hello Ada, thank you for writing.').waitFor()
  await ada.page.goto(`/help/${roomId}`)
  await log(ada).getByText('Hello Ada, thank you for writing.').waitFor()
  await expect
    .poll(() =>
      row(grace)
        .getByText(/Waiting/)
        .count(),
    )
    .toBe(0)
})

test('a note of Grace stands with Noor in its own colour, and never with Ada', async () => {
  const { page } = grace
  await page.keyboard.press('Control+Shift+N')
  await page.getByText('Only staff see it').waitFor()
  const note = page.getByRole('textbox', { name: 'Internal note, only staff see it' })
  await note.fill(`She is a regular ${tag}`)
  // the key that sends an answer sends no note
  await note.press('Enter')
  expect(
    await log(grace)
      .getByRole('note', { name: /^Internal note/ })
      .count(),
  ).toBe(0)
  await note.press('Control+Enter')
  await log(grace)
    .getByRole('note', { name: 'Internal note of Grace' })
    .getByText(`She is a regular ${tag}`)
    .waitFor()
  expect(await axeFaults(grace.page)).toEqual([])
  await page.getByRole('radio', { name: 'Reply' }).check({ force: true })
  await reply(grace).fill('We found the button.')
  await reply(grace).press('Enter')
  await noor.page.goto(`/support/${roomId}`)
  await log(noor)
    .getByRole('note', { name: 'Internal note of Grace' })
    .getByText(`She is a regular ${tag}`)
    .waitFor()
  // once the answer after it is there, the note would be too
  await log(ada).getByText('We found the button.').waitFor()
  expect(await ada.page.content()).not.toContain(`She is a regular ${tag}`)
})

test('Grace resolves it; Ada rates it, changes her mind, and what she writes next opens it again', async () => {
  await grace.page.getByRole('button', { name: 'Resolve', exact: true }).click()
  await grace.page.getByRole('button', { name: 'Reopen' }).waitFor()
  const { page } = ada
  await page.getByText(/This request is resolved/).waitFor()
  await page.getByRole('button', { name: 'Send rating' }).click()
  await page.getByText('Choose one to five stars.').waitFor()
  await page.getByRole('radio', { name: /^4 stars/ }).check({ force: true })
  await page.getByLabel('What should we know?').fill('Quick answer')
  await page.getByRole('button', { name: 'Send rating' }).click()
  await page.getByText('4 of 5').waitFor()
  expect(await axeFaults(ada.page)).toEqual([])
  await page.getByRole('button', { name: 'Change' }).click()
  await page.getByRole('radio', { name: /^5 stars/ }).check({ force: true })
  await page.getByRole('button', { name: 'Send rating' }).click()
  await page.getByText('5 of 5').waitFor()
  await reply(ada).fill('It is the wrong button')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await grace.page.getByRole('button', { name: 'Resolve', exact: true }).waitFor()
  await log(grace).getByText('It is the wrong button').waitFor()
  await row(grace)
    .getByText(/Waiting/)
    .waitFor()
  const { rows } = await stage.sql.query(
    `select g.stars, g.agent_id, t.reopened_count from public.room_ratings g join public.support_tickets t using (room_id) where room_id = $1`,
    [roomId],
  )
  expect(rows).toEqual([{ stars: 5, agent_id: grace.id, reopened_count: 1 }])
})

test('Ada reports a message, and Grace settles it: the words are gone from the room, and who did it is kept', async () => {
  const { rows: reported } = await stage.sql.query(
    `select id from public.messages where room_id = $1 and body = 'We found the button.'`,
    [roomId],
  )
  const bubble = log(ada).getByText('We found the button.')
  await ada.page
    .locator(`[data-message="${reported[0].id}"]`)
    .getByRole('button', { name: 'Message options' })
    .click()
  await ada.page.getByRole('menuitem', { name: 'Report' }).click()
  const dialog = ada.page.getByRole('dialog', { name: 'Report this message?' })
  await dialog.getByLabel('Anything else?').fill(`Rude ${tag}`)
  expect(await axeFaults(ada.page)).toEqual([])
  await dialog.getByRole('button', { name: 'Report' }).click()
  await ada.page.getByText('Reported. Our staff will look at it.').waitFor()
  const { page } = noor
  await page.goto('/support')
  await page.getByRole('link', { name: /^Reports, \d+ waiting/ }).click()
  const report = page.getByRole('listitem').filter({ hasText: `Rude ${tag}` })
  await report.getByText('We found the button.').waitFor()
  expect(await axeFaults(noor.page)).toEqual([])
  await report.getByRole('button', { name: 'Settle …' }).click()
  await page.getByRole('radio', { name: 'Delete the message' }).check()
  await page.getByRole('button', { name: 'Settle the report' }).click()
  await expect.poll(() => report.count()).toBe(0)
  await expect.poll(() => bubble.count()).toBe(0)
  const { rows } = await stage.sql.query(
    `select action, actor_id from private.moderation_log where message_id = $1 order by action`,
    [reported[0].id],
  )
  expect(rows).toEqual([
    { action: 'message_deleted', actor_id: noor.id },
    { action: 'report_settled', actor_id: noor.id },
  ])
})

test('Noor keeps a canned reply, is told what cannot be filled in, and throws it away', async () => {
  const { page } = noor
  await page.goto('/support/replies')
  await page.getByRole('button', { name: 'New reply' }).click()
  await page.getByLabel('Shortcut').fill(`t-${tag}`)
  await page.getByLabel('Title').fill('Tried')
  await page.getByLabel('Text').fill('Hi {{customer.email}}')
  await page.getByRole('button', { name: 'Save reply' }).click()
  await page.getByText(/stands customer\.name/).waitFor()
  await page.getByLabel('Text').fill('Hi {{customer.name}}')
  await page.getByRole('button', { name: 'Save reply' }).click()
  await page.getByRole('button', { name: `Delete /t-${tag}` }).waitFor()
  expect(await axeFaults(noor.page)).toEqual([])
  await page.getByRole('button', { name: `Delete /t-${tag}` }).click()
  await page.getByText(`/t-${tag} deleted`).waitFor()
  await expect.poll(() => page.getByRole('button', { name: `Delete /t-${tag}` }).count()).toBe(0)
})

test('a label that Noor throws away by mistake is back on its request when she takes it back', async () => {
  const { page } = noor
  const label = `lost ${tag}`
  await grace.supabase.rpc('save_label', { name: label, tone: 'bad' })
  await grace.supabase.rpc('set_ticket_labels', { room_id: roomId, labels: [label] })
  const labels = async () =>
    (await grace.supabase.from('support_ticket_labels').select('label').eq('room_id', roomId)).data
  await page.goto('/support/replies')
  const remove = page.getByRole('button', { name: `Delete ${label}` })
  await remove.click()
  await page.getByText(`${label} deleted, and taken off 1 request`).waitFor()
  await expect.poll(() => remove.count()).toBe(0)
  expect(await labels()).toEqual([])
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await remove.waitFor()
  await expect.poll(labels).toEqual([{ label }])
})

test('on a phone Grace has one pane at a time', async () => {
  const { page } = grace
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/support?filter=mine')
  await row(grace).click()
  await log(grace).getByText('It is the wrong button').waitFor()
  await page.getByRole('button', { name: 'Order and person' }).click()
  await page.getByRole('region', { name: 'Order and person' }).getByText('5 of 5').waitFor()
  expect(await axeFaults(grace.page)).toEqual([])
  await page.getByRole('button', { name: 'Back to the conversation' }).click()
  await page.getByRole('link', { name: 'Back to the queue' }).click()
  await page.getByRole('heading', { name: 'Support' }).waitFor()
})

test('Grace writes to Ada outside of the request, and Ada answers there', async () => {
  const { page } = grace
  await page.setViewportSize({ width: 1360, height: 860 })
  await page.goto(`/support/${roomId}`)
  await page.getByRole('button', { name: 'Write to them' }).click()
  await page.waitForURL(/\/messages\//)
  // the address changes first: until the page has, one would write to the request
  await page.getByRole('heading', { name: 'Messages', exact: true }).waitFor()
  await reply(grace).fill(`We have a surprise ${tag}`)
  await reply(grace).press('Enter')
  await ada.page.goto('/messages')
  await ada.page.getByRole('list', { name: 'Conversations' }).getByText(`We have a surprise ${tag}`).click()
  await log(ada).getByText(`We have a surprise ${tag}`).waitFor()
  await reply(ada).fill('A good one?')
  await ada.page.getByRole('button', { name: 'Send', exact: true }).click()
  await log(grace).getByText('A good one?').waitFor()
})

test('Grace opens a conversation with a colleague, and finds the customer again by name', async () => {
  const { page } = grace
  await page.goto('/messages')
  await page.getByRole('button', { name: 'New conversation' }).click()
  const dialog = page.getByRole('dialog', { name: 'New conversation' })
  await dialog.getByRole('button', { name: 'Ada' }).first().waitFor()
  expect(await axeFaults(grace.page)).toEqual([])
  await dialog.getByRole('tab', { name: 'Among staff' }).click()
  await dialog.getByRole('button', { name: 'Open the conversation' }).click()
  await dialog.getByText('Say in a few words what it is about.').waitFor()
  await stage.sql.query('update public.profiles set name = $2 where id = $1', [noor.id, `Noor ${tag}`])
  await dialog.getByLabel('What is it about?').fill(`Shift of ${tag}`)
  await dialog.getByLabel('Name').fill(tag)
  await dialog.getByRole('button', { name: `Noor ${tag}` }).click()
  await dialog.getByText(`With Noor ${tag}`).waitFor()
  expect(await axeFaults(grace.page)).toEqual([])
  await dialog.getByRole('button', { name: 'Open the conversation' }).click()
  await dialog.waitFor({ state: 'detached' })
  await reply(grace).fill('Who takes the evening?')
  await reply(grace).press('Enter')
  await noor.page.goto('/messages')
  await noor.page.getByRole('list', { name: 'Conversations' }).getByText(`Shift of ${tag}`).click()
  await log(noor).getByText('Who takes the evening?').waitFor()
  await ada.page.goto('/messages')
  await ada.page.getByRole('list', { name: 'Conversations' }).getByRole('link').first().waitFor()
  expect(await ada.page.getByText(`Shift of ${tag}`).count()).toBe(0)
  expect(await ada.page.getByRole('button', { name: 'New conversation' }).count()).toBe(0)
})

test('Ada rates her order once it is over, and Grace reads it in the conversation', async () => {
  const { error } = await grace.supabase.rpc('join_room', { order_id: orderId })
  expect(error).toBeNull()
  await ada.page.goto(`/orders/${orderId}/chat`)
  await reply(ada).waitFor()
  await stage.sql.query(`update public.rooms set status = 'closed' where order_id = $1 and kind = 'order'`, [
    orderId,
  ])
  await ada.page.getByText('This order is over. How was it?').waitFor()
  await ada.page.getByRole('radio', { name: /^2 stars/ }).check({ force: true })
  await ada.page.getByLabel('What should we know?').fill(`Cold ${tag}`)
  await ada.page.getByRole('button', { name: 'Send rating' }).click()
  await ada.page.getByText('2 of 5').waitFor()
  expect(await axeFaults(ada.page)).toEqual([])
  await grace.page.goto(`/orders/${orderId}`)
  await grace.page.getByText('How the customer found it').waitFor()
  await grace.page.getByText(`Cold ${tag}`).waitFor()
  expect(await grace.page.getByRole('button', { name: 'Change' }).count()).toBe(0)
})

test('no page complained in its console', () => {
  // Noor's own refusal, which the browser writes down by itself
  const told = noor.complaints.filter((line) => !line.includes('status of 422'))
  expect([...ada.complaints, ...grace.complaints, ...told]).toEqual([])
})
