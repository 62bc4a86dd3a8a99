import { afterAll, beforeAll, expect, test } from 'vitest'
import { axeFaults } from './axe.ts'
import { type Actor, openStage, type Stage } from './stage.ts'

let stage: Stage
let ada: Actor
let sam: Actor
// a page of the sandbox, which the functions of this stack may look at though it is no public one
const page = `${process.env.SANDBOX_URL}/`

beforeAll(async () => {
  stage = await openStage()
  ada = await stage.actor('Ada', 'customer')
  sam = await stage.actor('Sam', 'partner')
  const { id } = await stage.placeOrder(ada)
  const { error } = await sam.supabase.rpc('accept_order', { order_id: id })
  if (error) throw error
  await Promise.all([stage.signIn(ada), stage.signIn(sam)])
  for (const { page } of [ada, sam]) {
    await page.goto(`/orders/${id}/chat`)
    await page.getByRole('textbox', { name: 'Message' }).waitFor()
  }
})
afterAll(() => stage?.close())

async function say({ page }: Actor, text: string) {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}
const log = ({ page }: Actor) => page.getByRole('log', { name: 'Messages' })
const card = (actor: Actor) => log(actor).getByRole('link', { name: /sandbox/i })

test('an address Ada sends shows as a card to both, with nothing loaded from the page, and goes when she takes it off', async () => {
  const foreign: string[] = []
  for (const { page: tab } of [ada, sam])
    tab.on('request', (request) => {
      if (request.url().startsWith(page) && request.url() !== page) foreign.push(request.url())
      if (request.url() === page) foreign.push(request.url())
    })
  await say(ada, `Look at ${page}`)
  await card(sam).waitFor({ timeout: 30_000 })
  await card(ada).waitFor({ timeout: 30_000 })
  expect(await card(sam).getAttribute('href')).toBe(page)
  expect(await card(sam).getAttribute('rel')).toBe('noopener noreferrer')
  expect(foreign).toEqual([])

  expect(await axeFaults(sam.page, { within: '[role=log]' })).toEqual([])

  // Sam has no button for it, Ada reaches hers by keyboard
  await expect.poll(() => log(sam).getByRole('button', { name: 'Remove preview' }).count()).toBe(0)
  await card(ada).focus()
  await ada.page.keyboard.press('Tab')
  await ada.page.keyboard.press('Enter')
  await card(ada).waitFor({ state: 'detached' })
  await card(sam).waitFor({ state: 'detached', timeout: 15_000 })
  await log(sam)
    .getByText(/^Look at/)
    .waitFor()
})

test('a page that says it is another, or writes mark-up, is words on the card and nothing else', async () => {
  await say(ada, `Again ${page}`)
  await card(sam).waitFor({ timeout: 30_000 })
  const room = (await ada.supabase.from('messages').select('id').like('body', 'Again%').single()).data
  // what a hostile page would have put there, had the cleaning let it through
  const hostile = {
    url: page,
    site: 'evil.example',
    title: '<img src=x onerror=alert(1)>',
    description: '\u202ereversed',
  }
  await stage.sql.query(
    'update public.messages set link = $2, rev = private.next_rev(room_id) where id = $1',
    [room?.id, hostile],
  )
  await log(sam).getByText('<img src=x onerror=alert(1)>').waitFor()
  await log(sam).getByText('evil.example').waitFor()
  expect(await log(sam).locator('img[src="x"]').count()).toBe(0)
  expect([...ada.complaints, ...sam.complaints]).toEqual([])
})
