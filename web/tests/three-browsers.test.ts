import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Actor, openStage, type Stage } from './stage.ts'

const wordsEach = 8
/** All words fit on the screen, so that what is read is what is there. */
const tall = { viewport: { width: 800, height: 4000 } }
const patience = { timeout: 30_000 }
let stage: Stage
let ada: Actor
let sam: Actor
let grace: Actor
let roomId: string

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer', tall)
  sam = await stage.actor('Sam', 'partner', tall)
  grace = await stage.actor('Grace', 'staff', tall)
  const order = await stage.placeOrder(ada)
  const accepted = await sam.supabase.rpc('accept_order', { order_id: order.id })
  if (accepted.error) throw accepted.error
  const { rows } = await stage.sql.query('select id from public.rooms where order_id = $1', [order.id])
  roomId = rows[0].id
  const joined = await grace.supabase.rpc('join_room', { room_id: roomId })
  if (joined.error) throw joined.error
  for (const actor of [ada, sam, grace]) {
    await stage.signIn(actor)
    await actor.page.goto(`/orders/${order.id}/chat`)
    await actor.page.getByRole('textbox', { name: 'Message' }).waitFor(patience)
  }
}, 120_000)
afterAll(() => stage?.close())

const log = ({ page }: Actor) => page.getByRole('log', { name: 'Messages' })
async function say({ page, name }: Actor, n: number) {
  await page.getByRole('textbox', { name: 'Message' }).fill(`${name} says ${n}.`)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}
/** What somebody reads, from top to bottom. */
const read = async (actor: Actor) =>
  (
    await log(actor)
      .getByText(/^(Ada|Sam|Grace) says \d+\.$/)
      .allTextContents()
  ).map((text) => text.trim())

test('Ada, Sam and Grace write at once, Sam offline half the time, and all three end with the same list and right receipts', async () => {
  const talk = async (actor: Actor) => {
    for (let n = 1; n <= wordsEach; n++) {
      // every other pair of words of Sam is written in a tunnel
      if (actor === sam && n % 4 === 1) await sam.context.setOffline(true)
      await say(actor, n)
      if (actor === sam && n % 4 === 3) await sam.context.setOffline(false)
    }
  }
  await Promise.all([ada, sam, grace].map(talk))
  await sam.context.setOffline(false)

  const words = async () => {
    const { rows } = await stage.sql.query(
      'select body, seq::int from public.messages where room_id = $1 and sender_id is not null order by seq',
      [roomId],
    )
    return rows as { body: string; seq: number }[]
  }
  await expect.poll(async () => (await words()).length, patience).toBe(3 * wordsEach)
  const stored = await words()
  const wanted = stored.map(({ body }) => body)
  expect(new Set(wanted).size).toBe(wanted.length)
  for (const { name } of [ada, sam, grace]) {
    const own = wanted.filter((body) => body.startsWith(name))
    expect(own).toEqual(Array.from({ length: wordsEach }, (_, n) => `${name} says ${n + 1}.`))
  }
  for (const actor of [ada, sam, grace]) await expect.poll(() => read(actor), patience).toEqual(wanted)

  // all three look at the end of the room: everybody has read everything, and whoever wrote last is told so
  const last = stored.at(-1)?.seq ?? 0
  const marks = async () => {
    const { rows } = await stage.sql.query(
      'select last_read_seq::int as read from public.room_members where room_id = $1 and left_at is null',
      [roomId],
    )
    return rows.map(({ read }) => read >= last)
  }
  await expect.poll(marks, patience).toEqual([true, true, true])
  for (const actor of [ada, sam, grace]) {
    const state = log(actor).getByText(/^(Sent|Delivered.*|Read.*|Sending|Waiting.*)$/)
    await expect.poll(() => state.allTextContents(), patience).toEqual(['Read by all'])
  }

  // and a reload shows what was there
  await sam.page.reload()
  await expect.poll(() => read(sam), patience).toEqual(wanted)
}, 150_000)
