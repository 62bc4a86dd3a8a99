/** A prompt on somebody's phone. `code` is the ResultCode it ended with; until then it rings. */
export type Prompt = {
  checkoutId: string
  merchantId: string
  phone: string
  amount: number
  reference: string
  callbackUrl: string
  code: number | null
  receipt: string | null
  at: string
  reversed: number
}

// developer.safaricom.co.ke, "M-Pesa Express", what callbacks end with
export const endings = {
  paid: [0, 'The service request is processed successfully.'],
  no_money: [1, 'The balance is insufficient for the transaction.'],
  cancelled: [1032, 'Request cancelled by user'],
  unanswered: [1037, 'DS timeout user cannot be reached'],
  wrong_pin: [2001, 'The initiator information is invalid.'],
} as const
export type Ending = keyof typeof endings

export const described = (code: number) =>
  Object.values(endings).find(([known]) => known === code)?.[1] ?? 'Failed'

/** The callback, which nobody signs. Another amount than the prompt's is what a forger would write. */
export function callbackOf(prompt: Prompt, ending: Ending, o: { amount?: number; receipt?: string } = {}) {
  const [ResultCode, ResultDesc] = endings[ending]
  const Item = [
    { Name: 'Amount', Value: o.amount ?? prompt.amount },
    { Name: 'MpesaReceiptNumber', Value: o.receipt ?? prompt.receipt },
    { Name: 'TransactionDate', Value: Number(prompt.at.replace(/\D/g, '').slice(0, 14)) },
    { Name: 'PhoneNumber', Value: Number(prompt.phone) },
  ]
  return JSON.stringify({
    Body: {
      stkCallback: {
        MerchantRequestID: prompt.merchantId,
        CheckoutRequestID: prompt.checkoutId,
        ResultCode,
        ResultDesc,
        ...(ResultCode === 0 ? { CallbackMetadata: { Item } } : {}),
      },
    },
  })
}

/** What a reversal ended with. */
export function resultOf(o: { conversationId: string; transactionId: string; isDone: boolean }) {
  return JSON.stringify({
    Result: {
      ResultType: 0,
      ResultCode: o.isDone ? 0 : 2001,
      ResultDesc: o.isDone
        ? 'The service request is processed successfully.'
        : 'The initiator information is invalid.',
      OriginatorConversationID: `71840-${o.conversationId.slice(-8)}`,
      ConversationID: o.conversationId,
      TransactionID: o.transactionId,
    },
  })
}
