import Stripe from 'stripe'
import { fromProvider, toProvider } from './money.ts'
import { type PaymentProvider, type PaymentState, ProviderFailure, type Refunded } from './provider.ts'

/** The official SDK over fetch. `apiBase` is only for a stand-in: requests go to <base>/v1/… */
export function stripeClient({ secretKey, apiBase }: { secretKey: string; apiBase?: string }): Stripe {
  const send: typeof fetch = (input, init) =>
    fetch(apiBase ? String(input).replace(/^https:\/\/api\.stripe\.com/, apiBase) : input, init)
  return new Stripe(secretKey, {
    httpClient: Stripe.createFetchHttpClient(send),
    timeout: 8000,
    maxNetworkRetries: 1,
    telemetry: false,
  })
}

/** By the language of the payer: what the page calls that which is bought. */
const goods: Record<string, (number: string) => string> = {
  en: (number) => `Order ${number}`,
  es: (number) => `Pedido ${number}`,
  ar: (number) => `الطلب ${number}`,
}
// Stripe's page speaks no Arabic: it then follows the browser
const languages = ['en', 'es', 'de', 'fr', 'it', 'nl', 'pl', 'pt'] as const

/** Checkout Sessions: the card is typed on Stripe's page and never comes near us. */
export function stripeProvider(stripe: Stripe): PaymentProvider {
  return {
    name: 'stripe',
    currencies: (code) => !['IQD', 'LYD', 'KPW', 'IRR', 'SYP', 'CUP', 'SDG'].includes(code),
    async start({ paymentId, amountMinor, currency, orderNumber, returnUrl, locale }) {
      const amount = toProvider('stripe', amountMinor, currency)
      if (amount === undefined)
        throw new ProviderFailure(`Stripe cannot take ${amountMinor} ${currency}`, { refused: true })
      const back = (how: string) => `${returnUrl}${how}`
      const session = await spoken(() =>
        stripe.checkout.sessions.create(
          {
            mode: 'payment',
            client_reference_id: paymentId,
            metadata: { payment_id: paymentId },
            payment_intent_data: { metadata: { payment_id: paymentId } },
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: currency.toLowerCase(),
                  unit_amount: Number(amount),
                  product_data: { name: (goods[locale] ?? goods.en)?.(orderNumber) ?? orderNumber },
                },
              },
            ],
            success_url: back(''),
            cancel_url: back('&cancelled=1'),
            locale: languages.find((language) => language === locale) ?? 'auto',
          },
          // asked twice, Stripe gives the first session back
          { idempotencyKey: `start:${paymentId}` },
        ),
      )
      if (!session.url) throw new ProviderFailure(`Session ${session.id} has no page`, { refused: false })
      return {
        ref: session.id,
        next: { kind: 'redirect', url: session.url },
        expiresAt: new Date(session.expires_at * 1000),
      }
    },
    async read(ref) {
      return stateOf(
        await spoken(() =>
          stripe.checkout.sessions.retrieve(ref, { expand: ['payment_intent.latest_charge'] }),
        ),
      )
    },
    async refund({ ref, refundId, amountMinor, currency }) {
      const amount = toProvider('stripe', amountMinor, currency)
      if (amount === undefined)
        throw new ProviderFailure(`Stripe cannot give back ${amountMinor} ${currency}`, { refused: true })
      return await spoken(async () => {
        const session = await stripe.checkout.sessions.retrieve(ref)
        const intent = idOf(session.payment_intent)
        if (!intent) throw new ProviderFailure(`Session ${ref} was not paid`, { refused: true })
        const refund = await stripe.refunds.create(
          {
            payment_intent: intent,
            amount: Number(amount),
            metadata: { refund_id: refundId, ...session.metadata },
          },
          { idempotencyKey: `refund:${refundId}` },
        )
        return { ref: refund.id, ...refundState(refund) }
      })
    },
    async readRefund(ref) {
      const refund = await spoken(() => stripe.refunds.retrieve(ref))
      return { ref: refund.id, ...refundState(refund) }
    },
    async abandon(ref) {
      // paid or over meanwhile: what became of it comes by callback
      await stripe.checkout.sessions.expire(ref).catch(() => undefined)
    },
  }
}

/** How a session stands; of a paid one also with which card, when its charge was asked for too. */
export function stateOf(session: Stripe.Checkout.Session): PaymentState {
  const currency = (session.currency ?? '').toUpperCase()
  const sum = { amountMinor: fromProvider('stripe', session.amount_total ?? 0, currency), currency }
  if (session.payment_status === 'paid') return { kind: 'paid', ...sum, ...methodOf(session.payment_intent) }
  if (session.status === 'expired') return { kind: 'expired', ...sum }
  if (session.status !== 'complete') return { kind: 'open', ...sum }
  // a bank takes days; when it said no, the intent wants another way to pay
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null
  return intent?.status === 'requires_payment_method'
    ? { kind: 'failed', ...sum, reason: reasonOf(intent.last_payment_error) }
    : { kind: 'pending', ...sum }
}

function methodOf(intent: Stripe.Checkout.Session['payment_intent']): { method?: string } {
  const charge = typeof intent === 'object' ? intent?.latest_charge : null
  const details = typeof charge === 'object' ? charge?.payment_method_details : null
  if (!details) return {}
  if (!details.card) return { method: details.type.replaceAll('_', ' ') }
  const { brand, last4 } = details.card
  const name = (brand ?? 'card').replace(/^./, (first) => first.toUpperCase())
  return { method: last4 ? `${name} •••• ${last4}` : name }
}

const reasons: Record<string, string> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  authentication_required: 'not_confirmed',
  payment_intent_authentication_failure: 'not_confirmed',
}

/** One of our reasons: Stripe has some sixty, which help a thief to try cards. */
export function reasonOf(
  error: { code?: string | undefined; decline_code?: string | undefined } | null,
): string {
  return reasons[error?.decline_code ?? ''] ?? reasons[error?.code ?? ''] ?? 'declined'
}

export function refundState(refund: {
  status: string | null
  failure_reason?: string | undefined
}): Pick<Refunded, 'kind' | 'reason'> {
  if (refund.status === 'succeeded') return { kind: 'refunded' }
  if (refund.status !== 'failed' && refund.status !== 'canceled') return { kind: 'refund_pending' }
  return { kind: 'refund_failed', reason: refund.failure_reason ?? refund.status }
}

export const idOf = (what: string | { id: string } | null | undefined): string | undefined =>
  typeof what === 'string' ? what : what?.id

/** What Stripe throws, as ours: refused where asking again is no use. */
async function spoken<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof ProviderFailure) throw cause
    const status = cause instanceof Stripe.errors.StripeError ? (cause.statusCode ?? 0) : 0
    const code = cause instanceof Stripe.errors.StripeError ? cause.code : undefined
    // a key that is wrong is ours to mend: the payer may try again when it is
    const refused = status >= 400 && status < 500 && ![401, 403, 408, 409, 429].includes(status)
    throw new ProviderFailure(
      `Stripe: ${status} ${code ?? ''} ${cause instanceof Error ? cause.message : cause}`,
      {
        refused,
      },
    )
  }
}
