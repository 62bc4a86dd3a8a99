import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import * as v from 'valibot'
import { answer, type Env } from '../../answer.ts'
import { type Faults, faultEffect } from '../../fault.ts'
import { createLatest } from '../../latest.ts'
import type { Pace } from '../../pace.ts'
import { courses, type PaymentCallback, type PaymentCallbacks } from '../callbacks.ts'
import { callbackOf, described, type Ending, endings, type Prompt, resultOf } from './prompt.ts'

export type MpesaAccount = { consumerKey: string; consumerSecret: string; shortcode: string; passkey: string }
type Parts = { faults: Faults; pace: Pace; callbacks: PaymentCallbacks }

const signed = {
  BusinessShortCode: v.string(),
  Password: v.string(),
  Timestamp: v.pipe(v.string(), v.regex(/^\d{14}$/)),
}
const push = v.object({
  ...signed,
  Amount: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(250_000)),
  PhoneNumber: v.pipe(v.string(), v.regex(/^254[17]\d{8}$/)),
  CallBackURL: v.pipe(v.string(), v.url()),
  AccountReference: v.pipe(v.string(), v.minLength(1), v.maxLength(12)),
  TransactionDesc: v.pipe(v.string(), v.minLength(1), v.maxLength(13)),
})
const query = v.object({ ...signed, CheckoutRequestID: v.string() })
const reversal = v.object({
  Initiator: v.string(),
  SecurityCredential: v.string(),
  CommandID: v.literal('TransactionReversal'),
  TransactionID: v.string(),
  Amount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  ReceiverParty: v.string(),
  ResultURL: v.pipe(v.string(), v.url()),
})
const deed = v.object({
  ending: v.picklist(Object.keys(endings) as Ending[]),
  callbacks: v.optional(v.picklist(courses), 'once'),
  /** What the callback claims; the prompt's own when absent. */
  amount: v.optional(v.number()),
})

const refused = (status: number, errorCode: string, errorMessage: string) =>
  Response.json({ requestId: `${randomBytes(4).toString('hex')}-1`, errorCode, errorMessage }, { status })

/**
 * Safaricom's Daraja as far as we ask it, and the phones it rings. `deeds(checkout id, …)` is what somebody does with a prompt.
 * Faults: `{kind: 'mpesa', …}`, by phone number for prompts; a reversal that is told to fail is armed by `{kind: 'mpesa', to: 'reversal'}`.
 */
export function mpesaRoutes(account: MpesaAccount, o: Parts) {
  const prompts = createLatest<Prompt>(10_000)
  const receipts = createLatest<Prompt>(10_000)
  const recent: string[] = []
  const tokens = createLatest<number>(1000)
  const app = new Hono<Env>()
  const basic = `Basic ${Buffer.from(`${account.consumerKey}:${account.consumerSecret}`).toString('base64')}`
  const isOurs = (s: { BusinessShortCode: string; Password: string; Timestamp: string }) =>
    s.BusinessShortCode === account.shortcode &&
    s.Password === Buffer.from(account.shortcode + account.passkey + s.Timestamp).toString('base64')

  app.get('/oauth/v1/generate', (c) => {
    if (c.req.header('authorization') !== basic)
      return refused(400, '400.008.01', 'Invalid Authentication passed')
    const token = randomBytes(14).toString('base64url')
    tokens.set(token, Date.now() + 3599_000)
    return c.json({ access_token: token, expires_in: '3599' })
  })
  app.use('/mpesa/*', async (c, next) => {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
    if ((tokens.get(token) ?? 0) < Date.now()) return refused(401, '404.001.03', 'Invalid Access Token')
    await next()
  })

  app.post('/mpesa/stkpush/v1/processrequest', async (c) => {
    const input = v.safeParse(push, await c.req.json().catch(() => null))
    if (!input.success) return refused(400, '400.002.02', 'Bad Request - Invalid request')
    const asked = input.output
    if (!isOurs(asked)) return refused(500, '500.001.1001', 'Wrong credentials')
    const effect = faultEffect(o.faults.take('mpesa', asked.PhoneNumber), o.pace.delayMs) ?? {}
    if (effect.refuse)
      return refused(
        effect.refuse.httpStatus ?? 500,
        '500.003.02',
        'System is busy. Please try again in few minutes.',
      )
    const prompt: Prompt = {
      checkoutId: `ws_CO_${Date.now()}${randomBytes(6).toString('hex')}`,
      merchantId: `29115-${randomBytes(4).readUInt32BE()}-1`,
      phone: asked.PhoneNumber,
      amount: asked.Amount,
      reference: asked.AccountReference,
      callbackUrl: asked.CallBackURL,
      code: null,
      receipt: null,
      at: new Date().toISOString(),
      reversed: 0,
    }
    prompts.set(prompt.checkoutId, prompt)
    recent.push(prompt.checkoutId)
    return answer(
      c,
      Response.json({
        MerchantRequestID: prompt.merchantId,
        CheckoutRequestID: prompt.checkoutId,
        ResponseCode: '0',
        ResponseDescription: 'Success. Request accepted for processing',
        CustomerMessage: 'Success. Request accepted for processing',
      }),
      effect,
      o.pace,
    )
  })

  app.post('/mpesa/stkpushquery/v1/query', async (c) => {
    const input = v.safeParse(query, await c.req.json().catch(() => null))
    if (!input.success) return refused(400, '400.002.02', 'Bad Request - Invalid request')
    if (!isOurs(input.output)) return refused(500, '500.001.1001', 'Wrong credentials')
    const effect = faultEffect(o.faults.take('mpesa', input.output.CheckoutRequestID), o.pace.delayMs) ?? {}
    if (effect.refuse) return refused(effect.refuse.httpStatus ?? 500, '500.003.02', 'System is busy.')
    const prompt = prompts.get(input.output.CheckoutRequestID)
    if (!prompt) return refused(400, '400.002.02', 'Bad Request - Invalid CheckoutRequestID')
    if (prompt.code === null) return refused(500, '500.001.1001', 'The transaction is being processed')
    return Response.json({
      ResponseCode: '0',
      ResponseDescription: 'The service request has been accepted successsfully',
      MerchantRequestID: prompt.merchantId,
      CheckoutRequestID: prompt.checkoutId,
      ResultCode: String(prompt.code),
      ResultDesc: described(prompt.code),
    })
  })

  app.post('/mpesa/reversal/v1/request', async (c) => {
    const input = v.safeParse(reversal, await c.req.json().catch(() => null))
    if (!input.success) return refused(400, '400.002.02', 'Bad Request - Invalid request')
    const { TransactionID: transactionId, Amount: amount, ResultURL: url } = input.output
    const prompt = receipts.get(transactionId)
    const conversationId = `AG_${Date.now()}_${randomBytes(8).toString('hex')}`
    const isDone =
      !!prompt && prompt.reversed + amount <= prompt.amount && !o.faults.take('mpesa', 'reversal')
    if (isDone && prompt) prompt.reversed += amount
    const body = resultOf({ conversationId, transactionId, isDone })
    const told: PaymentCallback = {
      provider: 'mpesa',
      url,
      about: conversationId,
      to: prompt?.phone ?? '',
      event: isDone ? 'reversed' : 'not reversed',
      make: () => ({ body }),
      isToldOnce: true,
    }
    void o.callbacks.send(told, o.pace.stepMs)
    return c.json({
      OriginatorConversationID: `71840-${conversationId.slice(-8)}`,
      ConversationID: conversationId,
      ResponseCode: '0',
      ResponseDescription: 'Accept the service request successfully.',
    })
  })

  /** Ends a prompt as its owner would; nothing when there is none, or it ended already. */
  function deeds(checkoutId: string, input: unknown): Prompt | undefined {
    const prompt = prompts.get(checkoutId)
    const asked = v.safeParse(deed, input)
    if (!prompt || !asked.success || prompt.code !== null) return undefined
    const { ending, callbacks, amount } = asked.output
    prompt.code = endings[ending][0]
    if (ending === 'paid') {
      prompt.receipt = randomBytes(8).toString('base64url').replace(/\W|_/g, 'X').slice(0, 10).toUpperCase()
      receipts.set(prompt.receipt, prompt)
    }
    const told = (what: Ending): PaymentCallback => ({
      provider: 'mpesa',
      url: prompt.callbackUrl,
      about: prompt.checkoutId,
      to: prompt.phone,
      event: what,
      make: () => ({ body: callbackOf(prompt, what, { amount }) }),
      isToldOnce: true,
    })
    void o.callbacks.bring(callbacks, {
      truth: told(ending),
      earlier: told('unanswered'),
      // what somebody without our secrets could send at most: another end of a prompt whose id leaked
      forged: told(ending === 'paid' ? 'cancelled' : 'paid'),
    })
    return prompt
  }

  return {
    app,
    deeds,
    prompt: (checkoutId: string) => prompts.get(checkoutId),
    /** Those that still ring, newest first. */
    ringing: () =>
      recent
        .slice(-200)
        .toReversed()
        .map((id) => prompts.get(id))
        .filter((prompt) => prompt?.code === null),
  }
}
