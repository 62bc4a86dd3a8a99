import { useState } from 'react'
import { minorDigits, moneyText, plainMoney, readMoney } from '../../lib/money.ts'
import { TextField } from '../../ui/text-field.tsx'
import { historyWords } from './words/history.ts'

/** A sum that is typed, between nothing and `mostMinor`; `read()` gives minor units, or null and says what is wrong. */
export function useSum(currency: string, mostMinor: number) {
  const [typed, setTyped] = useState(plainMoney(mostMinor, currency))
  const [isWrong, setWrong] = useState(false)
  return {
    read(): number | null {
      const minor = readMoney(typed, currency)
      const isFine = minor !== null && minor > 0 && minor <= mostMinor
      setWrong(!isFine)
      return isFine ? minor : null
    },
    field: { typed, setTyped, isWrong, currency, mostMinor },
  }
}

export function SumField({
  typed,
  setTyped,
  isWrong,
  currency,
  mostMinor,
}: ReturnType<typeof useSum>['field']) {
  const words = historyWords.use()
  return (
    <TextField
      label={words.amount}
      inputMode={minorDigits(currency) > 0 ? 'decimal' : 'numeric'}
      dir="ltr"
      autoComplete="off"
      value={typed}
      hint={currency}
      error={isWrong ? words.amountWrong(moneyText(mostMinor, currency)) : null}
      onChange={({ target }) => setTyped(target.value)}
    />
  )
}
