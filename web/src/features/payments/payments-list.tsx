import { FileText } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { moneyText } from '../../lib/money.ts'
import { fullText, timeText } from '../../lib/time.ts'
import { Button } from '../../ui/button.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { FailedLine } from '../../ui/states.tsx'
import { disputeOf, type History, leftOf, openReceipt, type Receipt, useHistory } from './history.ts'
import { type Payment, usePayments } from './payments.ts'
import { AskDialog, GiveDialog } from './refund-dialogs.tsx'
import { RefundRow } from './refund-row.tsx'
import { historyWords } from './words/history.ts'
import { paymentWords } from './words.ts'

type Viewer = 'customer' | 'staff'
const moved = ['paid', 'partly_refunded', 'refunded']

/** The money that came for an order, what of it went back, and a receipt for each. Nothing while nothing has come. */
export function PaymentsList({ orderId, viewer }: { orderId: string; viewer: Viewer }) {
  const words = historyWords.use()
  const payments = usePayments(orderId, true)
  const history = useHistory(orderId)
  const paid = payments.data?.filter(({ status }) => moved.includes(status)) ?? []
  if (paid.length === 0) return null
  if (history.isPending)
    return (
      <Waiting label={words.loading}>
        <Skeleton className="h-16 w-full" />
      </Waiting>
    )
  if (!history.data)
    return (
      <FailedLine
        title={words.failed}
        detail={sentenceFor(history.error)}
        onRetry={() => void history.refetch()}
      />
    )
  return (
    <ul aria-label={words.title} className="flex flex-col divide-y divide-line border-t border-line">
      {paid.map((payment) => (
        <PaymentRow
          key={payment.id}
          orderId={orderId}
          payment={payment}
          history={history.data}
          viewer={viewer}
        />
      ))}
    </ul>
  )
}

function PaymentRow({
  orderId,
  payment,
  history,
  viewer,
}: {
  orderId: string
  payment: Payment
  history: History
  viewer: Viewer
}) {
  const words = historyWords.use()
  const methods = paymentWords.use().methods
  const [isOpen, setOpen] = useState(false)
  const { provider, currency, amount_minor, created_at } = payment
  const isDoor = provider === 'cash' || provider === 'card_at_door'
  const method = isDoor ? words.door[provider] : (payment.method ?? methods[provider as keyof typeof methods])
  const refunds = history.refunds.filter(({ payment_id }) => payment_id === payment.id)
  const receipts = history.receipts.filter(({ payment_id }) => payment_id === payment.id)
  const receiptOf = (refundId: string | null) => receipts.find(({ refund_id }) => refund_id === refundId)
  const leftMinor = leftOf(payment, refunds)
  const isAsked = refunds.some((one) => one.status === 'requested')
  const dispute = disputeOf(payment.id, history.disputes)
  const when = new Date(created_at)
  return (
    <li className="flex flex-col gap-2 py-3 last:pb-0">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0">
          <span className="block font-medium">
            <bdi>{method}</bdi>
          </span>
          <time dateTime={created_at} title={fullText(when)} className="text-13 text-ink-soft">
            {words.paidOn(timeText(when))}
          </time>
          {dispute && <span className="block text-13 text-ink-soft">{words.disputes[dispute]}</span>}
        </span>
        <span className="tabular font-medium">{moneyText(amount_minor, currency)}</span>
      </div>
      {refunds.map((refund) => (
        <RefundRow
          key={refund.id}
          orderId={orderId}
          refund={refund}
          viewer={viewer}
          note={<ReceiptButton receipt={receiptOf(refund.id)} />}
        />
      ))}
      <div className="-ms-3 flex flex-wrap gap-x-1">
        <ReceiptButton receipt={receiptOf(null)} />
        {leftMinor > 0 && !(viewer === 'customer' && isAsked) && (
          <Button look="quiet" onClick={() => setOpen(true)}>
            {viewer === 'customer' ? words.ask : isDoor ? words.undo : words.give}
          </Button>
        )}
      </div>
      {isOpen && viewer === 'customer' && (
        <AskDialog orderId={orderId} payment={payment} leftMinor={leftMinor} onClose={() => setOpen(false)} />
      )}
      {isOpen && viewer === 'staff' && (
        <GiveDialog
          orderId={orderId}
          payment={payment}
          leftMinor={leftMinor}
          method={method}
          onClose={() => setOpen(false)}
        />
      )}
    </li>
  )
}

/** Opens the page of a receipt; says so while it is being made. */
function ReceiptButton({ receipt }: { receipt: Receipt | undefined }) {
  const words = historyWords.use()
  if (!receipt) return null
  const { path, number, refund_id } = receipt
  if (!path) return <span className="px-3 py-2.5 text-13 text-ink-faint">{words.receiptComing}</span>
  return (
    <Button look="quiet" onClick={() => void openReceipt(path)}>
      <FileText size={20} aria-hidden />
      {refund_id ? words.creditNote(number) : words.receipt(number)}
    </Button>
  )
}
