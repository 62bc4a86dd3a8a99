import { createHmac } from 'node:crypto'
import { expect } from 'vitest'
import { asAdmin, type Person, placeOrder, sandboxUrl, url } from './actors.ts'

export type Order = { id: string; number: string }

/** An order of somebody's that costs something. */
export async function orderFor(customer: Person, totalMinor = 1250, currency = 'EUR'): Promise<Order> {
  const { id, number } = await placeOrder(customer)
  await asAdmin('select public.set_order_total($1, $2, $3)', [id, totalMinor, currency])
  return { id, number }
}

/** Calls a function as a person's app does. */
export async function call(name: string, token: string, body: object) {
  const response = await fetch(`${url}/functions/v1/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

export type Begun = { paymentId: string; page: string }

/** Begins a payment; `page` is where the payer is sent. */
export async function begin(
  payer: Person,
  order: Order,
  provider: string,
  clientId = crypto.randomUUID() as string,
): Promise<Begun> {
  const { status, body } = await call('payment-start', payer.token, {
    order_id: order.id,
    provider,
    client_id: clientId,
  })
  expect([status, body.code]).toEqual([200, undefined])
  const next = body.next as { kind: string; url: string }
  return { paymentId: body.payment_id as string, page: next.url }
}

/** What a payer does on the provider's page; where they are sent then. */
export async function onPage(page: string, action: string): Promise<string | null> {
  const response = await fetch(page, {
    method: 'POST',
    body: new URLSearchParams({ action }),
    redirect: 'manual',
  })
  await response.body?.cancel()
  return response.headers.get('location')
}

export async function statusOf(paymentId: string): Promise<string | undefined> {
  const [row] = await asAdmin<{ status: string }>('select status::text from public.payments where id = $1', [
    paymentId,
  ])
  return row?.status
}

export const settled = (paymentId: string, status: string) =>
  expect.poll(() => statusOf(paymentId), { timeout: 20_000 }).toBe(status)

/** How often each event was told to a person, of payments only. */
export async function toldOf(who: Person, orderId: string): Promise<Record<string, number>> {
  const rows = await asAdmin<{ event_type: string; times: number }>(
    `select event_type, count(*)::int as times from public.notifications
     where user_id = $1 and subject_id = $2 and event_type like 'payment.%' and event_type <> 'payment.due' group by 1`,
    [who.id, orderId],
  )
  return Object.fromEntries(rows.map(({ event_type, times }) => [event_type, times]))
}

/** What became of the events about a payment, by outcome. */
export async function outcomes(paymentId: string): Promise<Record<string, number>> {
  const rows = await asAdmin<{ outcome: string; times: number }>(
    `select coalesce(outcome, 'waiting') as outcome, count(*)::int as times from public.payment_events where payment_id = $1 group by 1`,
    [paymentId],
  )
  return Object.fromEntries(rows.map(({ outcome, times }) => [outcome, times]))
}

export async function arm(fault: object): Promise<void> {
  const response = await fetch(`${sandboxUrl}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  expect(response.status).toBe(201)
}

/** The statuses that a provider's callbacks about an order were answered with. */
export async function callbacks(
  number: string,
): Promise<{ event: string; http_status: number | null; is_forged: boolean }[]> {
  const response = await fetch(`${sandboxUrl}/log?kind=callback&to=${number}`)
  return ((await response.json()) as { entries: never[] }).entries
}

/** A signature as Stripe makes it. */
export function stripeSigned(
  body: string,
  secret: string,
  atS = Math.floor(Date.now() / 1000),
): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`${atS}.${body}`).digest('hex')
  return { 'content-type': 'application/json', 'stripe-signature': `t=${atS},v1=${signature}` }
}
