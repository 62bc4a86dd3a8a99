import { CircleCheck, CircleX, Hourglass, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { type Payment, useAskPayment } from './payments.ts'
import { paymentWords } from './words.ts'

function State({
  icon,
  title,
  tone,
  children,
  action,
}: {
  icon: ReactNode
  title: string
  tone: string
  children?: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="flex items-start gap-3">
      <span className={`mt-0.5 shrink-0 ${tone}`}>{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">{title}</p>
        {children && <p className="text-13 text-pretty text-ink-soft">{children}</p>}
      </div>
      {action}
    </div>
  )
}

/** How one try to pay stands, in words; said aloud when it changes. */
export function PaymentState({
  orderId,
  payment,
  isSlow,
}: {
  orderId: string
  payment: Payment
  isSlow: boolean
}) {
  return (
    <div role="status">
      <Words orderId={orderId} payment={payment} isSlow={isSlow} />
    </div>
  )
}

function Words({ orderId, payment, isSlow }: { orderId: string; payment: Payment; isSlow: boolean }) {
  const words = paymentWords.use()
  const ask = useAskPayment(orderId)
  const { status, reason } = payment
  const why =
    reason && Object.hasOwn(words.reasons, reason)
      ? words.reasons[reason as keyof typeof words.reasons]
      : null
  if (status === 'created' || status === 'pending') {
    const isOnPhone = payment.provider === 'mpesa'
    const [title, detail] = isOnPhone
      ? [words.onPhone, words.onPhoneDetail]
      : isSlow
        ? [words.slow, words.slowDetail]
        : [words.checking, words.checkingDetail]
    return (
      <State
        icon={isOnPhone ? <Smartphone size={20} aria-hidden /> : <Hourglass size={20} aria-hidden />}
        tone="text-ink-soft"
        title={title}
        action={
          isSlow && (
            <Button
              look="quiet"
              isBusy={ask.isPending}
              onClick={() => ask.mutate({ payment_id: payment.id })}
            >
              {words.checkNow}
            </Button>
          )
        }
      >
        {detail}
      </State>
    )
  }
  if (status === 'failed')
    return (
      <State icon={<CircleX size={20} aria-hidden />} tone="text-bad" title={words.failedTitle}>
        {why ?? words.nothingCharged}
      </State>
    )
  if (status === 'cancelled' || status === 'expired')
    return (
      <State
        icon={<CircleX size={20} aria-hidden />}
        tone="text-ink-soft"
        title={status === 'cancelled' ? words.cancelledTitle : words.expiredTitle}
      >
        {words.nothingCharged}
      </State>
    )
  return (
    <State icon={<CircleCheck size={20} aria-hidden />} tone="text-good" title={words.thanks}>
      {payment.method && words.paidBy(payment.method)}
    </State>
  )
}
