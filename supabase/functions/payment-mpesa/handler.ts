import * as v from 'valibot'
import { readJson } from '../_shared/body.ts'
import type { Rpc } from '../_shared/database.ts'
import { refuse } from '../_shared/errors.ts'
import { fromProvider } from '../_shared/payments/money.ts'
import { readMpesaAddress } from '../_shared/payments/mpesa-address.ts'
import type { PaymentProvider } from '../_shared/payments/provider.ts'
import { recordPayment } from '../_shared/payments/record.ts'
import { type Handle, type Log, serve } from '../_shared/serve.ts'

export type Dependencies = {
  rpc: Rpc
  /** Without keys nothing is offered, and nothing is taken. `secret`: what the addresses given to Daraja were made with. */
  account: { secret: string; provider: PaymentProvider } | undefined
  log: Log
}

const item = v.object({ Name: v.string(), Value: v.optional(v.union([v.string(), v.number()])) })
const prompted = v.object({
  Body: v.object({
    stkCallback: v.object({
      CheckoutRequestID: v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/)),
      ResultCode: v.number(),
      CallbackMetadata: v.optional(v.object({ Item: v.pipe(v.array(item), v.maxLength(20)) })),
    }),
  }),
})
const reversed = v.object({
  Result: v.object({
    ResultCode: v.union([v.number(), v.string()]),
    ConversationID: v.pipe(v.string(), v.regex(/^[\w.-]{1,100}$/)),
  }),
})
const ours = v.nullable(v.object({ amount_minor: v.number(), currency: v.string(), status: v.string() }))
const ended = ['paid', 'partly_refunded', 'refunded']

/**
 * Takes what Daraja tells of a prompt or a reversal. It signs nothing: who calls must know the address that was given to Daraja for
 * this one payment, and what it says of a prompt counts only after Daraja was asked. Errors: provider_not_offered, bad_signature,
 * body_too_large, invalid_body, unavailable.
 */
export function paymentMpesa(on: Dependencies): Handle {
  return serve(
    ['POST'],
    async (request) => {
      if (!on.account) return refuse('provider_not_offered')
      const about = readMpesaAddress(on.account.secret, request.url)
      if (!about) return refuse('bad_signature')
      const isPayment = about.kind === 'payment'
      const read = await readJson(request, v.union([prompted, reversed]))
      if (read.refusal) return read.refusal
      try {
        if (isPayment && 'Body' in read.value)
          await takePayment(about.id, read.value.Body.stkCallback, on.account.provider, on)
        else if (!isPayment && 'Result' in read.value) await takeRefund(about.id, read.value.Result, on)
        else return refuse('invalid_body')
      } catch (cause) {
        // Daraja tells once: the sweep asks for what was not stored now
        on.log(`${about.kind} ${about.id} not stored: ${cause}`)
        return refuse('unavailable')
      }
      return Response.json({ ResultCode: 0, ResultDesc: 'Accepted' })
    },
    on.log,
  )
}

type Told = v.InferOutput<typeof prompted>['Body']['stkCallback']

async function takePayment(
  paymentId: string,
  told: Told,
  provider: PaymentProvider,
  { rpc, log }: Dependencies,
) {
  const payment = v.parse(
    ours,
    await rpc('payment_of_callback', { payment_id: paymentId, provider: 'mpesa' }),
  )
  if (!payment || ended.includes(payment.status)) return
  const ref = told.CheckoutRequestID
  const value = (name: string) => told.CallbackMetadata?.Item.find(({ Name }) => Name === name)?.Value
  const receipt = String(value('MpesaReceiptNumber') ?? '')
  const asked = { amountMinor: payment.amount_minor, currency: payment.currency }
  const state = await provider.read(ref, asked)
  if (state.kind === 'open') return
  const isPaid = state.kind === 'paid'
  // the query names no sum; a callback that names another one than was prompted is told to staff
  const claimed = isPaid && value('Amount') !== undefined ? sumOf(value('Amount')) : asked.amountMinor
  const charge = isPaid && /^[A-Z0-9]{6,20}$/.test(receipt) ? receipt : undefined
  if (charge) await rpc('note_charge', { payment_id: paymentId, provider_ref: ref, charge_ref: charge })
  await recordPayment(
    rpc,
    {
      provider: 'mpesa',
      eventId: [ref, state.kind, claimed].join(':'),
      kind: state.kind,
      ref,
      paymentId,
      amountMinor: claimed,
      currency: asked.currency,
      // the number stands in the text the payer got
      method: charge ? `M-Pesa ${charge}` : state.method,
      reason: state.reason,
      payload: { result_code: told.ResultCode },
    },
    log,
  )
}

/** Minor units; a sum that is none counts as nothing, which is not what was asked for. */
function sumOf(value: string | number | undefined): number {
  try {
    return fromProvider('mpesa', value ?? '', 'KES')
  } catch {
    return 0
  }
}

type Reversed = v.InferOutput<typeof reversed>['Result']

async function takeRefund(id: string, told: Reversed, { rpc }: Dependencies) {
  const [, refund_id, attempt = '1'] = /^([0-9a-f-]{36})(?:\.(\d{1,4}))?$/.exec(id) ?? []
  const isDone = String(told.ResultCode) === '0'
  await rpc('settle_refund', {
    refund_id,
    tries: null,
    attempt: Number(attempt),
    kind: isDone ? 'refunded' : 'refund_failed',
    provider_ref: told.ConversationID,
    reason: isDone ? null : `mpesa_${told.ResultCode}`.slice(0, 60),
  })
}
