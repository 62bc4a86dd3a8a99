import { Hono } from 'hono'
import * as v from 'valibot'
import { answer, type Env } from '../../answer.ts'
import { type Faults, faultEffect } from '../../fault.ts'
import { createLatest } from '../../latest.ts'
import type { Pace } from '../../pace.ts'
import { courses, type PaymentCallback, type PaymentCallbacks } from '../callbacks.ts'
import type { FlutterwaveAccount } from './account.ts'
import { type Charge, eventOf, shown, type Transaction } from './charge.ts'

type Parts = { faults: Faults; pace: Pace; callbacks: PaymentCallbacks; origin: string }

const payment = v.object({
  tx_ref: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  amount: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d+(\.\d+)?$/)),
  currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  redirect_url: v.pipe(v.string(), v.url()),
  customer: v.object({ email: v.pipe(v.string(), v.email()) }),
})
/** What somebody does on the hosted page; tests may pay another sum and choose how callbacks come. */
const deed = v.object({
  outcome: v.picklist(['successful', 'failed', 'pending']),
  amount: v.optional(v.number()),
  currency: v.optional(v.string()),
  callbacks: v.optional(v.picklist(courses), 'once'),
})
const refunding = v.object({
  amount: v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.number()),
  comments: v.optional(v.string()),
})

const refused = (status: 400 | 401 | 404 | 500, message: string) =>
  Response.json({ status: 'error', message, data: null }, { status })
const done = (message: string, data: unknown) => Response.json({ status: 'success', message, data })

/**
 * Flutterwave's API v3 as far as we ask it, and its hosted page. What the page does stands at `deeds(tx_ref, …)`, for the page
 * itself and for tests. Faults: `{kind: 'flutterwave', …}`, by the path of the request: `to: '/v3/payments'`.
 */
export function flutterwaveRoutes(account: FlutterwaveAccount, o: Parts) {
  const charges = createLatest<Charge>(10_000)
  const byId = createLatest<Charge>(10_000)
  let nextId = 288_200_100
  const app = new Hono<Env>()

  app.use('/v3/*', async (c, next) => {
    if (c.req.header('authorization') !== `Bearer ${account.secretKey}`)
      return refused(401, 'Invalid authorization key')
    const effect =
      faultEffect(
        o.faults.take('flutterwave', c.req.path.slice(c.req.path.indexOf('/v3/'))),
        o.pace.delayMs,
      ) ?? {}
    if (effect.refuse)
      return Response.json(
        { status: 'error', message: 'As it was asked to.' },
        { status: effect.refuse.httpStatus ?? 500 },
      )
    await next()
    return effect.manner || effect.delayMs ? answer(c, c.res, effect, o.pace) : undefined
  })

  app.post('/v3/payments', async (c) => {
    const input = v.safeParse(payment, await c.req.json().catch(() => null))
    if (!input.success) return refused(400, 'invalid payment')
    const { customer, ...known } = input.output
    if (charges.get(known.tx_ref)?.transactions.some(({ status }) => status === 'successful'))
      return refused(400, 'Transaction reference already exists')
    if (!charges.get(known.tx_ref))
      charges.set(known.tx_ref, { ...known, email: customer.email, transactions: [], refunds: [] })
    return done('Hosted Link', {
      link: `${o.origin}/payments/flutterwave/pay/${encodeURIComponent(known.tx_ref)}`,
    })
  })

  app.get('/v3/transactions/verify_by_reference', (c) => {
    const charge = charges.get(c.req.query('tx_ref') ?? '')
    const last = charge && best(charge)
    return charge && last
      ? done('Transaction fetched successfully', shown(charge, last))
      : refused(400, 'No transaction was found for this id')
  })
  app.get('/v3/transactions/:id/verify', (c) => {
    const charge = byId.get(c.req.param('id'))
    const found = charge?.transactions.find(({ id }) => String(id) === c.req.param('id'))
    return charge && found
      ? done('Transaction fetched successfully', shown(charge, found))
      : refused(400, 'No transaction was found for this id')
  })

  app.post('/v3/transactions/:id/refund', async (c) => {
    const charge = byId.get(c.req.param('id'))
    const paid = charge?.transactions.find(({ id }) => String(id) === c.req.param('id'))
    const input = v.safeParse(refunding, await c.req.json().catch(() => null))
    if (!charge || !paid || !input.success) return refused(400, 'No transaction was found for this id')
    const given = charge.refunds.reduce((sum, one) => sum + one.amount_refunded, 0)
    if (given + input.output.amount > paid.amount + 1e-9)
      return refused(400, 'Refund amount cannot be more than the transaction amount')
    const refund = {
      id: nextId++,
      tx_id: paid.id,
      amount_refunded: input.output.amount,
      status: 'completed',
      comments: input.output.comments ?? null,
      created_at: new Date().toISOString(),
    }
    charge.refunds.push(refund)
    return done('Transaction refund initiated', refund)
  })
  app.get('/v3/refunds', (c) => {
    const charge = byId.get(c.req.query('id') ?? '')
    return done('Transaction refunds fetched', charge?.refunds ?? [])
  })

  /** Pays, declines or leaves open, as a person on the hosted page; nothing when there is no such payment. */
  async function deeds(
    txRef: string,
    input: unknown,
  ): Promise<{ transaction: Transaction; redirect: string } | undefined> {
    const charge = charges.get(txRef)
    const asked = v.safeParse(deed, input)
    if (!charge || !asked.success) return undefined
    const {
      outcome: status,
      callbacks,
      amount = Number(charge.amount),
      currency = charge.currency,
    } = asked.output
    const transaction = { id: nextId++, amount, currency, status, created_at: new Date().toISOString() }
    charge.transactions.push(transaction)
    byId.set(String(transaction.id), charge)
    const told = (state: Transaction): PaymentCallback => ({
      provider: 'flutterwave',
      url: account.webhookUrl,
      about: charge.tx_ref,
      to: charge.email,
      event: state.status,
      make: (lie) => eventOf(account, charge, state, lie === 'forge'),
    })
    const truth = told(transaction)
    void o.callbacks.bring(callbacks, {
      truth,
      earlier: told({ ...transaction, status: 'pending' }),
      forged: truth,
    })
    const query = new URLSearchParams({
      status: status === 'successful' ? 'completed' : status,
      tx_ref: charge.tx_ref,
      transaction_id: String(transaction.id),
    })
    const redirect = new URL(charge.redirect_url)
    for (const [name, value] of query) redirect.searchParams.set(name, value)
    return { transaction, redirect: redirect.href }
  }

  return { app, deeds, charge: (txRef: string) => charges.get(txRef) }
}

/** What the API tells of a reference with several tries: the one that worked, else the last. */
const best = ({ transactions }: Charge) =>
  transactions.find(({ status }) => status === 'successful') ?? transactions.at(-1)
