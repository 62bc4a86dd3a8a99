import { useRef, useState } from 'react'
import { moneyText } from '../../lib/money.ts'
import { RadioChoice } from '../../ui/choice.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Refund, useAskRefund, useDecideRefund, useGiveRefund } from './history.ts'
import { MoneyDialog } from './money-dialog.tsx'
import type { Payment } from './payments.ts'
import { SumField, useSum } from './sum-field.tsx'
import { historyWords } from './words/history.ts'

type Back = {
  orderId: string
  payment: Pick<Payment, 'id' | 'currency' | 'provider'>
  leftMinor: number
  onClose: () => void
}

const longest = 500

/** The customer asks for all or a part of a payment, and says why. */
export function AskDialog({ orderId, payment, leftMinor, onClose }: Back) {
  const words = historyWords.use()
  const [share, setShare] = useState<'whole' | 'part'>('whole')
  const [reason, setReason] = useState('')
  const sum = useSum(payment.currency, leftMinor)
  const ask = useAskRefund(orderId)
  const clientId = useRef(crypto.randomUUID())
  const submit = () => {
    const amount_minor = share === 'whole' ? leftMinor : sum.read()
    if (amount_minor === null || reason.length > longest) return
    ask.mutate(
      { payment_id: payment.id, client_id: clientId.current, amount_minor, reason },
      {
        onSuccess: () => {
          onClose()
          void showToast(words.asked)
        },
      },
    )
  }
  return (
    <MoneyDialog
      title={words.askTitle}
      button={words.ask}
      isBusy={ask.isPending}
      error={ask.error}
      onSubmit={submit}
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
      {share === 'part' && <SumField {...sum.field} />}
      <TextArea
        label={words.reason}
        hint={words.reasonHint}
        error={reason.length > longest ? words.reasonLong : null}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </MoneyDialog>
  )
}

/** Staff give back unasked; at the door it undoes what was recorded by mistake. */
export function GiveDialog({ orderId, payment, leftMinor, onClose, method }: Back & { method: string }) {
  const words = historyWords.use()
  const [reason, setReason] = useState('')
  const sum = useSum(payment.currency, leftMinor)
  const give = useGiveRefund(orderId)
  const clientId = useRef(crypto.randomUUID())
  const isDoor = payment.provider === 'cash' || payment.provider === 'card_at_door'
  const submit = () => {
    const amount_minor = sum.read()
    if (amount_minor === null || reason.length > longest) return
    give.mutate(
      { payment_id: payment.id, client_id: clientId.current, amount_minor, reason },
      {
        onSuccess: () => {
          onClose()
          void showToast(isDoor ? words.undone : words.given)
        },
      },
    )
  }
  return (
    <MoneyDialog
      title={isDoor ? words.undoTitle : words.giveTitle}
      button={isDoor ? words.undo : words.give}
      isBusy={give.isPending}
      error={give.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-ink-soft">{isDoor ? words.undoText : words.giveText(method)}</p>
      <SumField {...sum.field} />
      <TextArea
        label={words.giveReason}
        hint={words.giveReasonHint}
        error={reason.length > longest ? words.reasonLong : null}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
    </MoneyDialog>
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
  const [answer, setAnswer] = useState('')
  const sum = useSum(refund.currency, refund.amount_minor)
  const decide = useDecideRefund(orderId)
  const submit = () => {
    const amount_minor = isGranted ? sum.read() : refund.amount_minor
    if (amount_minor === null || answer.length > longest) return
    decide.mutate(
      { refund_id: refund.id, is_granted: isGranted, answer, ...(isGranted ? { amount_minor } : {}) },
      {
        onSuccess: () => {
          onClose()
          void showToast(isGranted ? words.granted : words.declined)
        },
      },
    )
  }
  return (
    <MoneyDialog
      title={isGranted ? words.grantTitle : words.declineTitle}
      button={isGranted ? words.grant : words.decline}
      isBusy={decide.isPending}
      error={decide.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {refund.reason && (
        <p dir="auto" className="border-s-2 border-line-strong ps-3 text-ink-soft">
          {refund.reason}
        </p>
      )}
      {isGranted && <SumField {...sum.field} />}
      <TextArea
        label={words.answer}
        error={answer.length > longest ? words.reasonLong : null}
        value={answer}
        onChange={({ target }) => setAnswer(target.value)}
      />
    </MoneyDialog>
  )
}
