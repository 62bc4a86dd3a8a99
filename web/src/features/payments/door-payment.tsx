import { HandCoins } from 'lucide-react'
import { useRef, useState } from 'react'
import { moneyText } from '../../lib/money.ts'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type AtDoor, useRecordAtDoor } from './history.ts'
import { MoneyDialog } from './money-dialog.tsx'
import { SumField, useSum } from './sum-field.tsx'
import { historyWords } from './words/history.ts'

type Props = { orderId: string; dueMinor: number; currency: string }

/** The partner's: what was paid in cash, or by their own terminal. */
export function DoorPayment(props: Props) {
  const words = historyWords.use()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="secondary" className="w-full" onClick={() => setOpen(true)}>
        <HandCoins size={20} aria-hidden />
        {words.record}
      </Button>
      {isOpen && <RecordDialog {...props} onClose={() => setOpen(false)} />}
    </>
  )
}

function RecordDialog({ orderId, dueMinor, currency, onClose }: Props & { onClose: () => void }) {
  const words = historyWords.use()
  const [provider, setProvider] = useState<AtDoor['provider']>('cash')
  const sum = useSum(currency, dueMinor)
  const record = useRecordAtDoor(orderId)
  // one dialog is one payment, however often its button is pressed
  const clientId = useRef(crypto.randomUUID())
  const submit = () => {
    const amount_minor = sum.read()
    if (amount_minor === null) return
    record.mutate(
      { client_id: clientId.current, provider, amount_minor },
      {
        onSuccess: () => {
          onClose()
          void showToast(words.recorded(moneyText(amount_minor, currency)))
        },
      },
    )
  }
  return (
    <MoneyDialog
      title={words.recordTitle}
      button={words.save}
      isBusy={record.isPending}
      error={record.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioChoice
        legend={words.recordHow}
        name="door"
        className="grid-cols-2"
        options={[
          { value: 'cash', label: words.door.cash },
          { value: 'card_at_door', label: words.door.card_at_door },
        ]}
        chosen={provider}
        onChoose={setProvider}
      />
      <SumField {...sum.field} />
    </MoneyDialog>
  )
}
