import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { callFunction } from '../../lib/functions.ts'
import { subscribe } from '../../lib/realtime.ts'
import type { PersonRole, Row } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'

export type Payment = Pick<
  Row<'payments'>,
  | 'id'
  | 'provider'
  | 'amount_minor'
  | 'currency'
  | 'status'
  | 'reason'
  | 'method'
  | 'refunded_minor'
  | 'created_at'
>
export const paymentsKey = (orderId: string) => ['payments', orderId] as const

const balance = v.object({
  total_minor: v.nullable(v.number()),
  currency: v.nullable(v.string()),
  paid_minor: v.number(),
  refunded_minor: v.number(),
  due_minor: v.number(),
  is_paid: v.boolean(),
})
export type Balance = v.InferOutput<typeof balance>

/** What an order costs, and what of it is paid: for its parties and staff. */
export function useBalance(orderId: string) {
  return useQuery({
    queryKey: [...paymentsKey(orderId), 'balance'],
    queryFn: async (): Promise<Balance> =>
      v.parse(balance, await rowsOf(supabase.rpc('order_balance', { order_id: orderId }))),
  })
}

/** The tries to pay for an order, newest first; who may read which, policies decide. */
export function usePayments(orderId: string, isWanted: boolean) {
  return useQuery({
    queryKey: [...paymentsKey(orderId), 'list'],
    enabled: isWanted,
    queryFn: (): Promise<Payment[]> =>
      rowsOf(
        supabase
          .from('payments')
          .select('id, provider, amount_minor, currency, status, reason, method, refunded_minor, created_at')
          .eq('order_id', orderId)
          .order('created_at', { ascending: false })
          .limit(50),
      ),
  })
}

const named = v.object({ order_id: v.string() })

/** Keeps what a page shows of an order's payments true: fetched again when the database says so, and after each (re)join. */
export function usePaymentsLive(orderId: string, personId: string, role: PersonRole) {
  const queryClient = useQueryClient()
  useEffect(() => {
    const refetch = () => queryClient.invalidateQueries({ queryKey: paymentsKey(orderId) })
    const onUpdated = (payload: unknown) => {
      const event = v.safeParse(named, payload)
      if (!event.success || event.output.order_id === orderId) void refetch()
    }
    const options = { private: true, onReady: () => void refetch() }
    const ends = [`user:${personId}`, ...(role === 'staff' ? ['staff'] : [])].map((topic) =>
      subscribe(topic, { payments_updated: onUpdated }, options),
    )
    return () => {
      for (const end of ends) end()
    }
  }, [orderId, personId, role, queryClient])
}

export const methodNames = ['stripe', 'paypal', 'flutterwave', 'mpesa'] as const
export type Method = (typeof methodNames)[number]
const offered = v.object({ providers: v.array(v.picklist(methodNames)) })

/** The ways to pay that are set up and take this currency. */
export function useMethods(currency: string) {
  return useQuery({
    queryKey: ['payment methods', currency],
    staleTime: 5 * 60_000,
    queryFn: async (): Promise<Method[]> =>
      v.parse(offered, await callFunction('payment-start', { currency })).providers,
  })
}

const begun = v.object({
  payment_id: v.string(),
  next: v.variant('kind', [
    v.object({ kind: v.literal('redirect'), url: v.pipe(v.string(), v.url(), v.regex(/^https?:/)) }),
    v.object({ kind: v.literal('wait') }),
  ]),
})

/** Begins a payment; the same client_id again is the same payment. Errors: those of payment-start. */
export function useStartPayment(orderId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (how: { provider: Method; client_id: string; phone?: string }) =>
      v.parse(begun, await callFunction('payment-start', { order_id: orderId, ...how })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: paymentsKey(orderId) }),
  })
}

/** Asks the provider how a payment stands, and shows what it said. */
export function useAskPayment(orderId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (how: { payment_id: string; cancelled?: boolean }) => callFunction('payment-read', how),
    onSettled: () => queryClient.invalidateQueries({ queryKey: paymentsKey(orderId) }),
  })
}

/** Staff set what an order costs. Errors: below_paid, currency_fixed, invalid_price, not_allowed_now. */
export function useSetPrice(orderId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (price: { total_minor: number; currency: string }) =>
      rowsOf(supabase.rpc('set_order_total', { order_id: orderId, ...price })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: paymentsKey(orderId) }),
  })
}
