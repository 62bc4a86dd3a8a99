import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { type PaymentProvider, ProviderFailure, type RefundInput } from '../_shared/payments/provider.ts'
import { paymentRefund } from './handler.ts'

type Row = {
  id: string
  attempt?: number
  provider?: string
  payment_ref?: string | null
  refund_ref?: string | null
}

/** The function knocked at once, with refunds that wait and one provider; what was settled, and what the provider was asked. */
async function knocked(waiting: Row[], provider: Partial<PaymentProvider>, failsToSettle = false) {
  const settled: Record<string, unknown>[] = []
  const asked: RefundInput[] = []
  const lines: string[] = []
  let work: Promise<void> | undefined
  const stripe: PaymentProvider = {
    name: 'stripe',
    currencies: () => true,
    start: () => Promise.reject(new Error('not here')),
    read: () => Promise.reject(new Error('not here')),
    refund: (input) => {
      asked.push(input)
      return Promise.resolve({ ref: 're_1', kind: 'refunded' })
    },
    ...provider,
  }
  const handle = paymentRefund({
    webhookSecret: 'secret',
    providers: { stripe },
    rpc: (name, parameters) => {
      if (name === 'claim_refunds')
        return Promise.resolve(
          waiting.splice(0).map((row) => ({
            attempt: 1,
            tries: 3,
            provider: 'stripe',
            payment_ref: 'cs_1',
            charge: null,
            refund_ref: null,
            amount_minor: 1250,
            currency: 'EUR',
            ...row,
          })),
        )
      if (failsToSettle) return Promise.reject(new Error('the database is away'))
      settled.push(parameters)
      return Promise.resolve('applied')
    },
    background: (doing) => {
      work = doing
    },
    log: (line) => void lines.push(line),
  })
  const headers = { authorization: 'Bearer secret' }
  strictEqual((await handle(new Request('http://x', { method: 'POST', headers }))).status, 202)
  strictEqual((await handle(new Request('http://x', { method: 'POST' }))).status, 401)
  await work
  return { settled, asked, lines }
}
const kinds = (settled: Record<string, unknown>[]) => settled.map(({ kind, reason }) => [kind, reason])

Deno.test('a refund is handed over under its own id, and its answer settled under the number of the try', async () => {
  const { settled, asked } = await knocked([{ id: 'r1' }, { id: 'r2', attempt: 2 }], {})
  deepStrictEqual(
    asked.map(({ refundId }) => refundId),
    ['r1', 'r2.2'],
  )
  deepStrictEqual(settled[0], {
    refund_id: 'r1',
    tries: 3,
    kind: 'refunded',
    provider_ref: 're_1',
    reason: null,
  })
})

Deno.test('what the provider refused has failed; what it did not answer is asked again', async () => {
  const refuses = (refused: boolean) => ({
    refund: () => Promise.reject(new ProviderFailure('no', { refused })),
  })
  deepStrictEqual(kinds((await knocked([{ id: 'r1' }], refuses(true))).settled), [
    ['refund_failed', 'refused'],
  ])
  deepStrictEqual(kinds((await knocked([{ id: 'r1' }], refuses(false))).settled), [['retry', 'unclear']])
  const surprises = { refund: () => Promise.reject(new TypeError('what?')) }
  deepStrictEqual(kinds((await knocked([{ id: 'r1' }], surprises)).settled), [['retry', 'unclear']])
})

Deno.test('one that the provider has is asked about, never given again', async () => {
  const { settled, asked } = await knocked([{ id: 'r1', refund_ref: 're_9' }], {
    readRefund: (ref) => Promise.resolve({ ref, kind: 'refund_pending' }),
  })
  deepStrictEqual([asked, kinds(settled)], [[], [['refund_pending', null]]])
  const waits = await knocked([{ id: 'r1', refund_ref: 're_9' }], {})
  deepStrictEqual([waits.asked, kinds(waits.settled)], [[], [['retry', null]]])
})

Deno.test('a provider whose keys are gone fails the refund, and one that cannot be settled stops no other', async () => {
  deepStrictEqual(kinds((await knocked([{ id: 'r1', provider: 'mpesa' }], {})).settled), [
    ['refund_failed', 'not_set_up'],
  ])
  const { asked, lines } = await knocked([{ id: 'r1' }, { id: 'r2' }], {}, true)
  deepStrictEqual([asked.length, lines.length], [2, 2])
})
