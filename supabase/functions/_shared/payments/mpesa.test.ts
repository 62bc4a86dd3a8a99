import { deepStrictEqual, match, rejects, strictEqual } from 'node:assert/strict'
import { type Misbehaviour, startProvider } from '../misbehaving-provider.ts'
import { kenyanNumber, mpesa } from './mpesa.ts'
import { ProviderFailure } from './provider.ts'

const paymentId = '8f14e45f-ceea-467f-9b3a-1d0e9f3c7a11'
const start = {
  paymentId,
  amountMinor: 150_000,
  currency: 'KES',
  orderNumber: 'A1027',
  returnUrl: 'https://app.example/orders/1',
  locale: 'en',
  phone: '0712 345 678',
}
const at = (apiBase: string, more = {}) =>
  mpesa({
    consumerKey: 'key',
    consumerSecret: 'secret',
    shortcode: '174379',
    passkey: 'pass',
    callbackUrl: (kind, id) => `https://x.supabase.co/functions/v1/payment-mpesa?${kind}=${id}`,
    apiBase,
    timeoutMs: 400,
    ...more,
  })
const pushed = {
  MerchantRequestID: '29115-34620561-1',
  CheckoutRequestID: 'ws_CO_191220191020363925',
  ResponseCode: '0',
}

/** Answers the token by itself and everything else by `answer`. */
async function against<T>(answer: Misbehaviour, work: (api: ReturnType<typeof at>) => Promise<T>, more = {}) {
  const provider = startProvider((request, body) =>
    new URL(request.url).pathname === '/oauth/v1/generate'
      ? Response.json({ access_token: 'token', expires_in: '3599' })
      : answer(request, body),
  )
  try {
    const result = await work(at(provider.origin, more))
    const bodies = provider.seen.map(({ body }) => new TextDecoder().decode(body)).filter(Boolean)
    return { result, seen: provider.seen, bodies: bodies.map((body) => JSON.parse(body)) }
  } finally {
    await provider.stop()
  }
}
const failsAs = (how: 'refused' | 'unclear' | 'phone_invalid') => (error: unknown) =>
  error instanceof ProviderFailure && (error.code ?? (error.refused ? 'refused' : 'unclear')) === how
const said = (status: number, errorCode: string) =>
  Response.json({ requestId: '1', errorCode, errorMessage: 'said' }, { status })

Deno.test('a phone is asked for whole shillings, under the number of the order', async () => {
  const { result, bodies, seen } = await against(
    () => Response.json(pushed),
    (api) => api.start(start),
  )
  deepStrictEqual(result, { ref: 'ws_CO_191220191020363925', next: { kind: 'wait' } })
  strictEqual(seen[0]?.headers.get('authorization'), `Basic ${btoa('key:secret')}`)
  strictEqual(seen[1]?.headers.get('authorization'), 'Bearer token')
  const { Password, Timestamp, ...asked } = bodies[0]
  match(Timestamp, /^20\d{12}$/)
  strictEqual(atob(Password), `174379pass${Timestamp}`)
  deepStrictEqual(asked, {
    BusinessShortCode: '174379',
    TransactionType: 'CustomerPayBillOnline',
    Amount: 1500,
    PartyA: '254712345678',
    PartyB: '174379',
    PhoneNumber: '254712345678',
    CallBackURL: `https://x.supabase.co/functions/v1/payment-mpesa?payment=${paymentId}`,
    AccountReference: 'A1027',
    TransactionDesc: 'A1027',
  })
})

Deno.test('cents, another currency and a number that is no Kenyan mobile ring no phone', async () => {
  const ring = (more: object) =>
    against(
      () => Response.json(pushed),
      (api) => api.start({ ...start, ...more }),
    )
  await rejects(ring({ amountMinor: 150_050 }), failsAs('refused'))
  await rejects(ring({ phone: '+44 7700 900001' }), failsAs('phone_invalid'))
  await rejects(ring({ phone: undefined }), failsAs('phone_invalid'))
  strictEqual(at('https://x').currencies('UGX'), false)
})

Deno.test('a Kenyan reads a number as it is written there, with other digits too', () => {
  for (const typed of [
    '0712345678',
    '+254 712 345 678',
    '254712345678',
    '712345678',
    '٠٧١٢٣٤٥٦٧٨',
    '(0712) 345-678',
  ])
    strictEqual(kenyanNumber(typed), '254712345678', typed)
  strictEqual(kenyanNumber('0110345678'), '254110345678')
  for (const typed of ['', '071234567', '07123456789', '0212345678', '+255712345678', '0712345678x'])
    strictEqual(kenyanNumber(typed), undefined, typed)
})

Deno.test('one token serves many calls, and a refused one is fetched anew', async () => {
  let calls = 0
  const { seen } = await against(
    () => (++calls === 2 ? said(401, '404.001.03') : Response.json(pushed)),
    async (api) => {
      await api.start(start)
      await rejects(api.start(start), failsAs('unclear'))
      await api.start(start)
    },
  )
  strictEqual(seen.filter(({ path }) => path.startsWith('/oauth')).length, 2)
})

Deno.test('how a prompt ended is read by its code, and the sum is the one that was prompted', async () => {
  const prompted = { amountMinor: 150_000, currency: 'KES' }
  const ends = async (ResultCode: unknown) => {
    const answer = () => Response.json({ ResponseCode: '0', ResultCode, ResultDesc: 'in words' })
    const { result } = await against(answer, (api) => api.read('ws_CO_1', prompted))
    return result
  }
  deepStrictEqual(await ends('0'), { ...prompted, kind: 'paid', method: 'M-Pesa' })
  deepStrictEqual(await ends(1), { ...prompted, kind: 'failed', reason: 'insufficient_funds' })
  strictEqual((await ends('1032')).kind, 'cancelled')
  strictEqual((await ends('1037')).kind, 'expired')
  deepStrictEqual(await ends('17'), { ...prompted, kind: 'failed', reason: 'declined' })
  const rings = await against(
    () => said(500, '500.001.1001'),
    (api) => api.read('ws_CO_1', prompted),
  )
  deepStrictEqual(rings.result, { ...prompted, kind: 'pending' })
})

Deno.test('an answer that says nothing is never taken for paid', async () => {
  const read = (answer: Misbehaviour) =>
    against(answer, (api) => api.read('ws_CO_1', { amountMinor: 1, currency: 'KES' }))
  await rejects(
    read(() => Response.json({ ResponseCode: '0' })),
    failsAs('unclear'),
  )
  await rejects(
    read(() => new Response('<html>', { status: 502 })),
    failsAs('unclear'),
  )
  await rejects(
    read(() => said(400, '400.002.02')),
    failsAs('refused'),
  )
})

Deno.test('money goes back by the receipt number, when Daraja was set up for it', async () => {
  const refund = {
    ref: 'ws_CO_1',
    refundId: paymentId,
    amountMinor: 50_000,
    currency: 'KES',
    charge: 'NLJ7RT61SV',
  }
  const able = { initiator: 'api', securityCredential: 'sealed' }
  const taken = () =>
    Response.json({ ConversationID: 'AG_1', OriginatorConversationID: '7', ResponseCode: '0' })
  const { result, bodies } = await against(taken, (api) => api.refund(refund), able)
  deepStrictEqual(result, { ref: 'AG_1', kind: 'refund_pending' })
  deepStrictEqual(
    [bodies[0].TransactionID, bodies[0].Amount, bodies[0].ResultURL],
    ['NLJ7RT61SV', 500, `https://x.supabase.co/functions/v1/payment-mpesa?refund=${paymentId}`],
  )
  const refused = async (more: object, settings: object) =>
    (await against(taken, (api) => api.refund({ ...refund, ...more }), settings)).result.reason
  strictEqual(await refused({}, {}), 'not_set_up')
  strictEqual(await refused({ charge: undefined }, able), 'no_receipt_number')
  strictEqual(await refused({ amountMinor: 50_050 }, able), 'whole_units_only')
})
