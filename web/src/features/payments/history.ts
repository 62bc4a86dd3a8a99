import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { rowsOf } from '../../lib/failure.ts'
import type { Row } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'
import { showToast } from '../../ui/toast.tsx'
import { paymentsKey } from './payments.ts'
import { historyWords } from './words/history.ts'

export type Refund = Pick<
  Row<'refunds'>,
  | 'id'
  | 'payment_id'
  | 'amount_minor'
  | 'currency'
  | 'status'
  | 'reason'
  | 'answer'
  | 'failure'
  | 'created_at'
  | 'updated_at'
>
export type Receipt = Pick<Row<'receipts'>, 'id' | 'number' | 'payment_id' | 'refund_id' | 'path'>
export type Dispute = Pick<Row<'payment_disputes'>, 'payment_id' | 'status'>
export type History = { refunds: Refund[]; receipts: Receipt[]; disputes: Dispute[] }

/** What was given back of an order's payments, the receipts of both, and their disputes; oldest first. For its customer and staff. */
export function useHistory(orderId: string) {
  return useQuery({
    queryKey: [...paymentsKey(orderId), 'history'],
    queryFn: async (): Promise<History> => {
      const [refunds, receipts, disputes] = await Promise.all([
        rowsOf(
          supabase
            .from('refunds')
            .select(
              'id, payment_id, amount_minor, currency, status, reason, answer, failure, created_at, updated_at',
            )
            .eq('order_id', orderId)
            .order('created_at')
            .limit(100),
        ),
        rowsOf(
          supabase
            .from('receipts')
            .select('id, number, payment_id, refund_id, path')
            .eq('order_id', orderId)
            .order('issued_at')
            .limit(200),
        ),
        rowsOf(
          supabase
            .from('payment_disputes')
            .select('payment_id, status, payments!inner(order_id)')
            .eq('payments.order_id', orderId)
            .order('created_at')
            .limit(100),
        ),
      ])
      return { refunds, receipts, disputes }
    },
  })
}

/** What may still be given back of a payment: what is granted counts as gone. */
export function leftOf(payment: { id: string; amount_minor: number }, refunds: readonly Refund[]): number {
  return refunds
    .filter(
      ({ payment_id, status }) =>
        payment_id === payment.id && (status === 'processing' || status === 'completed'),
    )
    .reduce((left, { amount_minor }) => left - amount_minor, payment.amount_minor)
}

/** How a payment's disputes stand, the one that matters most first: an open one may still go either way. */
export function disputeOf(paymentId: string, disputes: readonly Dispute[]): Dispute['status'] | undefined {
  const found = new Set(disputes.filter((one) => one.payment_id === paymentId).map(({ status }) => status))
  return (['open', 'lost', 'won'] as const).find((status) => found.has(status))
}

/** One of the calls about money, after which all that the page shows of the order's payments is read anew. */
function useMoneyCall<Input>(orderId: string, call: (input: Input) => Promise<unknown>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: call,
    onSettled: () => queryClient.invalidateQueries({ queryKey: paymentsKey(orderId) }),
  })
}

export type Asked = { payment_id: string; client_id: string; amount_minor: number; reason: string }
export const useAskRefund = (orderId: string) =>
  useMoneyCall(orderId, (asked: Asked) => rowsOf(supabase.rpc('request_refund', asked)))
export const useGiveRefund = (orderId: string) =>
  useMoneyCall(orderId, (asked: Asked) => rowsOf(supabase.rpc('give_refund', asked)))

type Decision = { refund_id: string; is_granted: boolean; amount_minor?: number; answer: string }
export const useDecideRefund = (orderId: string) =>
  useMoneyCall(orderId, (decision: Decision) => rowsOf(supabase.rpc('decide_refund', decision)))

type Way = { refund_id: string; how: 'retry' | 'given' }
export const useMoveRefund = (orderId: string) =>
  useMoneyCall(orderId, ({ refund_id, how }: Way) =>
    how === 'retry'
      ? rowsOf(supabase.rpc('retry_refund', { refund_id }))
      : rowsOf(supabase.rpc('close_refund', { refund_id, is_given: true })),
  )

export type AtDoor = { client_id: string; provider: 'cash' | 'card_at_door'; amount_minor: number }
export const useRecordAtDoor = (orderId: string) =>
  useMoneyCall(orderId, (paid: AtDoor) =>
    rowsOf(supabase.rpc('record_door_payment', { order_id: orderId, ...paid })),
  )

/** Opens a receipt in a tab of its own, by a link that lives for a minute. */
export async function openReceipt(path: string): Promise<void> {
  // now, while the press is known: a browser blocks a tab that opens after an answer
  const tab = window.open('', '_blank')
  const { data } = await supabase.storage.from('receipts').createSignedUrl(path, 60)
  if (!data) void showToast(historyWords.now().openFailed)
  if (!tab) return
  if (!data) return tab.close()
  tab.opener = null
  tab.location.replace(data.signedUrl)
}
