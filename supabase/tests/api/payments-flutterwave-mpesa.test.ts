import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { flutterwaveAndMpesaAccounts } from '../../local/secrets.ts'
import { asAdmin, type Person, person, sandboxUrl, url } from './actors.ts'
import { arm, begin, call, type Order, orderFor, outcomes, settled, statusOf, toldOf } from './payments.ts'

const secrets = JSON.parse(readFileSync(join(process.env.ORDERLINE_STATE ?? '', 'secrets.json'), 'utf8'))
const { secretHash } = flutterwaveAndMpesaAccounts(secrets).flutterwave

// each step waits for a function, a provider and the database, also on a slow machine
vi.setConfig({ testTimeout: 120_000 })

let ada: Person
let eve: Person
beforeAll(async () => {
  eve = await person('Eve')
})
// one person begins so many payments an hour
beforeEach(async () => {
  ada = await person('Ada')
})

const post = async (address: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const said = await response.text()
  return { status: response.status, body: said ? JSON.parse(said) : null }
}
const paidOnce = { 'payment.received': 1 }

describe('paying by Flutterwave', () => {
  const callback = `${url}/functions/v1/payment-flutterwave`
  const open = async (order?: Order) => {
    const placed = order ?? (await orderFor(ada, 125_050, 'NGN'))
    return { order: placed, ...(await begin(ada, placed, 'flutterwave')) }
  }
  /** What the payer does on the page, or what a test lets the provider say. */
  const deed = async (paymentId: string, more: object) =>
    (await post(`${sandboxUrl}/payments/flutterwave/deeds/${paymentId}`, more)).body.transaction as {
      id: number
    }
  const signed = (body: string) => ({
    'flutterwave-signature': createHmac('sha256', secretHash).update(body).digest('base64'),
  })
  const event = (id: number, tx_ref: string) =>
    JSON.stringify({ event: 'charge.completed', data: { id, tx_ref } })

  test('Ada pays on the hosted page and comes back; it is paid by her card, and told once', async () => {
    const { order, paymentId, page } = await open()
    const paid = await fetch(page, {
      method: 'POST',
      body: new URLSearchParams({ action: 'pay' }),
      redirect: 'manual',
    })
    expect(paid.headers.get('location')).toContain(`/orders/${order.id}?payment=${paymentId}`)
    await settled(paymentId, 'paid')
    const { data } = await ada.supabase
      .from('payments')
      .select('amount_minor, currency, method')
      .eq('id', paymentId)
    expect(data).toEqual([{ amount_minor: 125_050, currency: 'NGN', method: 'Mastercard •••• 2950' }])
    expect(await toldOf(ada, order.id)).toEqual(paidOnce)
  })

  test.each(['doubled', 'reordered', 'forged', 'late'])(
    'callbacks that come %s end in one payment',
    async (callbacks) => {
      const { order, paymentId } = await open()
      await deed(paymentId, { outcome: 'successful', callbacks })
      // late ones take ten seconds; the page one comes back to asks at once
      if (callbacks === 'late') await call('payment-read', ada.token, { payment_id: paymentId })
      await settled(paymentId, 'paid')
      expect(await toldOf(ada, order.id)).toEqual(paidOnce)
    },
  )

  test('a declined card fails with a reason, and another try on the same page still pays', async () => {
    const { order, paymentId } = await open()
    await deed(paymentId, { outcome: 'failed' })
    await settled(paymentId, 'failed')
    await deed(paymentId, { outcome: 'successful' })
    await settled(paymentId, 'paid')
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.failed': 1, ...paidOnce })
  })

  test.each([
    ['another sum', { amount: 1250.49 }, 'wrong_amount'],
    ['another currency', { currency: 'GHS' }, 'wrong_currency'],
  ])('%s is no payment', async (_, more, outcome) => {
    const { order, paymentId } = await open()
    await deed(paymentId, { outcome: 'successful', ...more })
    await expect.poll(() => outcomes(paymentId)).toEqual({ [outcome]: 1 })
    expect(await statusOf(paymentId)).toBe('created')
    expect(await toldOf(ada, order.id)).toEqual({})
  })

  test('what nobody signed, and what was changed after it was signed, is turned away', async () => {
    const { paymentId } = await open()
    const { id } = await deed(paymentId, { outcome: 'successful', callbacks: 'none' })
    const body = event(id, paymentId)
    for (const headers of [
      {},
      { 'verif-hash': 'guessed' },
      { 'flutterwave-signature': 'x', 'verif-hash': secretHash },
    ])
      expect((await post(callback, body, headers as Record<string, string>)).body.code).toBe('bad_signature')
    expect((await post(callback, `${body} `, signed(body))).body.code).toBe('bad_signature')
    expect(await outcomes(paymentId)).toEqual({})
  })

  test('a signed lie about another order pays nothing: only what Flutterwave itself says counts', async () => {
    const mine = await open()
    const cheap = await open(await orderFor(ada, 100, 'NGN'))
    const { id } = await deed(cheap.paymentId, { outcome: 'successful', callbacks: 'none' })
    const lie = event(id, mine.paymentId)
    expect((await post(callback, lie, signed(lie))).status).toBe(503)
    const nothing = event(1, mine.paymentId)
    expect((await post(callback, nothing, signed(nothing))).status).toBe(503)
    expect([await statusOf(mine.paymentId), await statusOf(cheap.paymentId)]).toEqual(['created', 'created'])
  })

  test('the same callback a hundred times at once is one payment, told once', async () => {
    const { order, paymentId } = await open()
    const { id } = await deed(paymentId, { outcome: 'successful', callbacks: 'none' })
    const body = event(id, paymentId)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post(callback, body, { 'verif-hash': secretHash })),
    )
    expect(answers.some(({ status }) => status === 200)).toBe(true)
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true)
    await settled(paymentId, 'paid')
    expect(await toldOf(ada, order.id)).toEqual(paidOnce)
    expect(await outcomes(paymentId)).toEqual({ applied: 1 })
  })

  test('Flutterwave is away when the callback comes: it is told to come back, and then it counts', async () => {
    const { paymentId } = await open()
    const { id } = await deed(paymentId, { outcome: 'successful', callbacks: 'none' })
    const body = event(id, paymentId)
    await arm({ kind: 'flutterwave', to: `/v3/transactions/${id}/verify`, mode: 'fail', http_status: 502 })
    expect((await post(callback, body, signed(body))).status).toBe(503)
    expect((await post(callback, body, signed(body))).status).toBe(200)
    await settled(paymentId, 'paid')
  })

  test('Eve does not see, read or pay as Ada', async () => {
    const { order, paymentId } = await open()
    const asked = { order_id: order.id, provider: 'flutterwave', client_id: crypto.randomUUID() }
    expect((await call('payment-start', eve.token, asked)).body.code).toBe('order_not_found')
    expect((await call('payment-read', eve.token, { payment_id: paymentId })).body.code).toBe(
      'payment_not_found',
    )
    expect((await eve.supabase.from('payments').select('id').eq('id', paymentId)).data).toEqual([])
  })
})

describe('paying by M-Pesa', () => {
  const phone = () => `07${String(10_000_000 + Math.floor(Math.random() * 89_999_999))}`
  const ring = async (order?: Order) => {
    const placed = order ?? (await orderFor(ada, 150_000, 'KES'))
    const typed = phone()
    const client_id = crypto.randomUUID()
    const asked = { order_id: placed.id, provider: 'mpesa', client_id, phone: typed }
    const { status, body } = await call('payment-start', ada.token, asked)
    expect([status, body.next]).toEqual([200, { kind: 'wait' }])
    const { prompts } = (await (await fetch(`${sandboxUrl}/payments/mpesa/prompts`)).json()) as {
      prompts: { phone: string; checkoutId: string; callbackUrl: string; amount: number }[]
    }
    const prompt = prompts.find((one) => one.phone === `254${typed.slice(1)}`)
    if (!prompt) throw new Error('no phone rang')
    return { order: placed, paymentId: body.payment_id as string, ...prompt }
  }
  const deed = (checkoutId: string, more: object) =>
    post(`${sandboxUrl}/payments/mpesa/deeds/${checkoutId}`, more)
  const says = (checkoutId: string, ResultCode: number, amount = 1500) => ({
    Body: {
      stkCallback: {
        MerchantRequestID: '1',
        CheckoutRequestID: checkoutId,
        ResultCode,
        ResultDesc: 'said',
        ...(ResultCode === 0
          ? {
              CallbackMetadata: {
                Item: [
                  { Name: 'Amount', Value: amount },
                  { Name: 'MpesaReceiptNumber', Value: 'FORGED0001' },
                ],
              },
            }
          : {}),
      },
    },
  })

  test('Ada pays with her PIN: whole shillings, her receipt number, told once', async () => {
    const { order, paymentId, checkoutId, amount } = await ring()
    expect([amount, await statusOf(paymentId)]).toEqual([1500, 'pending'])
    const { body } = await deed(checkoutId, { ending: 'paid' })
    await settled(paymentId, 'paid')
    const { data } = await ada.supabase.from('payments').select('method, charge_ref').eq('id', paymentId)
    expect(data).toEqual([{ method: `M-Pesa ${body.receipt}`, charge_ref: body.receipt }])
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.pending': 1, ...paidOnce })
  })

  test.each([
    ['cancels', 'cancelled', 'cancelled'],
    ['has too little money', 'no_money', 'failed'],
    ['types a wrong PIN', 'wrong_pin', 'failed'],
    ['does not answer', 'unanswered', 'expired'],
  ])('who %s has not paid, and may try again', async (_, ending, status) => {
    const { order, paymentId, checkoutId } = await ring()
    await deed(checkoutId, { ending })
    await settled(paymentId, status)
    const again = await ring(order)
    await deed(again.checkoutId, { ending: 'paid' })
    await settled(again.paymentId, 'paid')
  })

  test.each(['doubled', 'reordered', 'forged'])(
    'callbacks that come %s end in one payment',
    async (callbacks) => {
      const { order, paymentId, checkoutId } = await ring()
      await deed(checkoutId, { ending: 'paid', callbacks })
      await settled(paymentId, 'paid')
      expect(await toldOf(ada, order.id)).toEqual({ 'payment.pending': 1, ...paidOnce })
    },
  )

  test('a lost callback is asked for', async () => {
    const { paymentId, checkoutId } = await ring()
    await deed(checkoutId, { ending: 'paid', callbacks: 'none' })
    expect((await call('payment-read', ada.token, { payment_id: paymentId })).body).toEqual({
      status: 'paid',
    })
  })

  test('whoever calls without the address that was given to Daraja is turned away', async () => {
    const { paymentId, checkoutId, callbackUrl } = await ring()
    const other = await ring()
    const address = new URL(callbackUrl)
    const without = new URL(callbackUrl)
    without.searchParams.delete('token')
    const swapped = new URL(callbackUrl)
    swapped.searchParams.set('token', new URL(other.callbackUrl).searchParams.get('token') ?? '')
    const asRefund = new URL(callbackUrl)
    asRefund.searchParams.set('refund', paymentId)
    for (const tried of [without, swapped, asRefund, new URL(address.origin + address.pathname)])
      expect((await post(tried.href, says(checkoutId, 0))).body.code).toBe('bad_signature')
    expect(await outcomes(paymentId)).toEqual({})
  })

  test('even who knows the address cannot pay by saying so, nor cancel', async () => {
    const { paymentId, checkoutId, callbackUrl } = await ring()
    expect((await post(callbackUrl, says(checkoutId, 0))).status).toBe(200)
    expect((await post(callbackUrl, says(checkoutId, 1032))).status).toBe(200)
    expect(await statusOf(paymentId)).toBe('pending')
    await deed(checkoutId, { ending: 'cancelled', callbacks: 'none' })
    expect((await post(callbackUrl, says(checkoutId, 0))).status).toBe(200)
    await settled(paymentId, 'cancelled')
    expect((await post(callbackUrl, { Body: 'nonsense' })).body.code).toBe('invalid_body')
  })

  test('another prompt of the same account, paid for less, pays nothing here', async () => {
    const dear = await ring()
    const cheap = await ring(await orderFor(ada, 100, 'KES'))
    await deed(cheap.checkoutId, { ending: 'paid', callbacks: 'none' })
    expect((await post(dear.callbackUrl, says(cheap.checkoutId, 0, 1))).status).toBe(200)
    await expect.poll(() => outcomes(dear.paymentId)).toEqual({ unknown_payment: 1 })
    expect(await statusOf(dear.paymentId)).toBe('pending')
  })

  test('a callback that names another sum than was prompted is an alarm', async () => {
    const { paymentId, checkoutId, callbackUrl } = await ring()
    await deed(checkoutId, { ending: 'paid', callbacks: 'none' })
    await post(callbackUrl, says(checkoutId, 0, 1))
    await expect.poll(() => outcomes(paymentId)).toEqual({ wrong_amount: 1 })
    expect(await statusOf(paymentId)).toBe('pending')
  })

  test('the same callback a hundred times at once is one payment, told once', async () => {
    const { order, paymentId, checkoutId, callbackUrl } = await ring()
    await deed(checkoutId, { ending: 'paid', callbacks: 'none' })
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post(callbackUrl, says(checkoutId, 0))),
    )
    expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true)
    await settled(paymentId, 'paid')
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.pending': 1, ...paidOnce })
  })

  test('cents and foreign numbers ring no phone', async () => {
    const cents = await orderFor(ada, 150_050, 'KES')
    const ask = (order: Order, number: string) =>
      call('payment-start', ada.token, {
        order_id: order.id,
        provider: 'mpesa',
        client_id: crypto.randomUUID(),
        phone: number,
      })
    expect((await ask(cents, phone())).body.code).toBe('payment_refused')
    expect((await ask(await orderFor(ada, 1000, 'KES'), '+44 7700 900001')).body.code).toBe('phone_invalid')
  })

  test('the keys, tokens and numbers of people are nowhere in what was kept', async () => {
    const [row] = await asAdmin<{ kept: string }>(
      `select string_agg(payload::text, ' ') as kept from public.payment_events where provider in ('mpesa', 'flutterwave')`,
    )
    expect(row?.kept).not.toMatch(/2547\d{8}|@example\.com|553188|token/)
  })
})
