import { randomBytes } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as v from 'valibot'
import { answer, type Env } from '../../answer.ts'
import { type Faults, faultEffect } from '../../fault.ts'
import type { Log } from '../../log.ts'
import type { Pace } from '../../pace.ts'
import type { PaymentCallbacks } from '../callbacks.ts'
import { backTo, type Choice, checkoutPage } from '../checkout-page.ts'
import {
  captureObject,
  certified,
  newId,
  newOrder,
  type Order,
  orderInput,
  orderObject,
  type PaypalAccount,
  refundInput,
  signedEvent,
} from './till.ts'

type Desk = { log: Log; faults: Faults; pace: Pace; callbacks: PaymentCallbacks; origin: string }

/** What PayPal understood and will not do. */
class Refused {
  readonly issue: string
  constructor(issue: string) {
    this.issue = issue
  }
}

const choices: Choice[] = [
  { action: 'pay', label: 'Pay now', isMain: true },
  { action: 'review', label: 'Pay with money that PayPal checks first' },
  { action: 'decline', label: 'Pay with a card that is declined' },
  { action: 'cancel', label: 'Cancel and return' },
]

/**
 * A stand-in for PayPal's Orders v2 and captures (developer.paypal.com/docs/api/orders/v2), with its page, its certificate and its signed
 * events. Held in memory: a restart forgets what was open. Faults: kind `payment` for what is asked, `payment_callback` for what is told.
 */
export function paypalRoutes(account: PaypalAccount, desk: Desk): Hono<Env> {
  const base = `${desk.origin}/payments/paypal`
  const token = `A21AA${randomBytes(24).toString('base64url')}`
  const orders = new Map<string, Order>()
  const refunds = new Map<string, object>()
  const once = new Map<string, object>()
  const app = new Hono<Env>()

  const pageOf = ({ id }: Order) => `${base}/pay/${id}`
  const refuse = (status: number, issue: string, to: string | null = null) => {
    desk.log.add({
      kind: 'refusal',
      provider: 'paypal',
      to,
      http_status: status,
      code: issue,
      message: issue,
    })
    return Response.json({ name: issue, details: [{ issue }], message: issue }, { status })
  }
  const tell = (order: Order, type: string, resource: object) => {
    const event = { id: `WH-${newId()}`, type, resource, certUrl: `${base}/v1/notifications/certs/CERT-1` }
    void desk.callbacks.send({
      provider: 'paypal',
      url: account.webhookUrl,
      about: order.id,
      to: order.number,
      event: type,
      make: (lie) => signedEvent(account, event, lie),
    })
  }
  const json = (c: Context<Env>) => c.req.json().catch(() => undefined) as Promise<unknown>
  /** As a fault says; the same PayPal-Request-Id has the same answer. */
  async function say(c: Context<Env>, to: string, make: () => object): Promise<Response> {
    const effect = faultEffect(desk.faults.take('payment', to, 'paypal'), desk.pace.delayMs) ?? {}
    if (effect.refuse) return refuse(effect.refuse.httpStatus ?? 500, 'INTERNAL_SERVER_ERROR', to)
    const key = c.req.header('paypal-request-id')
    const body = (key && once.get(key)) || make()
    if (body instanceof Refused) return refuse(422, body.issue, to)
    if (key) once.set(key, body)
    return await answer(c, Response.json(body), effect, desk.pace)
  }

  app.get('/v1/notifications/certs/CERT-1', (c) => c.text(certified().certificate))
  app.post('/v1/oauth2/token', (c) => {
    const expected = `Basic ${btoa(`${account.clientId}:${account.clientSecret}`)}`
    if (c.req.header('authorization') !== expected) return refuse(401, 'invalid_client')
    return c.json({ access_token: token, token_type: 'Bearer', expires_in: 32_400 })
  })
  app.use('/v2/*', async (c, next) =>
    c.req.header('authorization') === `Bearer ${token}` ? next() : refuse(401, 'AUTHENTICATION_FAILURE'),
  )

  app.post('/v2/checkout/orders', async (c) => {
    const input = v.safeParse(orderInput, await json(c))
    if (!input.success) return refuse(422, 'INVALID_PARAMETER_SYNTAX')
    return say(c, input.output.purchase_units[0]?.description ?? '', () => {
      const order = newOrder(input.output)
      orders.set(order.id, order)
      return orderObject(order, pageOf(order))
    })
  })
  app.get('/v2/checkout/orders/:id', (c) => {
    const order = orders.get(c.req.param('id'))
    if (!order) return refuse(404, 'INVALID_RESOURCE_ID')
    return say(c, order.number, () => orderObject(order, pageOf(order)))
  })
  app.post('/v2/checkout/orders/:id/capture', (c) => {
    const order = orders.get(c.req.param('id'))
    if (!order) return refuse(404, 'INVALID_RESOURCE_ID')
    return say(c, order.number, () => {
      if (order.capture) return new Refused('ORDER_ALREADY_CAPTURED')
      if (order.status !== 'APPROVED') return new Refused('ORDER_NOT_APPROVED')
      if (order.will === 'decline') {
        order.status = 'PAYER_ACTION_REQUIRED'
        return new Refused('INSTRUMENT_DECLINED')
      }
      order.status = 'COMPLETED'
      order.capture = { id: newId(), status: order.will === 'review' ? 'PENDING' : 'COMPLETED' }
      tell(order, `PAYMENT.CAPTURE.${order.capture.status}`, captureObject(order))
      if (order.will === 'review') setTimeout(() => arrive(order), desk.pace.lateMs).unref()
      return orderObject(order, pageOf(order))
    })
  })
  const captured = (id: string) => [...orders.values()].find(({ capture }) => capture?.id === id)
  app.get('/v2/payments/captures/:id', (c) => {
    const order = captured(c.req.param('id'))
    return order ? Response.json(captureObject(order)) : refuse(404, 'INVALID_RESOURCE_ID')
  })
  app.post('/v2/payments/captures/:id/refund', async (c) => {
    const order = captured(c.req.param('id'))
    const input = v.safeParse(refundInput, await json(c))
    if (!order || !input.success) return refuse(404, 'INVALID_RESOURCE_ID')
    return say(c, order.number, () => {
      const amount = input.output.amount ?? order.amount
      if (amount.currency_code !== order.amount.currency_code)
        return new Refused('REFUND_CAPTURE_CURRENCY_MISMATCH')
      if (order.refunded + Number(amount.value) > Number(order.amount.value) + 1e-9)
        return new Refused('REFUND_AMOUNT_EXCEEDED')
      order.refunded += Number(amount.value)
      const links = [{ rel: 'up', href: `${base}/v2/payments/captures/${order.capture?.id}` }]
      const refund = { id: newId(), status: 'COMPLETED', amount, custom_id: input.output.custom_id, links }
      refunds.set(refund.id, refund)
      tell(order, 'PAYMENT.CAPTURE.REFUNDED', refund)
      return refund
    })
  })

  app.get('/v2/payments/refunds/:id', (c) => {
    const refund = refunds.get(c.req.param('id'))
    return refund ? Response.json(refund) : refuse(404, 'INVALID_RESOURCE_ID')
  })

  app.get('/pay/:id', (c) => {
    const order = orders.get(c.req.param('id'))
    if (!order || order.status === 'COMPLETED') return c.text('This page is over', 410)
    return checkoutPage({
      provider: 'PayPal',
      colour: '#003087',
      what: `Order ${order.number}`,
      amount: `${order.amount.value} ${order.amount.currency_code}`,
      choices,
    })
  })
  app.post('/pay/:id', async (c) => {
    const order = orders.get(c.req.param('id'))
    if (!order || order.status === 'COMPLETED') return c.text('This page is over', 410)
    const action = new URLSearchParams(await c.req.text()).get('action')
    if (action === 'cancel') return backTo(`${order.cancelUrl}&token=${order.id}`)
    order.will = action === 'decline' || action === 'review' ? action : 'pay'
    order.status = 'APPROVED'
    tell(order, 'CHECKOUT.ORDER.APPROVED', orderObject(order, pageOf(order)))
    return backTo(`${order.returnUrl}&token=${order.id}&PayerID=SANDBOX`)
  })
  const arrive = (order: Order) => {
    if (order.capture) order.capture.status = 'COMPLETED'
    tell(order, 'PAYMENT.CAPTURE.COMPLETED', captureObject(order))
  }
  return app
}
