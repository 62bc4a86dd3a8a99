import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asAdmin, type Person, person, placeOrder, sandboxUrl, url } from './actors.ts'

type Mail = {
  mail_id: string
  provider: string
  subject: string
  html: string
  text: string
  headers: Record<string, string>
  idempotency_key: string | null
  status: string
}
type Delivery = {
  id: string
  state: string
  last_code: string | null
  provider: string
  clicked_at: string | null
}

const addressOf = async ({ id }: Person) =>
  (await asAdmin<{ email: string }>('select email from auth.users where id = $1', [id]))[0]?.email ?? ''

async function mailsTo(to: string): Promise<Mail[]> {
  const response = await fetch(`${sandboxUrl}/log?kind=mail&to=${encodeURIComponent(to)}`)
  return ((await response.json()) as { entries: Mail[] }).entries
}

/** The one mail that came to this address since; fails when none came within 20 s, two sweeps. */
async function nextMail(to: string, already = 0): Promise<Mail> {
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(50)) {
    const mails = await mailsTo(to)
    if (mails.length > already) return mails.at(-1) as Mail
  }
  throw new Error(`no mail came to ${to}`)
}

/** The newest mail delivery of somebody, once it stands as wanted. */
async function delivery(of: Person, stands: (d: Delivery) => boolean): Promise<Delivery> {
  let last: Delivery | undefined
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(50)) {
    ;[last] = await asAdmin<Delivery>(
      `select id, state, last_code, provider, clicked_at from private.deliveries where user_id = $1 and channel = 'email' order by created_at desc limit 1`,
      [of.id],
    )
    if (last && stands(last)) return last
  }
  throw new Error(`the delivery stayed ${JSON.stringify(last)}`)
}

/** What really happens: somebody places an order and takes it back. */
async function cancelOrder(of: Person): Promise<void> {
  const order = await placeOrder(of)
  const { error } = await of.supabase.rpc('advance_order', {
    order_id: order.id,
    to_status: 'cancelled',
    note: 'Ordered <b>twice</b> & by mistake',
  })
  if (error) throw new Error(error.message)
}

let ada: Person
beforeAll(async () => {
  ada = await person('Ada')
})
const secondProvider = (isOn: boolean) =>
  asAdmin(`update private.providers set is_enabled = $1 where name = 'sendgrid'`, [isOn])
afterAll(async () => {
  await asAdmin(`update private.providers set is_enabled = true where name = 'resend'`)
  await secondProvider(false)
})

test('Ada cancels an order and reads of it in her mail, as HTML and as text, and Orderline hears that it arrived', async () => {
  const to = await addressOf(ada)
  await cancelOrder(ada)
  const mail = await nextMail(to)
  expect(mail.subject).toMatch(/^Order A\d+ cancelled$/)
  expect(mail.html).toContain('Ordered &lt;b&gt;twice&lt;/b&gt; &amp; by mistake')
  expect(mail.text).toContain('Ordered <b>twice</b> & by mistake')
  const { id } = await delivery(ada, ({ state }) => state === 'delivered')
  expect(mail).toMatchObject({ provider: 'resend', idempotency_key: id })
}, 60_000)

test('the button leads to the order, and the click is known', async () => {
  const [mail] = await mailsTo(await addressOf(ada))
  const link = /href="([^"]*\/link-click\/[^"]+)"/.exec(mail?.html ?? '')?.[1] ?? ''
  expect(link.startsWith(`${url}/functions/v1/link-click/`)).toBe(true)
  const answer = await fetch(link, { redirect: 'manual' })
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toMatch(/\/orders\/[0-9a-f-]{36}$/)
  await delivery(ada, ({ clicked_at }) => clicked_at !== null)
}, 60_000)

test('a scanner that follows the link in the header changes nothing; one click of the mail program does', async () => {
  const to = await addressOf(ada)
  const [mail] = await mailsTo(to)
  expect(mail?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click')
  const link = mail?.headers['List-Unsubscribe']?.slice(1, -1) ?? ''
  const looked = await fetch(link)
  expect(looked.headers.get('content-type')).toMatch(/^text\/html/)
  expect(await looked.text()).toContain('Stop emails about “Your orders”?')
  await cancelOrder(ada)
  await nextMail(to, 1)

  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
  for (const _ of [1, 2]) {
    const left = await fetch(link, { method: 'POST', body, redirect: 'manual' })
    expect(left.status).toBe(200)
    expect(await left.text()).toContain('You will get no more emails about “Your orders”.')
  }
  await cancelOrder(ada)
  await delivery(ada, ({ state, last_code }) => state === 'suppressed' && last_code === 'no_consent')
  const chosen = await asAdmin(
    `select category, is_enabled, source from public.preferences where user_id = $1 and channel = 'email'`,
    [ada.id],
  )
  expect(chosen).toEqual([{ category: 'order', is_enabled: false, source: 'unsubscribe_link' }])
  const forged = await fetch(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`, {
    method: 'POST',
    body,
  })
  expect(forged.status).toBe(403)
}, 60_000)

test('an address that bounces for good is left alone; a full mailbox is not', async () => {
  const full = await person('Soft-bounced+')
  await cancelOrder(full)
  await delivery(full, ({ state, last_code }) => state === 'failed' && last_code === 'soft_bounce')
  await cancelOrder(full)
  await nextMail(await addressOf(full), 1)

  const gone = await person('Bounced+')
  await cancelOrder(gone)
  await delivery(gone, ({ state, last_code }) => state === 'failed' && last_code === 'hard_bounce')
  await cancelOrder(gone)
  await delivery(gone, ({ state, last_code }) => state === 'suppressed' && last_code === 'bounce')
  expect(await mailsTo(await addressOf(gone))).toHaveLength(1)
}, 90_000)

test('who marks a mail as spam gets no other', async () => {
  const eve = await person('Complained+')
  await cancelOrder(eve)
  const to = await addressOf(eve)
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(50)) {
    const rows = await asAdmin('select from private.suppressions where address = $1 and reason = $2', [
      to,
      'complaint',
    ])
    if (rows.length > 0) break
  }
  await cancelOrder(eve)
  await delivery(eve, ({ state, last_code }) => state === 'suppressed' && last_code === 'complaint')
}, 60_000)

test('Ada hears once although the answer of the provider was lost', async () => {
  const lost = await person('Lost+')
  await cancelOrder(lost)
  await delivery(lost, ({ state }) => state === 'delivered')
  expect(await mailsTo(await addressOf(lost))).toHaveLength(1)
}, 60_000)

test('the second provider sends when the first is switched off, and its signed reports count', async () => {
  await secondProvider(true)
  await asAdmin(`update private.providers set is_enabled = false where name = 'resend'`)
  const bea = await person('Bea')
  await cancelOrder(bea)
  const mail = await nextMail(await addressOf(bea))
  const { provider } = await delivery(bea, ({ state }) => state === 'delivered')
  expect([mail.provider, provider]).toEqual(['sendgrid', 'sendgrid'])
}, 60_000)
