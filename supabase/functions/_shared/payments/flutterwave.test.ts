import { deepStrictEqual, rejects, strictEqual } from 'node:assert/strict'
import { closedPort, type Misbehaviour, silent, startHangUp, startProvider } from '../misbehaving-provider.ts'
import { flutterwave, isSignedByFlutterwave, signFlutterwave } from './flutterwave.ts'
import { ProviderFailure } from './provider.ts'

const paymentId = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const refundId = '0b8e6f6c-6a55-4d0a-9d8e-9f1a2b3c4d5e'
const at = (apiBase: string) => flutterwave({ secretKey: 'FLWSECK_TEST-x', apiBase, timeoutMs: 400 })
const start = {
  paymentId,
  amountMinor: 123_450,
  currency: 'NGN',
  orderNumber: 'A1027',
  returnUrl: 'https://app.example/orders/1?payment=1',
  locale: 'en',
  email: 'ada@example.com',
}
const transaction = {
  id: 288200108,
  tx_ref: paymentId,
  amount: 1234.5,
  currency: 'NGN',
  status: 'successful',
  processor_response: 'Approved',
  card: { last_4digits: '2950', type: 'MASTERCARD' },
}
const done = (data: unknown) => Response.json({ status: 'success', message: 'fine', data })
const none = () =>
  Response.json({ status: 'error', message: 'No transaction was found for this id' }, { status: 400 })

async function against<T>(answer: Misbehaviour, work: (api: ReturnType<typeof at>) => Promise<T>) {
  const provider = startProvider(answer)
  try {
    const result = await work(at(provider.origin))
    return {
      result,
      seen: provider.seen.map(({ method, path }) => `${method} ${path}`),
      requests: provider.seen,
    }
  } finally {
    await provider.stop()
  }
}
const failsAs = (how: 'refused' | 'unclear' | 'phone_invalid') => (error: unknown) =>
  error instanceof ProviderFailure && (error.code ?? (error.refused ? 'refused' : 'unclear')) === how

Deno.test('a payer is led to the hosted page, for the sum in decimals and under our id', async () => {
  const { result, seen, requests } = await against(
    () => done({ link: 'https://checkout.flutterwave.com/v3/hosted/pay/abc' }),
    (api) => api.start(start),
  )
  deepStrictEqual(result, {
    ref: paymentId,
    next: { kind: 'redirect', url: 'https://checkout.flutterwave.com/v3/hosted/pay/abc' },
  })
  deepStrictEqual(seen, ['POST /v3/payments'])
  strictEqual(requests[0]?.headers.get('authorization'), 'Bearer FLWSECK_TEST-x')
  const body = JSON.parse(new TextDecoder().decode(requests[0]?.body))
  deepStrictEqual(
    [body.tx_ref, body.amount, body.currency, body.redirect_url, body.customer],
    [paymentId, '1234.50', 'NGN', start.returnUrl, { email: 'ada@example.com' }],
  )
})

Deno.test('what was paid is read with its sum in minor units and the card as people know it', async () => {
  const { result } = await against(
    () => done(transaction),
    (api) => api.verify('288200108'),
  )
  deepStrictEqual(result, {
    id: '288200108',
    ref: paymentId,
    status: 'successful',
    kind: 'paid',
    amountMinor: 123_450,
    currency: 'NGN',
    method: 'Mastercard •••• 2950',
  })
})

Deno.test('before anybody tried to pay, a payment is open, not unknown', async () => {
  const { result } = await against(none, (api) => api.read(paymentId, { amountMinor: 5, currency: 'NGN' }))
  deepStrictEqual(result, { kind: 'open', amountMinor: 5, currency: 'NGN' })
})

Deno.test('a declined card is a failure with a code of ours, never the words of a bank', async () => {
  const declined = { ...transaction, status: 'failed', processor_response: 'Insufficient Funds' }
  const { result } = await against(
    () => done(declined),
    (api) => api.verify('1'),
  )
  deepStrictEqual([result?.kind, result?.reason], ['failed', 'insufficient_funds'])
  const other = { ...transaction, status: 'failed', processor_response: 'Do not honor' }
  const again = await against(
    () => done(other),
    (api) => api.verify('1'),
  )
  strictEqual(again.result?.reason, 'declined')
})

Deno.test('a transaction nobody knows is nothing; one that cannot be read is a failure', async () => {
  strictEqual((await against(none, (api) => api.verify('1'))).result, undefined)
  await rejects(
    against(
      () => done({ ...transaction, amount: '12' }),
      (api) => api.verify('1'),
    ),
    failsAs('unclear'),
  )
})

Deno.test('asking twice for one refund gives it once: the second time it is found by its comment', async () => {
  const refunds: object[] = []
  const answer: Misbehaviour = (request, body) => {
    const { pathname } = new URL(request.url)
    if (pathname.endsWith('/verify_by_reference')) return done(transaction)
    if (request.method === 'GET') return done(refunds)
    refunds.push({ id: 14, status: 'completed', comments: JSON.parse(body).comments })
    return done(refunds.at(-1))
  }
  const { result, seen } = await against(answer, async (api) => {
    const refund = { ref: paymentId, refundId, amountMinor: 5000, currency: 'NGN' }
    return [await api.refund(refund), await api.refund(refund)]
  })
  deepStrictEqual(result, [
    { ref: '14', kind: 'refunded' },
    { ref: '14', kind: 'refunded' },
  ])
  strictEqual(seen.filter((line) => line.startsWith('POST')).length, 1)
})

Deno.test('what happened to a request is never guessed: only a refusal is one', async () => {
  await rejects(at(closedPort()).start(start), failsAs('unclear'))
  const hangUp = startHangUp()
  await rejects(at(hangUp.origin).start(start), failsAs('unclear'))
  await hangUp.stop()
  await rejects(
    against(
      () => silent(),
      (api) => api.start(start),
    ),
    failsAs('unclear'),
  )
  await rejects(
    against(
      () => new Response('no', { status: 502 }),
      (api) => api.start(start),
    ),
    failsAs('unclear'),
  )
  await rejects(
    against(
      () => new Response('no', { status: 502 }),
      (api) => api.verify('1'),
    ),
    failsAs('unclear'),
  )
  await rejects(
    against(
      () => new Response('{}', { status: 401 }),
      (api) => api.start(start),
    ),
    failsAs('refused'),
  )
  await rejects(
    against(
      () => done({ link: 'nowhere' }),
      (api) => api.start(start),
    ),
    failsAs('unclear'),
  )
})

Deno.test('a callback is believed by its signature or, on older accounts, by the hash; a wrong signature beats a right hash', () => {
  const body = '{"event":"charge.completed"}'
  const headers = (init: Record<string, string>) => new Headers(init)
  strictEqual(isSignedByFlutterwave('hash', headers({ 'verif-hash': 'hash' }), body), true)
  strictEqual(
    isSignedByFlutterwave('hash', headers({ 'flutterwave-signature': signFlutterwave('hash', body) }), body),
    true,
  )
  strictEqual(isSignedByFlutterwave('hash', headers({}), body), false)
  strictEqual(isSignedByFlutterwave('hash', headers({ 'verif-hash': 'hash x' }), body), false)
  strictEqual(
    isSignedByFlutterwave(
      'hash',
      headers({ 'flutterwave-signature': signFlutterwave('hash', body) }),
      `${body} `,
    ),
    false,
  )
  strictEqual(
    isSignedByFlutterwave('hash', headers({ 'verif-hash': 'hash', 'flutterwave-signature': 'x' }), body),
    false,
  )
})
