import { beforeEach, describe, expect, test, vi } from 'vitest'
import { asAdmin, nobody, type Person, person, sandboxUrl } from './actors.ts'
import { arm, begin, call, type Order, onPage, orderFor, settled } from './payments.ts'

// each step waits for a function, a provider and the database, also on a slow machine
vi.setConfig({ testTimeout: 120_000 })

let ada: Person
let eve: Person
let sam: Person
let grace: Person
beforeEach(async () => {
  ;[ada, eve, sam, grace] = await Promise.all([
    person('Ada'),
    person('Eve'),
    person('Sam', 'partner'),
    person('Grace', 'staff'),
  ])
})

const deed = async (path: string, body: object) => {
  const response = await fetch(`${sandboxUrl}/payments/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(201)
  return response.json()
}

/** Paid for, by each provider in its own way. */
const pay: Record<string, (order: Order) => Promise<string>> = {
  async stripe(order) {
    const { paymentId, page } = await begin(ada, order, 'stripe')
    await onPage(page, 'pay')
    return paymentId
  },
  async flutterwave(order) {
    const { paymentId } = await begin(ada, order, 'flutterwave')
    await deed(`flutterwave/deeds/${paymentId}`, { outcome: 'successful' })
    return paymentId
  },
  async paypal(order) {
    const { paymentId, page } = await begin(ada, order, 'paypal')
    await onPage(page, 'pay')
    return paymentId
  },
  async mpesa(order) {
    const asked = {
      order_id: order.id,
      provider: 'mpesa',
      client_id: crypto.randomUUID(),
      phone: '0712345678',
    }
    const { body } = await call('payment-start', ada.token, asked)
    const [row] = await asAdmin<{ ref: string }>(
      'select provider_ref as ref from public.payments where id = $1',
      [body.payment_id],
    )
    await deed(`mpesa/deeds/${row?.ref}`, { ending: 'paid' })
    return body.payment_id as string
  },
}
async function paid(provider: string, totalMinor = 100_000) {
  const order = await orderFor(ada, totalMinor, provider === 'mpesa' ? 'KES' : 'EUR')
  const paymentId = await (pay[provider] as (order: Order) => Promise<string>)(order)
  await settled(paymentId, 'paid')
  return { order, paymentId }
}
const ask = async (paymentId: string, amount_minor?: number) => {
  const { data, error } = await ada.supabase.rpc('request_refund', {
    payment_id: paymentId,
    client_id: crypto.randomUUID(),
    ...(amount_minor ? { amount_minor } : {}),
    reason: 'A shirt is missing.',
  })
  expect(error).toBeNull()
  return data as string
}
const grant = async (refund_id: string, amount_minor?: number) => {
  const { error } = await grace.supabase.rpc('decide_refund', {
    refund_id,
    is_granted: true,
    ...(amount_minor ? { amount_minor } : {}),
  })
  expect(error).toBeNull()
}
const refundOf = async (id: string) =>
  (
    await asAdmin<{ status: string; failure: string | null; tries: number }>(
      'select status::text, failure, tries from public.refunds where id = $1',
      [id],
    )
  )[0]
const becomes = (id: string, status: string) =>
  expect.poll(async () => (await refundOf(id))?.status, { timeout: 20_000 }).toBe(status)
const told = async (orderId: string) => {
  const rows = await asAdmin<{ event_type: string; times: number }>(
    `select event_type, count(*)::int as times from public.notifications
     where user_id = $1 and subject_id = $2 and event_type like 'refund.%' group by 1`,
    [ada.id, orderId],
  )
  return Object.fromEntries(rows.map(({ event_type, times }) => [event_type, times]))
}
const whole = { 'refund.requested': 1, 'refund.processed': 1, 'refund.completed': 1 }

describe('giving back', () => {
  test.each(['stripe', 'paypal', 'flutterwave', 'mpesa'])(
    'by %s: asked for, granted in part, given back once, told step by step',
    async (provider) => {
      const { order, paymentId } = await paid(provider)
      const refund = await ask(paymentId, 60_000)
      await grant(refund, 40_000)
      await becomes(refund, 'completed')
      expect(await told(order.id)).toEqual(whole)
      const { data } = await ada.supabase
        .from('payments')
        .select('status, refunded_minor')
        .eq('id', paymentId)
      expect(data).toEqual([{ status: 'partly_refunded', refunded_minor: 40_000 }])
      await grace.supabase.rpc('give_refund', { payment_id: paymentId, client_id: crypto.randomUUID() })
      await settled(paymentId, 'refunded')
    },
  )

  test.each([
    ['is away', 'fail', (_: number) => '/v3/transactions/verify_by_reference'],
    ['loses its answer after it gave back', 'lose', (id: number) => `/v3/transactions/${id}/refund`],
  ])('a provider that %s is asked again, and gives back once', async (_, mode, path) => {
    const { order, paymentId } = await paid('flutterwave')
    const [row] = await asAdmin<{ id: number }>(
      `select (payload ->> 'transaction_id')::int as id from public.payment_events where payment_id = $1`,
      [paymentId],
    )
    await arm({ kind: 'flutterwave', to: path(row?.id ?? 0), mode })
    const refund = await ask(paymentId)
    await grant(refund)
    await expect.poll(async () => (await refundOf(refund))?.failure, { timeout: 20_000 }).toBe('unclear')
    // its lease is over; nobody knocks but the sweep
    await asAdmin('update public.refunds set next_try_at = now() where id = $1', [refund])
    await asAdmin('select private.sweep_refunds()')
    await becomes(refund, 'completed')
    expect(await told(order.id)).toEqual(whole)
    const [sum] = await asAdmin('select refunded_minor::int from public.payments where id = $1', [paymentId])
    expect(sum).toEqual({ refunded_minor: 100_000 })
  })

  test('a reversal that fails is told to staff and may be tried again', async () => {
    const { paymentId } = await paid('mpesa')
    await arm({ kind: 'mpesa', to: 'reversal', mode: 'fail' })
    const refund = await ask(paymentId)
    await grant(refund)
    await becomes(refund, 'failed')
    const alarms = await asAdmin(
      `select from public.notifications where user_id = $1 and event_type = 'system.refund_failed'`,
      [grace.id],
    )
    expect(alarms).toHaveLength(1)
    await grace.supabase.rpc('retry_refund', { refund_id: refund })
    await becomes(refund, 'completed')
  })

  test('two of staff and the customer at once never give back more than was paid', async () => {
    const { paymentId } = await paid('stripe')
    const give = () =>
      grace.supabase.rpc('give_refund', {
        payment_id: paymentId,
        client_id: crypto.randomUUID(),
        amount_minor: 30_000,
      })
    const answers = await Promise.all(Array.from({ length: 20 }, give))
    expect(answers.filter(({ error }) => !error)).toHaveLength(3)
    expect(new Set(answers.flatMap(({ error }) => (error ? [error.hint] : [])))).toEqual(
      new Set(['more_than_paid']),
    )
    await expect
      .poll(
        async () =>
          (await asAdmin('select refunded_minor::int from public.payments where id = $1', [paymentId]))[0],
        {
          timeout: 20_000,
        },
      )
      .toEqual({ refunded_minor: 90_000 })
  })

  test('nobody else asks, sees or decides', async () => {
    const { paymentId } = await paid('stripe')
    const refund = await ask(paymentId)
    for (const { supabase } of [eve, sam]) {
      const client_id = crypto.randomUUID()
      expect((await supabase.rpc('request_refund', { payment_id: paymentId, client_id })).error?.hint).toBe(
        'payment_not_found',
      )
      expect((await supabase.rpc('decide_refund', { refund_id: refund, is_granted: true })).error?.hint).toBe(
        'not_staff',
      )
      expect((await supabase.from('refunds').select('id')).data).toEqual([])
      expect((await supabase.from('receipts').select('id')).data).toEqual([])
    }
    expect((await nobody().from('refunds').select('id')).error?.code).toBe('42501')
    expect(
      (await ada.supabase.rpc('give_refund', { payment_id: paymentId, client_id: crypto.randomUUID() })).error
        ?.hint,
    ).toBe('not_staff')
  })
})

describe('receipts', () => {
  const receipts = async (who: Person, orderId: string) =>
    (
      await who.supabase
        .from('receipts')
        .select('kind, number, path, amount_minor')
        .eq('order_id', orderId)
        .order('issued_at')
    ).data ?? []
  const bytesOf = async (who: Person, path: string) => {
    const { data, error } = await who.supabase.storage.from('receipts').download(path)
    return error ? null : new Uint8Array(await data.arrayBuffer())
  }

  test('one comes after paying and one after giving back, as PDF, for Ada and staff and nobody else', async () => {
    const { order, paymentId } = await paid('stripe')
    const refund = await ask(paymentId, 25_000)
    await grant(refund)
    await becomes(refund, 'completed')
    await expect
      .poll(async () => (await receipts(ada, order.id)).filter(({ path }) => path).length, {
        timeout: 20_000,
      })
      .toBe(2)
    const [receipt, note] = await receipts(ada, order.id)
    expect([receipt?.kind, receipt?.amount_minor, note?.kind, note?.amount_minor]).toEqual([
      'receipt',
      100_000,
      'credit_note',
      25_000,
    ])
    expect(receipt?.number).toMatch(/^R-\d{4}-\d{6}$/)
    expect(note?.number).toMatch(/^C-\d{4}-\d{6}$/)
    for (const path of [receipt?.path ?? '', note?.path ?? '']) {
      const page = await bytesOf(ada, path)
      expect(new TextDecoder().decode(page?.slice(0, 5))).toBe('%PDF-')
      expect(await bytesOf(grace, path)).toEqual(page)
      for (const who of [eve, sam]) {
        expect(await bytesOf(who, path)).toBeNull()
        expect((await who.supabase.storage.from('receipts').createSignedUrl(path, 60)).data).toBeNull()
      }
      expect((await nobody().storage.from('receipts').download(path)).data).toBeNull()
      const written = await ada.supabase.storage
        .from('receipts')
        .upload(path, page ?? '', { upsert: true, contentType: 'application/pdf' })
      expect(written.error).not.toBeNull()
    }
  })

  test('numbers have no gaps, whatever happens at once', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => orderFor(ada, 1000)))
    await Promise.all(
      orders.map(({ id }) => asAdmin('update public.orders set partner_id = $2 where id = $1', [id, sam.id])),
    )
    await Promise.all(
      orders.map(({ id }) =>
        sam.supabase.rpc('record_door_payment', {
          order_id: id,
          client_id: crypto.randomUUID(),
          provider: 'cash',
        }),
      ),
    )
    const [row] = await asAdmin<{ issued: number; last: number }>(
      `select count(*)::int as issued, max(right(number, 6))::int as last from public.receipts where kind = 'receipt'`,
    )
    expect(row?.issued).toBe(row?.last)
  })

  test('the account is erased: the number stays, the page loses the name', async () => {
    const { order } = await paid('stripe')
    await expect.poll(async () => (await receipts(ada, order.id))[0]?.path, { timeout: 20_000 }).toBeTruthy()
    const [made] = await asAdmin<{ made_at: Date }>(
      'select made_at from public.receipts where order_id = $1',
      [order.id],
    )
    await asAdmin(`update public.orders set status = 'cancelled' where id = $1`, [order.id])
    await asAdmin('delete from auth.users where id = $1', [ada.id])
    await asAdmin('select private.sweep_refunds()')
    await expect
      .poll(
        async () =>
          (
            await asAdmin<{ customer_name: string | null; made_at: Date }>(
              'select customer_name, made_at from public.receipts where order_id = $1 and next_try_at is null',
              [order.id],
            )
          ).map((row) => [row.customer_name, row.made_at > (made?.made_at ?? 0)])[0],
        { timeout: 20_000 },
      )
      .toEqual([null, true])
  })
})
