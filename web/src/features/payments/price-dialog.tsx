import { type FormEvent, useId, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { formatTag } from '../../lib/locale.ts'
import { minorDigits, plainMoney, readMoney } from '../../lib/money.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Balance, useSetPrice } from './payments.ts'
import { paymentWords } from './words.ts'

/** First of all those that are much used; the database takes any of ISO 4217. */
const currencies = 'EUR USD GBP KES NGN UGX GHS ZAR INR AED SAR KWD JPY MXN BRL CHF'.split(' ')
const names = new Intl.DisplayNames(formatTag, { type: 'currency' })

/** Staff set what an order costs, and change it while that is possible. */
export function PriceButton({ orderId, balance }: { orderId: string; balance: Balance }) {
  const words = paymentWords.use()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button look="secondary" className="w-full" onClick={() => setOpen(true)}>
        {balance.total_minor === null ? words.setPrice : words.changePrice}
      </Button>
      {isOpen && <PriceDialog orderId={orderId} balance={balance} onClose={() => setOpen(false)} />}
    </>
  )
}

function PriceDialog({
  orderId,
  balance,
  onClose,
}: {
  orderId: string
  balance: Balance
  onClose: () => void
}) {
  const words = paymentWords.use()
  const formId = useId()
  const { total_minor, currency: had, paid_minor } = balance
  const [currency, setCurrency] = useState(had ?? 'EUR')
  const [typed, setTyped] = useState(total_minor === null ? '' : plainMoney(total_minor, had ?? 'EUR'))
  const [isWrong, setWrong] = useState(false)
  const set = useSetPrice(orderId)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const minor = readMoney(typed, currency)
    setWrong(minor === null)
    if (minor === null || set.isPending) return
    set.mutate(
      { total_minor: minor, currency },
      {
        onSuccess: () => {
          onClose()
          void showToast(words.saved)
        },
      },
    )
  }
  return (
    <Dialog
      title={words.setPrice}
      onClose={onClose}
      actions={
        <Button type="submit" form={formId} isBusy={set.isPending}>
          {words.save}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4" noValidate>
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={words.amount}
            inputMode={minorDigits(currency) > 0 ? 'decimal' : 'numeric'}
            dir="ltr"
            autoComplete="off"
            value={typed}
            error={isWrong ? words.amountWrong : null}
            onChange={({ target }) => setTyped(target.value)}
          />
          <SelectField
            label={words.currency}
            value={currency}
            disabled={paid_minor > 0}
            onChange={({ target }) => setCurrency(target.value)}
          >
            {[...new Set([...(had ? [had] : []), ...currencies])].map((code) => (
              <option key={code} value={code}>
                {code} · {names.of(code)}
              </option>
            ))}
          </SelectField>
        </div>
        <p className="text-13 text-ink-soft">{paid_minor > 0 ? words.currencyFixed : words.asksCustomer}</p>
        {set.isError && (
          <p role="alert" className="text-bad">
            {sentenceFor(set.error)}
          </p>
        )}
      </form>
    </Dialog>
  )
}
