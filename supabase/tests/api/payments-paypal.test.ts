import { generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { crc32 } from '../../functions/payment-paypal/signature.ts'
import { stripeAndPaypalAccounts } from '../../local/secrets.ts'
import { asAdmin, type Person, person, sandboxUrl, url } from './actors.ts'
import {
  arm,
  begin,
  call,
  callbacks,
  onPage,
  orderFor,
  outcomes,
  settled,
  statusOf,
  toldOf,
} from './payments.ts'

const secrets = JSON.parse(readFileSync(join(process.env.ORDERLINE_STATE ?? '', 'secrets.json'), 'utf8'))
const { webhookId, clientId, clientSecret } = stripeAndPaypalAccounts(secrets).paypal

let ada: Person
beforeAll(async () => {
  ada = await person('Ada')
})

async function open(totalMinor = 1250, currency = 'EUR') {
  const order = await orderFor(ada, totalMinor, currency)
  const { paymentId: payment, page } = await begin(ada, order, 'paypal')
  return { order, payment, page }
}
const post = async (body: string, headers: Record<string, string>) => {
  const response = await fetch(`${url}/functions/v1/payment-paypal`, { method: 'POST', body, headers })
  return [response.status, ((await response.json()) as { code?: string }).code]
}

/** The money is taken, and none of our functions knows of it. */
async function takenBehindOurBack(ref: string): Promise<void> {
  const base = `${sandboxUrl}/payments/paypal`
  const asked = await fetch(`${base}/v1/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
  })
  const { access_token } = (await asked.json()) as { access_token: string }
  const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }
  const taken = await fetch(`${base}/v2/checkout/orders/${ref}/capture`, {
    method: 'POST',
    headers,
    body: '{}',
  })
  expect(taken.status).toBe(200)
}

describe('paying by PayPal', () => {
  test('Ada approves: the money is taken once, and she is told once', async () => {
    const { order, payment, page } = await open()
    expect(await onPage(page, 'pay')).toMatch(new RegExp(`/orders/${order.id}\\?payment=${payment}&token=`))
    await settled(payment, 'paid')
    const [row] = await asAdmin(
      'select method, currency, amount_minor::int from public.payments where id = $1',
      [payment],
    )
    expect(row).toEqual({ method: 'PayPal', currency: 'EUR', amount_minor: 1250 })
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.received': 1 })
  })

  test('the page, the callback and the sweep all take the money at once, and it is taken once', async () => {
    const { order, payment, page } = await open()
    await onPage(page, 'pay')
    await asAdmin('update public.payments set next_ask_at = now() where id = $1', [payment])
    await Promise.all([
      ...Array.from({ length: 5 }, () => call('payment-read', ada.token, { payment_id: payment })),
      asAdmin('select private.sweep_payments()'),
    ])
    await settled(payment, 'paid')
    await expect
      .poll(
        async () =>
          (await callbacks(order.number)).map(({ event, http_status }) => `${event} ${http_status}`).sort(),
        { timeout: 20_000 },
      )
      .toEqual(['CHECKOUT.ORDER.APPROVED 200', 'PAYMENT.CAPTURE.COMPLETED 200'])
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.received': 1 })
  })

  test('who approves and never comes back has paid all the same, also when PayPal is first away', async () => {
    const { order, payment, page } = await open()
    await arm({ kind: 'payment', to: order.number, mode: 'fail', http_status: 503 })
    await onPage(page, 'pay')
    await settled(payment, 'paid')
  })

  test('what was approved after the order was paid another way is not taken', async () => {
    const { order, payment, page } = await open()
    const card = await begin(ada, order, 'stripe')
    await onPage(card.page, 'pay')
    await settled(card.paymentId, 'paid')
    await onPage(page, 'pay')
    await settled(payment, 'cancelled')
    const { data } = await ada.supabase.rpc('order_balance', { order_id: order.id })
    expect(data).toMatchObject({ paid_minor: 1250, is_paid: true })
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.received': 1 })
    expect((await callbacks(order.number)).map(({ event }) => event)).not.toContain(
      'PAYMENT.CAPTURE.COMPLETED',
    )
  })

  test('yen go without decimals', async () => {
    const { payment, page } = await open(1250, 'JPY')
    expect(await (await fetch(page)).text()).toContain('1250 JPY')
    await onPage(page, 'pay')
    await settled(payment, 'paid')
  })

  test('a currency that PayPal does not take is not offered', async () => {
    const { body } = await call('payment-start', ada.token, { currency: 'KES' })
    expect(body.providers).not.toContain('paypal')
    const order = await orderFor(ada, 1000, 'KES')
    const asked = { order_id: order.id, provider: 'paypal', client_id: randomUUID() }
    expect(await call('payment-start', ada.token, asked)).toMatchObject({
      status: 422,
      body: { code: 'payment_refused' },
    })
    expect(await toldOf(ada, order.id)).toEqual({})
  })

  test('a card that is declined is said, and another try is another payment', async () => {
    const { order, payment, page } = await open()
    await onPage(page, 'decline')
    await settled(payment, 'failed')
    const again = await begin(ada, order, 'paypal')
    await onPage(again.page, 'pay')
    await settled(again.paymentId, 'paid')
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.failed': 1, 'payment.received': 1 })
  })

  test('money that PayPal checks first is pending, and then there', async () => {
    const { order, payment, page } = await open()
    await onPage(page, 'review')
    await settled(payment, 'pending')
    await settled(payment, 'paid')
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.pending': 1, 'payment.received': 1 })
  })

  test('who cancels is not charged', async () => {
    const { payment, page } = await open()
    expect(await onPage(page, 'cancel')).toMatch(/&cancelled=1&token=/)
    const read = await call('payment-read', ada.token, { payment_id: payment, cancelled: true })
    expect(read.body).toEqual({ status: 'cancelled' })
  })
})

describe('who may not', () => {
  /** Signed as PayPal signs, by whichever key. */
  function signed(
    body: string,
    how: { key?: ReturnType<typeof generateKeyPairSync>['privateKey']; certUrl: string; webhook?: string },
  ) {
    const [id, time] = [randomUUID(), new Date().toISOString()]
    const text = `${id}|${time}|${how.webhook ?? webhookId}|${crc32(Buffer.from(body))}`
    const key = how.key ?? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    return {
      'paypal-transmission-id': id,
      'paypal-transmission-time': time,
      'paypal-transmission-sig': sign('sha256', Buffer.from(text), key).toString('base64'),
      'paypal-cert-url': how.certUrl,
      'paypal-auth-algo': 'SHA256withRSA',
    }
  }
  const certUrl = `${sandboxUrl}/payments/paypal/v1/notifications/certs/CERT-1`

  test('an event of a stranger is turned away: by another key, by a certificate elsewhere, or without any', async () => {
    const { payment } = await open()
    const resource = {
      id: 'X',
      status: 'COMPLETED',
      amount: { currency_code: 'EUR', value: '12.50' },
      custom_id: payment,
    }
    const body = JSON.stringify({ id: 'WH-forged', event_type: 'PAYMENT.CAPTURE.COMPLETED', resource })
    const headers = [
      signed(body, { certUrl }),
      signed(body, { certUrl: 'https://evil.example/v1/notifications/certs/CERT-1' }),
      signed(body, { certUrl: 'https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1' }),
      signed(body, { certUrl: 'https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1' }),
      signed(body, { certUrl: 'http://api.paypal.com/v1/notifications/certs/CERT-1' }),
      signed(body, { certUrl: 'file:///etc/passwd' }),
      {},
    ]
    for (const one of headers)
      expect(await post(body, one as Record<string, string>)).toEqual([403, 'bad_signature'])
    expect(await outcomes(payment)).toEqual({})
    expect(await statusOf(payment)).toBe('created')
  })

  test.each([
    ['forge', [], 403],
    ['partial', ['wrong_amount'], 200],
    ['currency', ['wrong_currency'], 200],
  ])('a callback that lies (%s) pays nothing', async (mode, said, status) => {
    const { order, payment, page } = await open()
    // what PayPal says when the money was taken lies; the approval, which would take it, tells the truth but comes to nothing
    await arm({ kind: 'payment_callback', to: order.number, mode: 'lose' })
    await arm({ kind: 'payment_callback', to: order.number, mode })
    await onPage(page, 'pay')
    const ref = new URL(page).pathname.split('/').at(-1)
    await takenBehindOurBack(ref ?? '')
    await expect
      .poll(async () => (await callbacks(order.number)).map(({ http_status }) => http_status), {
        timeout: 20_000,
      })
      .toEqual([status])
    expect(Object.keys(await outcomes(payment))).toEqual(said)
    expect(await statusOf(payment)).toBe('created')
    expect(await toldOf(ada, order.id)).toEqual({})
  })

  test('the same event again and again is one', async () => {
    const { order, payment, page } = await open()
    await arm({ kind: 'payment_callback', to: order.number, mode: 'double', times: 2 })
    await onPage(page, 'pay')
    await settled(payment, 'paid')
    await expect
      .poll(
        async () => (await callbacks(order.number)).filter(({ http_status }) => http_status === 200).length,
        { timeout: 20_000 },
      )
      .toBe(4)
    expect(Object.keys(await outcomes(payment)).sort()).toEqual(['applied', 'stale'])
    expect(await toldOf(ada, order.id)).toEqual({ 'payment.received': 1 })
  })
})
