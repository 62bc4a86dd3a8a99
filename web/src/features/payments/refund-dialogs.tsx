import { useRef, useState } from 'react'
import { moneyText } from '../../lib/money.ts'
import { RadioChoice } from '../../ui/choice.tsx'
import { type Refund, useAskRefund, useDecideRefund, useGiveRefund } from './history.ts'
import type { Payment } from './payments.ts'
import { RefundDialog } from './refund-dialog.tsx'
import { historyWords } from './words/history.ts'

type Back = {
  orderId: string
  payment: Pick<Payment, 'id' | 'currency' | 'provider'>
  leftMinor: number
  onClose: () => void
}

/** The customer asks for all or a part of a payment, and says why. */
export function AskDialog({ orderId, payment, leftMinor, onClose }: Back) {
  const words = historyWords.use()
  const [share, setShare] = useState<'whole' | 'part'>('whole')
  const clientId = useRef(crypto.randomUUID())
  return (
    <RefundDialog
      title={words.askTitle}
      button={words.ask}
      currency={payment.currency}
      mostMinor={leftMinor}
      hasSum={share === 'part'}
      label={words.reason}
      hint={words.reasonHint}
      move={useAskRefund(orderId)}
      input={(amount_minor, reason) => ({
        payment_id: payment.id,
        client_id: clientId.current,
        amount_minor,
        reason,
      })}
      done={words.asked}
      onClose={onClose}
    >
      <RadioChoice
        legend={words.howMuch}
        name="share"
        options={[
          { value: 'whole', label: words.askWhole(moneyText(leftMinor, payment.currency)) },
          { value: 'part', label: words.askPart },
        ]}
        chosen={share}
        onChoose={setShare}
      />
    </RefundDialog>
  )
}

/** Staff give back unasked; at the door it undoes what was recorded by mistake. */
export function GiveDialog({ orderId, payment, leftMinor, onClose, method }: Back & { method: string }) {
  const words = historyWords.use()
  const clientId = useRef(crypto.randomUUID())
  const isDoor = payment.provider === 'cash' || payment.provider === 'card_at_door'
  return (
    <RefundDialog
      title={isDoor ? words.undoTitle : words.giveTitle}
      button={isDoor ? words.undo : words.give}
      currency={payment.currency}
      mostMinor={leftMinor}
      label={words.giveReason}
      hint={words.giveReasonHint}
      move={useGiveRefund(orderId)}
      input={(amount_minor, reason) => ({
        payment_id: payment.id,
        client_id: clientId.current,
        amount_minor,
        reason,
      })}
      done={isDoor ? words.undone : words.given}
      onClose={onClose}
    >
      <p className="text-ink-soft">{isDoor ? words.undoText : words.giveText(method)}</p>
    </RefundDialog>
  )
}

/** Staff grant what was asked for, or less, or decline it and say why. */
export function DecideDialog({
  orderId,
  refund,
  isGranted,
  onClose,
}: {
  orderId: string
  refund: Refund
  isGranted: boolean
  onClose: () => void
}) {
  const words = historyWords.use()
  return (
    <RefundDialog
      title={isGranted ? words.grantTitle : words.declineTitle}
      button={isGranted ? words.grant : words.decline}
      currency={refund.currency}
      mostMinor={refund.amount_minor}
      hasSum={isGranted}
      label={words.answer}
      move={useDecideRefund(orderId)}
      input={(amount_minor, answer) => ({
        refund_id: refund.id,
        is_granted: isGranted,
        answer,
        ...(isGranted ? { amount_minor } : {}),
      })}
      done={isGranted ? words.granted : words.declined}
      onClose={onClose}
    >
      {refund.reason && (
        <p dir="auto" className="border-s-2 border-line-strong ps-3 text-ink-soft">
          {refund.reason}
        </p>
      )}
    </RefundDialog>
  )
}
