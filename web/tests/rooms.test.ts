import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
let grace: Actor
let orderId: string
let roomId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  grace = await stage.actor('Grace', 'staff')
  orderId = (await stage.placeOrder(ada)).id
  done(await sam.supabase.rpc('accept_order', { order_id: orderId }))
  const { rows } = await stage.sql.query('select id from public.rooms where order_id = $1', [orderId])
  roomId = rows[0].id
  for (const actor of [ada, sam, grace]) await stage.signIn(actor)
})
afterAll(() => stage?.close())

function done<T>({ data, error }: { data: T; error: { message: string } | null }): NonNullable<T> {
  if (error) throw new Error(error.message)
  return data as NonNullable<T>
}
const log = (page: Page) => page.getByRole('log', { name: 'Messages' })
const box = (page: Page) => page.getByRole('textbox', { name: 'Message' })
/** Names stand between marks that keep their direction to themselves. */
const said = (words: string) => new RegExp(words.replace(/\b(Ada|Sam|Grace)\b/g, '\u2068?$1\u2069?'))

async function openChat({ page }: Actor) {
  await page.goto(`/orders/${orderId}/chat`)
  await page.getByRole('region', { name: 'Chat' }).waitFor()
}
async function openPeople({ page }: Actor) {
  await page.getByRole('button', { name: 'Conversation menu' }).click()
  await page.getByRole('button', { name: /^People/ }).click()
  return page.getByRole('dialog', { name: 'People' })
}
async function clearOfFaults(page: Page) {
  expect(await axeFaults(page)).toEqual([])
}

test('Grace of staff joins the conversation of an order, and both others see her come', async () => {
  await Promise.all([ada, sam].map(openChat))
  await box(ada.page).waitFor()
  await openChat(grace)
  await grace.page.getByText('You are not in the conversation of this order.').waitFor()
  await grace.page.getByRole('button', { name: 'Join the conversation' }).click()
  await box(grace.page).waitFor()
  for (const { page } of [ada, sam]) await log(page).getByText(said('Grace joined')).waitFor()
})

test('Ada reads what the system says in the language of her page', async () => {
  const speak = (locale: string) =>
    ada.page.evaluate((one) => localStorage.setItem('orderline.locale', one), locale)
  await speak('es')
  await ada.page.goto(`/orders/${orderId}/chat`)
  const spanish = ada.page.getByRole('log', { name: 'Mensajes' })
  await spanish.getByText(said('Grace se unió')).waitFor()
  await spanish.getByText('Pedido aceptado').waitFor()
  await speak('en')
  await openChat(ada)
  await log(ada.page).getByText('Order accepted').waitFor()
})

test('Sam, muted by Grace, sees until when in place of the composer, and writes again when she lets him', async () => {
  const people = await openPeople(grace)
  await people.getByRole('button', { name: 'What to do with Sam' }).click()
  await people.getByRole('button', { name: 'Mute for 1 hour' }).click()
  await sam.page.getByText(/^You cannot write here until .*\d/).waitFor()
  expect(await box(sam.page).count()).toBe(0)
  await people.getByText(/muted until/).waitFor()
  await clearOfFaults(grace.page)
  await people.getByRole('button', { name: 'What to do with Sam' }).click()
  await people.getByRole('button', { name: 'Let them write again' }).click()
  await box(sam.page).waitFor()
  await grace.page.keyboard.press('Escape')
})

test('when a mute of Sam runs out by itself, he writes, and Ada sees again that he types', async () => {
  await stage.sql.query(
    `update public.room_members set muted_until = clock_timestamp() + interval '10 s' where room_id = $1 and user_id = $2`,
    [roomId, sam.id],
  )
  await sam.page.getByText(/^You cannot write here until/).waitFor()
  await box(sam.page).waitFor()
  // the name of the topic is the same as when he might not speak there
  await expect
    .poll(
      async () => {
        await box(sam.page).pressSequentially('a')
        return ada.page.getByText(said('Sam is typing')).count()
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe(1)
  await box(sam.page).fill('')
})

test('Sam silences the conversation for eight hours, and it rings again when he says so', async () => {
  const { page } = sam
  const menu = page.getByRole('button', { name: 'Conversation menu' })
  await menu.click()
  await clearOfFaults(page)
  await page.getByRole('button', { name: 'For 8 hours' }).click()
  await page
    .getByText(/^Silenced until/)
    .first()
    .waitFor({ state: 'attached' })
  const quiet = async () =>
    (
      await stage.sql.query(
        'select quiet_until from public.room_members where room_id = $1 and user_id = $2',
        [roomId, sam.id],
      )
    ).rows[0].quiet_until
  expect(Number(await quiet()) - Date.now()).toBeGreaterThan(7.9 * 3_600_000)
  await menu.click()
  await page.getByRole('button', { name: 'Ring again' }).click()
  await expect.poll(quiet, { timeout: 20_000 }).toBeNull()
})

test('Ada does not see what is for staff, and cannot leave her own conversation', async () => {
  const { page } = ada
  await page.getByRole('button', { name: 'Conversation menu' }).click()
  const menu = page.getByRole('dialog', { name: 'Conversation' })
  await menu.getByRole('button', { name: /^People/ }).waitFor()
  for (const name of ['Leave', 'Close the conversation', 'Archive'])
    expect(await menu.getByRole('button', { name }).count()).toBe(0)
  await menu.getByRole('button', { name: /^People/ }).click()
  const people = page.getByRole('dialog', { name: 'People' })
  await people.getByRole('button', { name: 'What to do with Sam' }).click()
  await people.getByRole('button', { name: 'Block' }).waitFor()
  expect(await people.getByRole('button', { name: /Remove|Mute|Add/ }).count()).toBe(0)
  await clearOfFaults(page)
  await page.keyboard.press('Escape')
})

test('Sam, whose page is open when Grace removes him, is told why within a second, and nothing more arrives', async () => {
  const frames: { at: number; text: string }[] = []
  // the sockets of a page loaded from here on
  sam.page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => frames.push({ at: Date.now(), text: String(payload) })),
  )
  await sam.page.reload()
  await box(sam.page).waitFor()
  // the page shows before it listens; what is said until then is fetched
  const isJoined = ({ text }: { text: string }) =>
    text.includes(`realtime:room:${roomId}:`) && text.includes('"status":"ok"')
  await expect.poll(() => frames.some(isJoined), { timeout: 20_000 }).toBe(true)
  await log(ada.page).waitFor()
  const before = crypto.randomUUID()
  done(
    await ada.supabase.rpc('send_message', { room_id: roomId, client_id: before, body: `before ${before}` }),
  )
  // he hears Realtime, so that his silence afterwards means something
  await expect
    .poll(() => frames.some(({ text }) => text.includes(`before ${before}`)), { timeout: 20_000 })
    .toBe(true)

  const people = await openPeople(grace)
  await people.getByRole('button', { name: 'What to do with Sam' }).click()
  await people.getByRole('button', { name: 'Remove from the conversation' }).click()
  await people.getByRole('textbox', { name: 'Reason' }).fill('Wrong <b>order</b>')
  await people.getByRole('button', { name: 'Remove', exact: true }).click()
  await grace.page.getByText('Sam was removed').waitFor()
  await sam.page.getByText('You were removed from this conversation.').waitFor()
  await sam.page.getByText('“Wrong <b>order</b>”').waitFor()
  const [{ took }] = (
    await stage.sql.query(
      'select extract(epoch from now() - left_at) * 1000 as took from public.room_members where room_id = $1 and user_id = $2',
      [roomId, sam.id],
    )
  ).rows
  console.log(`the removed person was told after at most ${Math.round(took)} ms`)
  expect(await box(sam.page).count()).toBe(0)
  expect(await sam.page.getByText(`before ${before}`).count()).toBe(0)

  const known = frames.length
  for (let n = 0; n < 5; n++) {
    const client_id = crypto.randomUUID() as string
    done(await ada.supabase.rpc('send_message', { room_id: roomId, client_id, body: `after ${n}` }))
  }
  await log(ada.page).getByText('after 4').waitFor()
  await log(grace.page).getByText('after 4').waitFor()
  await new Promise((resolve) => setTimeout(resolve, 5_000))
  const leaked = frames
    .slice(known)
    .filter(({ text }) => text.includes(roomId) && /after \d|message_|receipt_|typing/.test(text))
  expect(leaked).toEqual([])
  await clearOfFaults(sam.page)
  // who comes back later is told as well
  await sam.page.reload()
  await sam.page.getByText('You were removed from this conversation.').waitFor()
  await grace.page.keyboard.press('Escape')
})

test('Sam is there again as soon as Grace adds him', async () => {
  const people = await openPeople(grace)
  await people.getByRole('button', { name: 'Add somebody' }).click()
  const adding = grace.page.getByRole('dialog', { name: 'Add somebody' })
  await adding.getByRole('searchbox', { name: 'Name' }).fill('Sam')
  // others of that name sign up in other tests
  await stage.sql.query('update public.profiles set name = $2 where id = $1', [
    sam.id,
    `Sam ${roomId.slice(0, 8)}`,
  ])
  await adding.getByRole('searchbox', { name: 'Name' }).fill(`Sam ${roomId.slice(0, 8)}`)
  await adding.getByRole('button', { name: `Sam ${roomId.slice(0, 8)}` }).click()
  await box(sam.page).waitFor()
  await log(sam.page).getByText('after 4').waitFor()
  await grace.page.keyboard.press('Escape')
})

test('when Grace closes the conversation nobody writes, all still read, and she opens it again', async () => {
  const { page } = grace
  await openChat(grace)
  await page.getByRole('button', { name: 'Conversation menu' }).click()
  await page.getByRole('button', { name: 'Close the conversation' }).click()
  for (const actor of [ada, sam]) {
    await actor.page.getByText(/This conversation is closed. You can still read it/).waitFor()
    await log(actor.page).getByText('after 4').waitFor()
    expect(await box(actor.page).count()).toBe(0)
  }
  await log(ada.page).getByText(said('Grace closed this conversation')).waitFor()
  await page.getByRole('button', { name: 'Open again' }).click()
  for (const actor of [ada, sam]) await box(actor.page).waitFor()
})

test('Ada blocks Sam, and takes it back in her settings', async () => {
  const { page } = ada
  const people = await openPeople(ada)
  await people.getByRole('button', { name: /^What to do with Sam/ }).click()
  await people.getByRole('button', { name: 'Block' }).click()
  const blocks = async () =>
    (await stage.sql.query('select blocked_id from public.user_blocks where blocker_id = $1', [ada.id])).rows
  await expect.poll(blocks, { timeout: 20_000 }).toEqual([{ blocked_id: sam.id }])
  await page.goto('/settings#blocked')
  const section = page.getByRole('region', { name: 'Blocked people' })
  await section.getByRole('button', { name: /^Unblock Sam/ }).click()
  await section.getByText('Nobody. Block somebody').waitFor()
  expect(await blocks()).toEqual([])
})

test('what Sam says is hidden from Ada who blocked him, until she asks for it, and he is not told', async () => {
  done(await ada.supabase.rpc('block_person', { user_id: sam.id }))
  await Promise.all([ada, sam].map(openChat))
  await box(sam.page).fill('Can you hear me?')
  await sam.page.getByRole('button', { name: 'Send', exact: true }).click()
  const { page } = ada
  const hidden = log(page).getByText('Message of somebody you blocked').last()
  await hidden.waitFor()
  // nor in what is pinned, and what others quote
  const { rows } = await stage.sql.query(
    `update public.messages set pinned_at = now(), pinned_by = $2 where room_id = $1 and body = 'Can you hear me?' returning id`,
    [roomId, sam.id],
  )
  done(
    await grace.supabase.rpc('send_message', {
      ...{ room_id: roomId, client_id: crypto.randomUUID(), body: 'He asks something' },
      reply_to: rows[0].id,
    }),
  )
  await page.reload()
  const quote = page.getByRole('button', { name: /^In answer to/ }).last()
  await expect.poll(() => quote.textContent(), { timeout: 20_000 }).toContain('somebody you blocked')
  await page.getByRole('button', { name: 'Pinned: Message of somebody you blocked' }).waitFor()
  await log(sam.page).getByText('Can you hear me?').first().waitFor()
  expect(await page.getByText('Can you hear me?').count()).toBe(0)
  await clearOfFaults(page)
  await log(page).getByRole('button', { name: 'Show' }).last().click()
  await log(page).getByText('Can you hear me?').waitFor()
  expect(await sam.page.getByText(/block/i).count()).toBe(0)
  done(await ada.supabase.rpc('unblock_person', { user_id: sam.id }))
})

test('Ada writes to Sam alone, blocks him there, and neither can write until she takes it back', async () => {
  const { page } = ada
  done(await ada.supabase.rpc('unblock_person', { user_id: sam.id }))
  await openChat(ada)
  const people = await openPeople(ada)
  await people.getByRole('button', { name: /^What to do with Sam/ }).click()
  await people.getByRole('button', { name: 'Message', exact: true }).click()
  // the address changes before the page does
  await people.waitFor({ state: 'detached' })
  await box(page).fill('Only for you')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await sam.page.goto(new URL(page.url()).pathname)
  await log(sam.page).getByText('Only for you').waitFor()
  await box(sam.page).waitFor()

  const again = await openPeople(ada)
  await again.getByRole('button', { name: /^What to do with Sam/ }).click()
  await again.getByRole('button', { name: 'Block' }).click()
  await page.keyboard.press('Escape')
  await page.getByText(/^You blocked .*Neither of you can write here/).waitFor()
  expect(await box(page).count()).toBe(0)
  // he is told when he writes, and not by whom
  await box(sam.page).fill('Are you there?')
  await sam.page.getByRole('button', { name: 'Send', exact: true }).click()
  await sam.page.getByText('You cannot write to this person.').waitFor()
  const heard = "select from public.messages where body = 'Are you there?' and sender_id = $1"
  expect((await stage.sql.query(heard, [sam.id])).rows).toEqual([])
  await clearOfFaults(page)
  await page.getByRole('button', { name: 'Unblock' }).click()
  await box(page).waitFor()
  await box(page).fill('All right again')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await log(sam.page).getByText('All right again').waitFor()
})

test('Eve, who is not in it, sees nothing of a conversation by its address', async () => {
  const eve = await stage.actor('Eve', 'customer')
  await stage.signIn(eve)
  await eve.page.goto(`/messages/${roomId}`)
  await eve.page.getByText('This conversation is not there, or not yours to see.').waitFor()
})

test('no page complained', () => {
  for (const { complaints } of [ada, sam, grace])
    expect(complaints.filter((text) => !/Failed to load resource/.test(text))).toEqual([])
})
