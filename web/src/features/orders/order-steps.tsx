import { useEffect, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import type { OrderStatus, PersonRole } from '../../lib/rows.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useAcceptOrder, useAdvanceOrder } from './order-actions.ts'
import { type Order, useTransitions } from './orders.ts'
import { mayCancel, nextSteps } from './status.ts'
import { partnerWords } from './words/partner.ts'

// a second tap of a hand that was quick must not take the step that has just come under it
const settleMs = 700

const sayFailure = (error: Error) => void showToast(sentenceFor(error))

/** Whether a status stands long enough to be acted upon on purpose. */
function useSettled(status: OrderStatus): boolean {
  const [settled, setSettled] = useState(status)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(status), settleMs)
    return () => clearTimeout(timer)
  }, [status])
  return settled === status
}

/** The one next step, big; others the status machine allows below it, smaller. Nothing for those who may not. */
export function OrderSteps({
  order,
  part,
  mayAccept,
}: {
  order: Order
  part: PersonRole | null
  mayAccept: boolean
}) {
  const words = partnerWords.use()
  const { data: transitions } = useTransitions()
  const advance = useAdvanceOrder(order.id)
  const accept = useAcceptOrder()
  const [first, ...others] = nextSteps(order, part, transitions ?? [])
  const isSettled = useSettled(order.status)
  const pending = advance.isPending ? advance.variables.status : null
  const go = (status: OrderStatus) => {
    if (isSettled && !advance.isPending) advance.mutate({ status }, { onError: sayFailure })
  }
  if (mayAccept && order.status === 'placed') {
    return (
      <Button
        size="large"
        className="w-full"
        isBusy={accept.isPending}
        onClick={() => accept.mutate(order.id, { onError: sayFailure })}
      >
        {words.accept}
      </Button>
    )
  }
  if (!first) return null
  return (
    <div className="flex flex-col gap-2">
      <Button
        size="large"
        className="w-full"
        isBusy={pending === first}
        aria-disabled={!isSettled}
        onClick={() => go(first)}
      >
        {words.steps[first]}
      </Button>
      {others.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {others.map((status) => (
            <Button
              key={status}
              look="secondary"
              className="flex-1"
              isBusy={pending === status}
              aria-disabled={!isSettled}
              onClick={() => go(status)}
            >
              {words.steps[status]}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}

/** Cancelling, with a question first and room for a reason; only for whom the status machine allows it. */
export function CancelOrder({ order, part }: { order: Order; part: PersonRole | null }) {
  const words = partnerWords.use()
  const { data: transitions } = useTransitions()
  const advance = useAdvanceOrder(order.id)
  const [isAsking, setAsking] = useState(false)
  const [note, setNote] = useState('')
  if (!mayCancel(order, part, transitions ?? [])) return null
  return (
    <>
      <Button look="danger" className="w-full" onClick={() => setAsking(true)}>
        {words.cancelOrder}
      </Button>
      {isAsking && (
        <Dialog
          title={words.cancelTitle(order.number)}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button look="secondary" onClick={() => setAsking(false)}>
                {words.keepOrder}
              </Button>
              <Button
                look="danger"
                isBusy={advance.isPending}
                onClick={() =>
                  advance.mutate(
                    { status: 'cancelled', note },
                    { onSuccess: () => setAsking(false), onError: sayFailure },
                  )
                }
              >
                {words.cancelNow}
              </Button>
            </>
          }
        >
          <p className="mb-4 text-ink-soft">{words.cancelDetail}</p>
          <TextArea
            label={words.reason}
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.target.value)}
          />
        </Dialog>
      )}
    </>
  )
}
