import { type Context, Hono } from 'hono'
import { toDecimal } from '../../../../functions/_shared/payments/money.ts'
import { answer, type Env } from '../../answer.ts'
import { type Faults, faultEffect } from '../../fault.ts'
import type { Log } from '../../log.ts'
import type { Pace } from '../../pace.ts'
import type { PaymentCallbacks } from '../callbacks.ts'
import { backTo, type Choice, checkoutPage } from '../checkout-page.ts'
import {
  group,
  intentObject,
  newId,
  type Refund,
  readSession,
  refundObject,
  type Session,
  type StripeAccount,
  sessionObject,
  signedEvent,
} from './till.ts'

type Desk = { log: Log; faults: Faults; pace: Pace; callbacks: PaymentCallbacks; origin: string }

/** What Stripe understood and will not do. */
class Refused {
  readonly status: number
  readonly code: string
  readonly message: string
  constructor(status: number, code: string, message: string) {
    this.status = status
    this.code = code
    this.message = message
  }
}

const choices: Choice[] = [
  { action: 'pay', label: 'Pay by card', isMain: true },
  { action: 'bank', label: 'Pay by bank (the money comes later)' },
  { action: 'decline', label: 'Pay with a card that is declined' },
  { action: 'poor', label: 'Pay with a card without money' },
  { action: 'cancel', label: 'Back to the shop' },
]

/**
 * A stand-in for Stripe's Checkout Sessions, payment intents and refunds (docs.stripe.com/api), with its page and its signed events. Held
 * in memory: a restart forgets what was open. Faults: kind `payment` for what is asked, `payment_callback` for what is told.
 */
export function stripeRoutes(account: StripeAccount, desk: Desk): Hono<Env> {
  const sessions = new Map<string, Session>()
  const refunds = new Map<string, Refund>()
  const keys = new Map<string, { form: string; body: object }>()
  const app = new Hono<Env>()

  const refuse = (status: number, code: string, message: string, to: string | null = null) => {
    desk.log.add({ kind: 'refusal', provider: 'stripe', to, http_status: status, code, message })
    const type = status >= 500 ? 'api_error' : status === 429 ? 'rate_limit_error' : 'invalid_request_error'
    return Response.json({ error: { type, code, message } }, { status })
  }
  const orderOf = (session: Session) => /[A-Z]+\d+/.exec(session.what)?.[0] ?? session.what
  const tell = (session: Session, type: string, object: object) => {
    const id = newId('evt')
    void desk.callbacks.send({
      provider: 'stripe',
      url: account.webhookUrl,
      about: session.id,
      to: orderOf(session),
      event: type,
      make: (lie) => signedEvent(account, id, type, object, lie),
    })
  }

  app.use('/v1/*', async (c, next) => {
    if (c.req.header('authorization') === `Bearer ${account.secretKey}`) return next()
    return refuse(401, 'api_key_invalid', 'Invalid API Key provided.')
  })

  /** Runs `make` once for each idempotency key, as Stripe does for a day. */
  async function once(
    c: Context<Env>,
    to: (form: URLSearchParams) => string,
    make: (form: URLSearchParams) => object,
  ) {
    const text = await c.req.text()
    const form = new URLSearchParams(text)
    const key = c.req.header('idempotency-key')
    const before = key ? keys.get(key) : undefined
    if (before && before.form !== text)
      return refuse(
        400,
        'idempotency_error',
        'Keys for idempotent requests can only be used with the same parameters.',
      )
    const effect = faultEffect(desk.faults.take('payment', to(form), 'stripe'), desk.pace.delayMs) ?? {}
    if (effect.refuse) return refuse(effect.refuse.httpStatus ?? 500, 'asked_to_fail', 'As it was asked to.')
    const body = before?.body ?? make(form)
    if (body instanceof Refused) return refuse(body.status, body.code, body.message)
    if (key) keys.set(key, { form: text, body })
    return await answer(c, Response.json(body), effect, desk.pace)
  }

  app.post('/v1/checkout/sessions', (c) =>
    once(
      c,
      (form) => /[A-Z]+\d+/.exec(form.get('line_items[0][price_data][product_data][name]') ?? '')?.[0] ?? '',
      (form) => {
        const session = readSession(form, desk.origin)
        if (typeof session === 'string') return new Refused(400, 'parameter_invalid', session)
        sessions.set(session.id, session)
        return sessionObject(session)
      },
    ),
  )
  app.get('/v1/checkout/sessions/:id', (c) => {
    const session = sessions.get(c.req.param('id'))
    if (!session) return refuse(404, 'resource_missing', 'No such checkout.session')
    const effect =
      faultEffect(desk.faults.take('payment', orderOf(session), 'stripe'), desk.pace.delayMs) ?? {}
    if (effect.refuse) return refuse(effect.refuse.httpStatus ?? 500, 'asked_to_fail', 'As it was asked to.')
    const isWhole = c.req.url.includes('expand')
    return answer(c, Response.json(sessionObject(session, isWhole)), effect, desk.pace)
  })
  app.post('/v1/checkout/sessions/:id/expire', (c) => {
    const session = sessions.get(c.req.param('id'))
    if (!session) return refuse(404, 'resource_missing', 'No such checkout.session')
    if (session.status !== 'open')
      return refuse(
        400,
        'parameter_invalid',
        'Only Checkout Sessions with a status in ["open"] can be expired.',
      )
    session.status = 'expired'
    tell(session, 'checkout.session.expired', sessionObject(session))
    return Response.json(sessionObject(session))
  })
  app.get('/v1/payment_intents/:id', (c) => {
    const session = [...sessions.values()].find(({ intent }) => intent.id === c.req.param('id'))
    return session
      ? Response.json(intentObject(session, false))
      : refuse(404, 'resource_missing', 'No such payment_intent')
  })
  app.post('/v1/refunds', (c) => {
    const paidBy = (form: URLSearchParams) =>
      [...sessions.values()].find(({ intent }) => intent.id === form.get('payment_intent'))
    return once(
      c,
      (form) => orderOf(paidBy(form) ?? ({ what: '' } as Session)),
      (form) => {
        const session = paidBy(form)
        if (!session?.isPaid)
          return new Refused(404, 'resource_missing', 'No such payment_intent, or it is not paid')
        const amount = Number(form.get('amount') ?? session.amount - session.refunded)
        if (!(amount > 0) || session.refunded + amount > session.amount)
          return new Refused(
            400,
            'charge_already_refunded',
            'Refund amount is greater than unrefunded amount on charge',
          )
        session.refunded += amount
        const metadata = group(form, 'metadata')
        const refund: Refund = { id: newId('re'), session, amount, status: 'succeeded', metadata }
        refunds.set(refund.id, refund)
        tell(session, 'refund.created', refundObject(refund))
        return refundObject(refund)
      },
    )
  })
  app.get('/v1/refunds/:id', (c) => {
    const refund = refunds.get(c.req.param('id'))
    return refund ? Response.json(refundObject(refund)) : refuse(404, 'resource_missing', 'No such refund')
  })

  const pageOf = (session: Session, note?: string) =>
    checkoutPage({
      provider: 'Stripe',
      colour: '#635bff',
      what: session.what,
      amount: `${toDecimal(session.amount, session.currency)} ${session.currency.toUpperCase()}`,
      choices,
      ...(note ? { note } : {}),
    })
  app.get('/pay/:id', (c) => {
    const session = sessions.get(c.req.param('id'))
    if (!session) return c.text('There is no such page', 404)
    return session.status === 'open' ? pageOf(session) : c.text('This page is over', 410)
  })
  app.post('/pay/:id', async (c) => {
    const session = sessions.get(c.req.param('id'))
    if (session?.status !== 'open') return c.text('This page is over', 410)
    const action = new URLSearchParams(await c.req.text()).get('action')
    if (action === 'cancel') return backTo(session.cancelUrl)
    if (action === 'decline' || action === 'poor') {
      const decline_code = action === 'poor' ? 'insufficient_funds' : 'generic_decline'
      session.intent.declined = { code: 'card_declined', decline_code }
      tell(session, 'payment_intent.payment_failed', intentObject(session, false))
      return pageOf(session, 'Your card was declined. Try another.')
    }
    session.status = 'complete'
    session.intent.declined = null
    session.intent.status = action === 'bank' ? 'processing' : 'succeeded'
    session.isPaid = action !== 'bank'
    tell(session, 'checkout.session.completed', sessionObject(session))
    if (action === 'bank') setTimeout(() => arrive(session), desk.pace.lateMs).unref()
    return backTo(session.successUrl)
  })

  const arrive = (session: Session) => {
    session.isPaid = true
    session.intent.status = 'succeeded'
    tell(session, 'checkout.session.async_payment_succeeded', sessionObject(session))
  }
  return app
}
