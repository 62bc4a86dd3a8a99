import { useEffect, useRef, useState } from 'react'
import { type Payment, useAskPayment } from './payments.ts'

/** Asked after 1, 2, 4 … seconds: the callback is nearly always faster, and the page hears of it by itself. */
const firstMs = 1000
const mostAsks = 6

const isOpen = (status: Payment['status']) => status === 'created' || status === 'pending'

/**
 * The payment that the page was come back to for: asked about at once and a few times more while nobody knows how it ended. `isSlow`:
 * asked often enough, now it is the bank's turn.
 */
export function useReturnedPayment(
  orderId: string,
  payments: Payment[] | undefined,
  returned: { paymentId: string; isCancelled: boolean } | null,
) {
  const { mutate } = useAskPayment(orderId)
  const [asked, setAsked] = useState(0)
  const said = useRef<string | null>(null)
  const payment = payments?.find(({ id }) => id === returned?.paymentId)
  const id = payment && isOpen(payment.status) ? payment.id : null
  useEffect(() => {
    if (!id || asked >= mostAsks) return
    const cancelled = returned?.isCancelled === true && said.current !== id
    const timer = setTimeout(
      () => {
        said.current = id
        mutate({ payment_id: id, ...(cancelled ? { cancelled } : {}) })
        setAsked((times) => times + 1)
      },
      asked === 0 ? 0 : firstMs * 2 ** asked,
    )
    return () => clearTimeout(timer)
  }, [id, asked, returned, mutate])
  return { payment, isSlow: asked >= mostAsks }
}
