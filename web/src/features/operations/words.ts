import { createContext, useContext } from 'react'
import type { OrderKind, OrderStatus } from '../../lib/rows.ts'

/** How kinds and statuses are called, which the orders say; app/ puts them in. */
export type Words = { kind: Record<OrderKind, string>; status: Record<OrderStatus, string> }
export const WordsContext = createContext<Words | null>(null)

export function useWords(): Words {
  const words = useContext(WordsContext)
  if (!words) throw new Error('WordsContext is missing')
  return words
}
