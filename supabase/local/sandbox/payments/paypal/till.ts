import { randomBytes, randomUUID, sign } from 'node:crypto'
import * as v from 'valibot'
import { crc32 } from '../../../../functions/payment-paypal/signature.ts'
import type { Lie } from '../callbacks.ts'
import { type Certified, selfSigned } from './certificate.ts'

/** The sandbox's PayPal account. */
export type PaypalAccount = { clientId: string; clientSecret: string; webhookId: string; webhookUrl: string }

const amount = v.object({
  currency_code: v.pipe(v.string(), v.regex(/^[A-Z]{3}$/)),
  value: v.pipe(v.string(), v.regex(/^\d{1,12}(\.\d{1,3})?$/)),
})
export const orderInput = v.object({
  intent: v.literal('CAPTURE'),
  purchase_units: v.pipe(
    v.array(
      v.object({
        custom_id: v.pipe(v.string(), v.maxLength(127)),
        description: v.optional(v.string(), ''),
        amount,
      }),
    ),
    v.length(1),
  ),
  payment_source: v.object({
    paypal: v.object({
      experience_context: v.object({
        return_url: v.pipe(v.string(), v.url()),
        cancel_url: v.pipe(v.string(), v.url()),
      }),
    }),
  }),
})
export const refundInput = v.object({ amount: v.optional(amount), custom_id: v.optional(v.string()) })
type Money = v.InferOutput<typeof amount>

export type Order = {
  id: string
  status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED'
  number: string
  customId: string
  amount: Money
  returnUrl: string
  cancelUrl: string
  /** The payer chose a card that PayPal will refuse, or money that is checked first. */
  will: 'pay' | 'decline' | 'review'
  capture: { id: string; status: 'COMPLETED' | 'PENDING' } | null
  refunded: number
}

export const newId = () => randomBytes(9).toString('hex').toUpperCase().slice(0, 17)

export function newOrder(input: v.InferOutput<typeof orderInput>): Order {
  const [unit] = input.purchase_units
  const { return_url, cancel_url } = input.payment_source.paypal.experience_context
  return {
    id: newId(),
    status: 'PAYER_ACTION_REQUIRED',
    number: unit?.description ?? '',
    customId: unit?.custom_id ?? '',
    amount: unit?.amount ?? { currency_code: 'EUR', value: '0' },
    returnUrl: return_url,
    cancelUrl: cancel_url,
    will: 'pay',
    capture: null,
    refunded: 0,
  }
}

export const captureObject = (order: Order) => ({
  id: order.capture?.id ?? '',
  status: order.capture?.status ?? '',
  amount: order.amount,
  custom_id: order.customId,
  supplementary_data: { related_ids: { order_id: order.id } },
})

export const orderObject = (order: Order, page: string) => ({
  id: order.id,
  intent: 'CAPTURE',
  status: order.status,
  purchase_units: [
    {
      custom_id: order.customId,
      amount: order.amount,
      ...(order.capture ? { payments: { captures: [captureObject(order)] } } : {}),
    },
  ],
  // PayPal says these of everybody who pays; Orderline keeps none of it
  payer: { email_address: 'payer@example.com', name: { given_name: 'Somebody' } },
  links: [{ rel: 'payer-action', href: page, method: 'GET' }],
})

let own: Certified | undefined
let strangers: Certified | undefined
/** Made when first needed: a key takes a while. */
export const certified = () => {
  own ??= selfSigned('messageverificationcerts.paypal.com')
  return own
}

/** A signed event; `certUrl` is where its certificate lies. A forged one is signed by another key. */
export function signedEvent(
  account: PaypalAccount,
  event: { id: string; type: string; resource: object; certUrl: string },
  lie: Lie | undefined,
) {
  if (lie === 'forge') strangers ??= selfSigned('messageverificationcerts.paypal.com')
  const told: Record<string, unknown> = { ...event.resource }
  const said = told.amount as Money | undefined
  if (said && lie === 'partial') told.amount = { ...said, value: '0.01' }
  if (said && lie === 'currency')
    told.amount = { ...said, currency_code: said.currency_code === 'USD' ? 'EUR' : 'USD' }
  const body = JSON.stringify({
    id: event.id,
    event_version: '1.0',
    create_time: new Date().toISOString(),
    event_type: event.type,
    resource: told,
  })
  const [id, time] = [randomUUID(), new Date().toISOString()]
  const signed = `${id}|${time}|${account.webhookId}|${crc32(Buffer.from(body))}`
  const { key } = lie === 'forge' && strangers ? strangers : certified()
  const headers = {
    'paypal-transmission-id': id,
    'paypal-transmission-time': time,
    'paypal-transmission-sig': sign('sha256', Buffer.from(signed), key).toString('base64'),
    'paypal-cert-url': event.certUrl,
    'paypal-auth-algo': 'SHA256withRSA',
  }
  return { body, headers }
}
