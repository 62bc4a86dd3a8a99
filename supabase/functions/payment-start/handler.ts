import * as v from 'valibot'
import { readJson } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { type PaymentProvider, ProviderFailure } from '../_shared/payments/provider.ts'
import type { Providers } from '../_shared/payments/providers.ts'
import { answerPeople } from '../_shared/person-door.ts'
import type { Handle, Log } from '../_shared/serve.ts'

export type Dependencies = {
  rpc: Rpc
  whoIs(token: string): Promise<string | undefined>
  providers: Providers
  /** Where the web app is: the payer comes back to the page of the order there. */
  appUrl: string
  log: Log
}

const names = ['stripe', 'paypal', 'flutterwave', 'mpesa'] as const
const body = v.union([
  v.object({
    order_id: v.pipe(v.string(), v.uuid()),
    provider: v.picklist(names),
    client_id: v.pipe(v.string(), v.uuid()),
    /** As typed; for a prompt on the payer's phone. */
    phone: v.optional(v.pipe(v.string(), v.maxLength(40))),
  }),
  v.object({ currency: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)) }),
])
type Start = Extract<v.InferOutput<typeof body>, { order_id: string }>

const started = v.union([
  v.object({
    refused: v.picklist(['order_not_found', 'client_id_used', 'nothing_due', 'too_many_payments']),
  }),
  v.object({
    id: v.string(),
    status: v.string(),
    amount_minor: v.number(),
    currency: v.string(),
    provider_ref: v.nullable(v.string()),
    checkout_url: v.nullable(v.string()),
    order_number: v.string(),
    locale: v.string(),
    email: v.nullish(v.string()),
    open: v.array(v.object({ id: v.string(), provider: v.picklist(names), provider_ref: v.string() })),
  }),
])
type Begun = Exclude<v.InferOutput<typeof started>, { refused: string }>

/**
 * POST `{ order_id, provider, client_id, phone? }` begins a payment of what is due, which is read in the database and nowhere else,
 * and answers `{ payment_id, next: { kind: 'redirect', url } | { kind: 'wait' } }`; the same client_id again is the same payment.
 * POST `{ currency }` answers `{ providers }`, those that are set up and take it. Errors: not_signed_in, invalid_body,
 * provider_not_offered, order_not_found, nothing_due, client_id_used, too_many_payments, phone_invalid, payment_refused, unavailable.
 */
export function paymentStart(on: Dependencies): Handle {
  return answerPeople(on, async (request, personId) => {
    const read = await readJson(request, body, 2048)
    if (read.refusal) return read.refusal
    const asked = read.value
    if (!('order_id' in asked))
      return Response.json({
        providers: names.filter((name) => on.providers[name]?.currencies(asked.currency)),
      })
    const provider = on.providers[asked.provider]
    if (!provider) return refuse('provider_not_offered')
    const begun = v.parse(
      started,
      await on.rpc('start_payment', {
        payer_id: personId,
        order_id: asked.order_id,
        provider: asked.provider,
        client_id: asked.client_id,
      }),
    )
    if ('refused' in begun) return refuse(begun.refused)
    return await begin(begun, asked, provider, on)
  })
}

async function begin(
  begun: Begun,
  asked: Start,
  provider: PaymentProvider,
  on: Dependencies,
): Promise<Response> {
  if (begun.checkout_url) return answer(begun.id, { kind: 'redirect', url: begun.checkout_url })
  if (begun.status !== 'created') return answer(begun.id, { kind: 'wait' })
  if (!provider.currencies(begun.currency)) return await giveUp(begun.id, 'currency', on)
  // two open pages for one order are two ways to pay it twice
  await Promise.all(
    begun.open.map(({ provider: name, provider_ref }) =>
      on.providers[name]
        ?.abandon?.(provider_ref)
        .catch((cause) => on.log(`${provider_ref} left open: ${cause}`)),
    ),
  )
  try {
    const { ref, next, expiresAt } = await provider.start({
      paymentId: begun.id,
      amountMinor: begun.amount_minor,
      currency: begun.currency,
      orderNumber: begun.order_number,
      returnUrl: `${on.appUrl}/orders/${asked.order_id}?payment=${begun.id}`,
      locale: begun.locale,
      ...(asked.phone ? { phone: asked.phone } : {}),
      ...(begun.email ? { email: begun.email } : {}),
    })
    await on.rpc('note_payment_start', {
      payment_id: begun.id,
      provider_ref: ref,
      checkout_url: next.kind === 'redirect' ? next.url : null,
      expires_at: expiresAt?.toISOString() ?? null,
    })
    return answer(begun.id, next)
  } catch (cause) {
    on.log(`payment ${begun.id} not begun: ${cause}`)
    if (cause instanceof ProviderFailure && cause.refused)
      return await giveUp(begun.id, cause.code ?? 'refused', on)
    // the same client_id asks again under the same key of the provider, so nothing is begun twice
    return refuse('unavailable')
  }
}

async function giveUp(id: string, reason: string, on: Dependencies): Promise<Response> {
  await on.rpc('give_up_payment', { payment_id: id, reason })
  return refuse(reason === 'phone_invalid' ? 'phone_invalid' : 'payment_refused')
}

const answer = (payment_id: string, next: { kind: 'wait' } | { kind: 'redirect'; url: string }) =>
  Response.json({ payment_id, next })
