import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { stripeAndPaypalAccounts } from '../../local/secrets.ts'
import { asAdmin, type Person, person, sandboxUrl, url } from './actors.ts'
import {
  arm,
  begin,
  call,
  callbacks,
  type Order,
  onPage,
  orderFor,
  outcomes,
  settled,
  statusOf,
  stripeSigned,
  toldOf,
} from './payments.ts'

const secrets = JSON.parse(readFileSync(join(process.env.ORDERLINE_STATE ?? '', 'secrets.json'), 'utf8'))
const { webhookSecret, secretKey } = stripeAndPaypalAccounts(secrets).stripe

let ada: Person
let eve: Person
beforeAll(async () => {
  ;[ada, eve] = await Promise.all([person('Ada'), person('Eve')])
})

/** An event as Stripe would send it, with whatever a test says in it. */
async function event(
  order: { payment: string; session: string },
  more: object = {},
  how: { id?: string; type?: string } = {},
) {
  const body = JSON.stringify({
    id: how.id ?? `evt_${crypto.randomUUID()}`,
    object: 'event',
    created: 1,
    livemode: false,
    type: how.type ?? 'checkout.session.completed',
    data: {
      object: {
        id: order.session,
        object: 'checkout.session',
        mode: 'payment',
        status: 'complete',
        payment_status: 'paid',
        amount_total: 1250,
        currency: 'eur',
        client_reference_id: order.payment,
        metadata: {},
        ...more,
      },
    },
  })
  return body
}
const post = async (body: string, headers: Record<string, string>) => {
  const response = await fetch(`${url}/functions/v1/payment-stripe`, { method: 'POST', body, headers })
  return { status: response.status, body: await response.text() }
}
const refOf = async (paymentId: string) =>
  (
    await asAdmin<{ provider_ref: string }>('select provider_ref from public.payments where id = $1', [
      paymentId,
    ])
  )[0]?.provider_ref ?? ''
async function open(order?: Order) {
  const placed = order ?? (await orderFor(ada))
  const { paymentId, page } = await begin(ada, placed, 'stripe')
  return { order: placed, payment: paymentId, page, session: await refOf(paymentId) }
}

describe('paying by Stripe', () => {
  test('Ada pays: she comes back to her order, it is paid by her card, and she is told once', async () => {
    const { order, payment, page } = await open()
    expect(await onPage(page, 'pay')).toMatch(new RegExp(`/orders/${order.id}\\?payment=${payment}$`))
    await settled(payment, 'paid')
    const { data } = await ada.supabase.from('payments').select('amount_minor, currency, method').single()
    expect(data).toEqual({ amount_minor: 1250, currency: 'EUR', method: 'Visa •••• 4242' })
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.received': 1 })
    const { data: balance } = await ada.supabase.rpc('order_balance', { order_id: order.id })
    expect(balance).toMatchObject({ due_minor: 0, is_paid: true })
  })

  test('a double click is one payment and one page', async () => {
    const order = await orderFor(ada)
    const clientId = crypto.randomUUID()
    const [first, second] = await Promise.all([
      begin(ada, order, 'stripe', clientId),
      begin(ada, order, 'stripe', clientId),
    ])
    expect(second).toEqual(first)
  })

  test('a card that is declined is said with its reason, and the same page may still be paid on', async () => {
    const { order, payment, page } = await open()
    await onPage(page, 'poor')
    await settled(payment, 'failed')
    await onPage(page, 'pay')
    await settled(payment, 'paid')
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.failed': 1, 'payment.received': 1 })
  })

  test('money from a bank is pending first, and then there', async () => {
    const { order, payment, page } = await open()
    await onPage(page, 'bank')
    await settled(payment, 'pending')
    await settled(payment, 'paid')
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.pending': 1, 'payment.received': 1 })
  })

  test('who comes back without paying has cancelled, and the page they left cannot be paid on', async () => {
    const { payment, page } = await open()
    expect(await onPage(page, 'cancel')).toMatch(/&cancelled=1$/)
    const read = await call('payment-read', ada.token, { payment_id: payment, cancelled: true })
    expect(read.body).toEqual({ status: 'cancelled' })
    expect(await onPage(page, 'pay')).toBeNull()
    expect(await statusOf(payment)).toBe('cancelled')
  })

  test('the page one comes back to learns of it when the callback is lost', async () => {
    const { order, payment, page } = await open()
    await arm({ kind: 'payment_callback', to: order.number, mode: 'lose' })
    await onPage(page, 'pay')
    expect((await call('payment-read', ada.token, { payment_id: payment })).body).toEqual({ status: 'paid' })
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.received': 1 })
  })

  test('and so does the sweep when nobody comes back', async () => {
    const { order, payment, page } = await open()
    await arm({ kind: 'payment_callback', to: order.number, mode: 'lose' })
    await onPage(page, 'pay')
    await asAdmin('update public.payments set next_ask_at = now() where id = $1', [payment])
    await asAdmin('select private.sweep_payments()')
    await settled(payment, 'paid')
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.received': 1 })
  })

  test('a second page closes the first, so that nobody pays twice', async () => {
    const first = await open()
    await asAdmin(`update public.payments set expires_at = now() + interval '1 minute' where id = $1`, [
      first.payment,
    ])
    const second = await open(first.order)
    expect(second.payment).not.toBe(first.payment)
    await settled(first.payment, 'expired')
    expect(await onPage(first.page, 'pay')).toBeNull()
  })

  test('an order that was paid at the door has no page left to pay it on', async () => {
    const { order, payment, page } = await open()
    await asAdmin(
      `insert into public.payments (order_id, payer_id, provider, client_id, amount_minor, currency, status) values ($1, $2, 'cash', gen_random_uuid(), 1250, 'EUR', 'paid')`,
      [order.id, ada.id],
    )
    await asAdmin('select private.sweep_payments()')
    await settled(payment, 'expired')
    expect(await onPage(page, 'pay')).toBeNull()
  })

  test('Stripe is away: nothing is begun, and the same press later begins it once', async () => {
    const order = await orderFor(ada)
    const clientId = crypto.randomUUID()
    await arm({ kind: 'payment', to: order.number, mode: 'fail', http_status: 500, times: 2 })
    const asked = { order_id: order.id, provider: 'stripe', client_id: clientId }
    expect(await call('payment-start', ada.token, asked)).toMatchObject({
      status: 503,
      body: { code: 'unavailable' },
    })
    const { paymentId } = await begin(ada, order, 'stripe', clientId)
    expect(await statusOf(paymentId)).toBe('created')
  })
})

describe('who may not', () => {
  test('another person neither begins nor asks about a payment of Ada’s order', async () => {
    const { order, payment } = await open()
    const asked = { order_id: order.id, provider: 'stripe', client_id: crypto.randomUUID() }
    expect(await call('payment-start', eve.token, asked)).toMatchObject({
      status: 404,
      body: { code: 'order_not_found' },
    })
    const read = await call('payment-read', eve.token, { payment_id: payment, cancelled: true })
    expect(read).toMatchObject({ status: 404, body: { code: 'payment_not_found' } })
    expect((await eve.supabase.from('payments').select('id')).data).toEqual([])
    expect(await statusOf(payment)).toBe('created')
  })

  test('the sum is never the browser’s: what it says besides is not read', async () => {
    const order = await orderFor(ada)
    const asked = {
      order_id: order.id,
      provider: 'stripe',
      client_id: crypto.randomUUID(),
      amount_minor: 1,
      currency: 'JPY',
    }
    const { body } = await call('payment-start', ada.token, asked)
    const [row] = await asAdmin('select amount_minor::int, currency from public.payments where id = $1', [
      body.payment_id,
    ])
    expect(row).toEqual({ amount_minor: 1250, currency: 'EUR' })
  })

  test('a forged, an unsigned, an old and a changed event are turned away, and nothing of them is kept', async () => {
    const { order, payment, session } = await open()
    const body = await event({ payment, session })
    const refused = [
      stripeSigned(body, 'whsec_not_ours'),
      {},
      stripeSigned(body, webhookSecret, Math.floor(Date.now() / 1000) - 3600),
      stripeSigned(`${body} `, webhookSecret),
    ]
    for (const headers of refused) {
      const answer = await post(body, headers as Record<string, string>)
      expect([answer.status, JSON.parse(answer.body).code]).toEqual([403, 'bad_signature'])
    }
    await arm({ kind: 'payment_callback', to: order.number, mode: 'forge' })
    await onPage((await begin(ada, order, 'stripe')).page, 'pay')
    await expect
      .poll(async () => (await callbacks(order.number)).map((c) => [c.is_forged, c.http_status]))
      .toEqual([[true, 403]])
    expect(await outcomes(payment)).toEqual({})
    expect(await statusOf(payment)).toBe('created')
  })

  test.each([
    ['another sum', { amount_total: 1 }, 'wrong_amount'],
    ['another currency', { currency: 'jpy' }, 'wrong_currency'],
    ['another session', { id: 'cs_test_of_somebody_else' }, 'unknown_payment'],
  ])('a signed event with %s pays nothing and is told to staff', async (_, more, outcome) => {
    const grace = await person('Grace', 'staff')
    const { payment, session, order } = await open()
    const body = await event({ payment, session }, more)
    expect((await post(body, stripeSigned(body, webhookSecret))).status).toBe(200)
    expect(await outcomes(payment)).toEqual({ [outcome]: 1 })
    expect(await statusOf(payment)).toBe('created')
    expect(await toldOf(ada, order.id)).toEqual({})
    const { data } = await grace.supabase.from('notifications').select('event_type')
    expect(data).toEqual([
      { event_type: outcome === 'unknown_payment' ? 'system.payment_unknown' : 'system.payment_mismatch' },
    ])
  })

  test('a payment of Ada’s cannot be made Eve’s by an event that names hers', async () => {
    const hers = await open()
    const order = await orderFor(eve, 1250)
    const his = await begin(eve, order, 'stripe')
    const body = await event({ payment: his.paymentId, session: hers.session })
    expect((await post(body, stripeSigned(body, webhookSecret))).status).toBe(200)
    expect([await statusOf(hers.payment), await statusOf(his.paymentId)]).toEqual(['created', 'created'])
  })

  test('what is sold elsewhere on the same account is none of ours', async () => {
    const before = await asAdmin('select count(*)::int from public.payment_events')
    const body = await event({ payment: '', session: 'cs_test_shop' }, { client_reference_id: null })
    expect((await post(body, stripeSigned(body, webhookSecret))).status).toBe(200)
    expect(await asAdmin('select count(*)::int from public.payment_events')).toEqual(before)
  })
})

describe('what a bank disputes', () => {
  /** What the sandbox calls the money of a session: disputes name nothing else. */
  async function intentOf(session: string): Promise<string> {
    const response = await fetch(`${sandboxUrl}/payments/stripe/v1/checkout/sessions/${session}`, {
      headers: { authorization: `Bearer ${secretKey}` },
    })
    return ((await response.json()) as { payment_intent: string }).payment_intent
  }
  const disputeTold = (staff: Person, orderId: string) =>
    asAdmin<{ event_type: string }>(
      `select event_type from public.notifications where user_id = $1 and action_url = $2 and event_type ~ 'dispute' order by 1`,
      [staff.id, `/orders/${orderId}`],
    )

  test.each([
    ['won', 'paid', 0, 'system.payment_dispute_won'],
    ['lost', 'refunded', 1, 'system.payment_dispute_lost'],
  ])(
    'a dispute that is %s, told forty times in any order, leaves the payment %s',
    async (end, status, notes, alarm) => {
      const grace = await person('Grace', 'staff')
      const { order, payment, page, session } = await open()
      await onPage(page, 'pay')
      await settled(payment, 'paid')
      const dispute = { id: `dp_${payment}`, amount: 1250, payment_intent: await intentOf(session) }
      const bodies = await Promise.all(
        Array.from({ length: 40 }, (_, n) =>
          event(
            { payment, session },
            { ...dispute, status: n % 2 ? end : 'needs_response' },
            { type: n % 2 ? 'charge.dispute.closed' : 'charge.dispute.created' },
          ),
        ),
      )
      const answers = await Promise.all(bodies.map((body) => post(body, stripeSigned(body, webhookSecret))))
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
      await settled(payment, status)
      const books = await asAdmin(
        `select d.status::text, (select count(*)::int from public.receipts r where r.payment_id = d.payment_id and r.kind = 'credit_note') as notes
       from public.payment_disputes d where d.payment_id = $1`,
        [payment],
      )
      expect(books).toEqual([{ status: end, notes }])
      const told = (await disputeTold(grace, order.id)).map(({ event_type }) => event_type)
      // of its beginning only when that was heard before its end
      expect(told.filter((one) => one === alarm)).toHaveLength(1)
      expect(told.filter((one) => one === 'system.payment_disputed').length).toBeLessThan(2)
      expect((await toldOf(ada, order.id))['payment.received']).toBe(1)
    },
  )
})

describe('a hundred at once', () => {
  test('the same event a hundred times is one payment, told once', async () => {
    const { order, payment, session } = await open()
    const body = await event({ payment, session }, {}, { id: `evt_${payment}` })
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post(body, stripeSigned(body, webhookSecret))),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await outcomes(payment)).toEqual({ applied: 1 })
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.received': 1 })
  })

  test('a hundred different events in any order end paid, told once', async () => {
    const { order, payment, session } = await open()
    const kinds = [
      { type: 'checkout.session.async_payment_failed', more: { payment_status: 'unpaid' } },
      { type: 'checkout.session.completed', more: {} },
      { type: 'checkout.session.expired', more: { payment_status: 'unpaid', status: 'expired' } },
      { type: 'checkout.session.completed', more: { payment_status: 'unpaid' } },
    ]
    const bodies = await Promise.all(
      Array.from({ length: 100 }, (_, n) => {
        const { type, more } = kinds[n % kinds.length] ?? { type: '', more: {} }
        return event({ payment, session }, more, { type })
      }),
    )
    const answers = await Promise.all(bodies.map((body) => post(body, stripeSigned(body, webhookSecret))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const { applied = 0, stale = 0 } = await outcomes(payment)
    expect(applied + stale).toBe(100)
    expect(await statusOf(payment)).toBe('paid')
    expect((await toldOf(ada, order.id))['payment.received']).toBe(1)
  })

  test('callbacks that come doubled and in the wrong order end the same', async () => {
    const { order, payment, page } = await open()
    await arm({ kind: 'payment_callback', to: order.number, mode: 'reorder' })
    await arm({ kind: 'payment_callback', to: order.number, mode: 'double' })
    await onPage(page, 'decline')
    await onPage(page, 'pay')
    await settled(payment, 'paid')
    expect((await toldOf(ada, order.id))['payment.received']).toBe(1)
  })
})
