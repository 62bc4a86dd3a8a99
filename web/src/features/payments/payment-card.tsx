import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { moneyText } from '../../lib/money.ts'
import { useOnline } from '../../lib/online.ts'
import type { PersonRole } from '../../lib/rows.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { FailedLine } from '../../ui/states.tsx'
import { DoorPayment } from './door-payment.tsx'
import { PaySheet } from './pay-sheet.tsx'
import { PaymentState } from './payment-state.tsx'
import { type Balance, useBalance, usePayments, usePaymentsLive } from './payments.ts'
import { PaymentsList } from './payments-list.tsx'
import { PriceButton } from './price-dialog.tsx'
import { useReturnedPayment } from './use-returned-payment.ts'
import { paymentWords } from './words.ts'

type CardOrder = { id: string; number: string; status: string }

/** What an order costs and whether it is paid; the customer pays here, staff set the price. Nothing for an order without a price. */
export function PaymentCard({
  order,
  part,
  personId,
}: {
  order: CardOrder
  part: PersonRole | null
  personId: string
}) {
  const words = paymentWords.use()
  const balance = useBalance(order.id)
  usePaymentsLive(order.id, personId, part ?? 'customer')
  if (balance.isPending && balance.fetchStatus === 'paused')
    return <p className="text-13 text-ink-soft">{words.loadsWhenOnline}</p>
  if (balance.isPending)
    return (
      <Waiting label={words.loading}>
        <Skeleton className="h-24 w-full rounded-card" />
      </Waiting>
    )
  if (!balance.data)
    return (
      <FailedLine
        title={words.failed}
        detail={sentenceFor(balance.error)}
        onRetry={() => void balance.refetch()}
      />
    )
  const { total_minor, currency } = balance.data
  if (total_minor === null && part !== 'staff') return null
  return (
    <section aria-label={words.title} className="grid gap-3 rounded-card border border-line bg-surface p-4">
      {total_minor !== null && currency !== null ? (
        <Price balance={{ ...balance.data, total_minor, currency }} />
      ) : (
        <p className="text-ink-soft">{words.noPrice}</p>
      )}
      {part === 'customer' && currency !== null && (
        <Paying order={order} dueMinor={balance.data.due_minor} currency={currency} />
      )}
      {part === 'staff' && order.status !== 'cancelled' && (
        <PriceButton orderId={order.id} balance={balance.data} />
      )}
      {(part === 'partner' || part === 'staff') && balance.data.due_minor > 0 && currency !== null && (
        <DoorPayment orderId={order.id} dueMinor={balance.data.due_minor} currency={currency} />
      )}
      {(part === 'customer' || part === 'staff') && <PaymentsList orderId={order.id} viewer={part} />}
    </section>
  )
}

function Price({ balance }: { balance: Balance & { total_minor: number; currency: string } }) {
  const words = paymentWords.use()
  const { total_minor, currency, paid_minor, refunded_minor, due_minor, is_paid } = balance
  const money = (minor: number) => moneyText(minor, currency)
  return (
    <div>
      <div className="flex items-center justify-between gap-3">
        <h2 className="tabular text-20 font-semibold">
          {due_minor > 0 ? words.toPay(money(due_minor)) : words.costs(money(total_minor))}
        </h2>
        <Badge tone={is_paid ? 'good' : 'neutral'}>{is_paid ? words.paidState : words.unpaidState}</Badge>
      </div>
      {paid_minor > 0 && due_minor > 0 && (
        <p className="text-13 text-ink-soft">{words.partPaid(money(paid_minor), money(total_minor))}</p>
      )}
      {refunded_minor > 0 && <p className="text-13 text-ink-soft">{words.backOf(money(refunded_minor))}</p>}
    </div>
  )
}

/** The customer's part: how the last try stands, and the button. */
function Paying({ order, dueMinor, currency }: { order: CardOrder; dueMinor: number; currency: string }) {
  const words = paymentWords.use()
  const isOnline = useOnline()
  const payments = usePayments(order.id, true)
  const [search] = useSearchParams()
  const [started, setStarted] = useState<string | null>(null)
  const [isChoosing, setChoosing] = useState(false)
  const returnedId = started ?? search.get('payment')
  const returned = useReturnedPayment(
    order.id,
    payments.data,
    returnedId ? { paymentId: returnedId, isCancelled: search.has('cancelled') && !started } : null,
  )
  // money on its way is said also to who comes back another way than the provider sent them
  const shown = returned.payment ?? payments.data?.find(({ status }) => status === 'pending')
  const isUnderWay =
    shown?.status === 'pending' || (shown === returned.payment && shown?.status === 'created')
  return (
    <>
      {shown && <PaymentState orderId={order.id} payment={shown} isSlow={returned.isSlow} />}
      {dueMinor > 0 && (
        <Button
          size="large"
          className="w-full"
          look={isUnderWay ? 'secondary' : 'primary'}
          disabled={!isOnline}
          onClick={() => setChoosing(true)}
        >
          {isUnderWay ? words.payOtherwise : words.pay(moneyText(dueMinor, currency))}
        </Button>
      )}
      {dueMinor > 0 && !isOnline && <p className="text-13 text-ink-soft">{words.offline}</p>}
      {isChoosing && (
        <PaySheet
          orderId={order.id}
          dueMinor={dueMinor}
          currency={currency}
          onClose={() => setChoosing(false)}
          onWaiting={(paymentId) => {
            setStarted(paymentId)
            setChoosing(false)
          }}
        />
      )}
    </>
  )
}
