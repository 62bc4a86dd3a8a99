import { Undo2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { moneyText } from '../../lib/money.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { type Refund, useMoveRefund } from './history.ts'
import { DecideDialog } from './refund-dialogs.tsx'
import { historyWords } from './words/history.ts'

/** After so long without an answer staff may say what the provider's own pages say, as close_refund() does. */
const hangsAfterMs = 10 * 60_000

/** A sum on its way back, or asked for; staff decide it here. */
export function RefundRow({
  orderId,
  refund,
  viewer,
  note,
}: {
  orderId: string
  refund: Refund
  viewer: 'customer' | 'staff'
  note: ReactNode
}) {
  const words = historyWords.use()
  const { status, amount_minor, currency, reason, answer, failure } = refund
  const amount = moneyText(amount_minor, currency)
  const isStaff = viewer === 'staff'
  const says =
    isStaff && (status === 'requested' || status === 'processing' || status === 'failed')
      ? words.refundsForStaff[status]
      : words.refunds[status]
  const text = status === 'declined' ? answer : reason
  return (
    <div className="flex gap-2.5 rounded-control bg-sunken p-3">
      <Undo2 size={20} aria-hidden className="mt-0.5 shrink-0 text-ink-soft rtl:-scale-x-100" />
      <div className="min-w-0 flex-1">
        <p className="text-pretty">{says(amount)}</p>
        {text && (
          <p dir="auto" className="text-13 break-words text-ink-soft">
            {text}
          </p>
        )}
        {isStaff && failure && (status === 'failed' || status === 'processing') && (
          <p className="text-13 text-bad">{failure === 'unclear' ? words.unclear : words.failure(failure)}</p>
        )}
        <div className="-ms-3 flex flex-wrap gap-x-1 empty:hidden">
          {note}
          {isStaff && <Steps orderId={orderId} refund={refund} />}
        </div>
      </div>
    </div>
  )
}

function Steps({ orderId, refund }: { orderId: string; refund: Refund }) {
  const words = historyWords.use()
  const [decision, setDecision] = useState<'grant' | 'decline' | null>(null)
  const move = useMoveRefund(orderId)
  const now = useNow(30_000)
  const hangs = refund.status === 'processing' && now.getTime() - Date.parse(refund.updated_at) > hangsAfterMs
  return (
    <>
      {refund.status === 'requested' && (
        <>
          <Button look="quiet" onClick={() => setDecision('grant')}>
            {words.grant}
          </Button>
          <Button look="quiet" onClick={() => setDecision('decline')}>
            {words.decline}
          </Button>
        </>
      )}
      {refund.status === 'failed' && (
        <Button
          look="quiet"
          isBusy={move.isPending}
          onClick={() => move.mutate({ refund_id: refund.id, how: 'retry' })}
        >
          {words.retry}
        </Button>
      )}
      {(refund.status === 'failed' || hangs) && (
        <Button
          look="quiet"
          isBusy={move.isPending}
          onClick={() => move.mutate({ refund_id: refund.id, how: 'given' })}
        >
          {words.markGiven}
        </Button>
      )}
      {move.isError && (
        <p role="alert" className="px-3 text-13 text-bad">
          {sentenceFor(move.error)}
        </p>
      )}
      {decision && (
        <DecideDialog
          orderId={orderId}
          refund={refund}
          isGranted={decision === 'grant'}
          onClose={() => setDecision(null)}
        />
      )}
    </>
  )
}
