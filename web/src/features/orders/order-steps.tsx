import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import type { OrderStatus, PersonRole } from '../../lib/rows.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useAcceptOrder, useAdvanceOrder } from './order-actions.ts'
import { type Order, useTransitions } from './orders.ts'
import { mayCancel, nextSteps, statusLabels } from './status.ts'

const sayFailure = (error: Error) => void showToast(sentenceFor(error))

/** The one next step, big; others the status machine allows beside it, smaller. Nothing for those who may not. */
export function OrderSteps({
  order,
  part,
  mayAccept,
}: {
  order: Order
  part: PersonRole | null
  mayAccept: boolean
}) {
  const { data: transitions } = useTransitions()
  const advance = useAdvanceOrder(order.id)
  const accept = useAcceptOrder()
  const [first, ...others] = nextSteps(order, part, transitions ?? [])
  const pending = advance.isPending ? advance.variables.status : null
  const go = (status: OrderStatus) => {
    if (!advance.isPending) advance.mutate({ status }, { onError: sayFailure })
  }
  if (mayAccept && order.status === 'placed') {
    return (
      <Button
        size="large"
        className="w-full"
        isBusy={accept.isPending}
        onClick={() => accept.mutate(order.id, { onError: sayFailure })}
      >
        Accept
      </Button>
    )
  }
  if (!first) return null
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="large" className="flex-1" isBusy={pending === first} onClick={() => go(first)}>
        {statusLabels[first]}
      </Button>
      {others.map((status) => (
        <Button
          key={status}
          size="large"
          look="secondary"
          isBusy={pending === status}
          onClick={() => go(status)}
        >
          {statusLabels[status]}
        </Button>
      ))}
    </div>
  )
}

/** Cancelling, with a question first and room for a reason; only for whom the status machine allows it. */
export function CancelOrder({ order, part }: { order: Order; part: PersonRole | null }) {
  const { data: transitions } = useTransitions()
  const advance = useAdvanceOrder(order.id)
  const [isAsking, setAsking] = useState(false)
  const [note, setNote] = useState('')
  if (!mayCancel(order, part, transitions ?? [])) return null
  return (
    <>
      <Button look="danger" className="w-full" onClick={() => setAsking(true)}>
        Cancel order
      </Button>
      {isAsking && (
        <Dialog
          title={`Cancel order ${order.number}?`}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button look="secondary" onClick={() => setAsking(false)}>
                Keep it
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
                Cancel the order
              </Button>
            </>
          }
        >
          <p className="mb-4 text-ink-soft">This cannot be undone. Everybody in the order is told.</p>
          <TextArea
            label="Reason (optional)"
            value={note}
            maxLength={500}
            onChange={(event) => setNote(event.target.value)}
          />
        </Dialog>
      )}
    </>
  )
}
