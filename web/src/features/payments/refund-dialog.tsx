import type { UseMutationResult } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { TextArea } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { MoneyDialog } from './money-dialog.tsx'
import { SumField, useSum } from './sum-field.tsx'
import { historyWords } from './words/history.ts'

const longest = 500

/** The one shape of asking, giving, granting and declining: a sum, and some words to it. Closes and says so when it is done. */
export function RefundDialog<Input>({
  title,
  button,
  currency,
  mostMinor,
  hasSum = true,
  label,
  hint,
  move,
  input,
  done,
  onClose,
  children,
}: {
  title: string
  button: string
  currency: string
  mostMinor: number
  /** Without it the sum is the whole of `mostMinor`. */
  hasSum?: boolean
  label: string
  hint?: string
  move: UseMutationResult<unknown, Error, Input>
  input: (amountMinor: number, text: string) => Input
  done: string
  onClose: () => void
  children: ReactNode
}) {
  const words = historyWords.use()
  const [text, setText] = useState('')
  const sum = useSum(currency, mostMinor)
  const submit = () => {
    const amountMinor = hasSum ? sum.read() : mostMinor
    if (amountMinor === null || text.length > longest) return
    move.mutate(input(amountMinor, text), {
      onSuccess: () => {
        onClose()
        void showToast(done)
      },
    })
  }
  return (
    <MoneyDialog
      title={title}
      button={button}
      isBusy={move.isPending}
      error={move.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {children}
      {hasSum && <SumField {...sum.field} />}
      <TextArea
        label={label}
        {...(hint ? { hint } : {})}
        error={text.length > longest ? words.reasonLong : null}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </MoneyDialog>
  )
}
