import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { Member } from '../room/room.ts'
import { ReceiptsDialog } from './receipts-dialog.tsx'
import { readingWords } from './words.ts'

type OpenReceipts = (seq: number | null) => void
const Receipts = createContext<OpenReceipts | null>(null)

/** Lets anything inside a room open the list of who has seen a message; see useOpenReceipts. */
export function ReceiptsProvider({
  members,
  me,
  newestOwnSeq,
  children,
}: {
  members: readonly Member[]
  me: string
  /** What the status line is about; null while nothing of one's own has been sent. */
  newestOwnSeq: number | null
  children: ReactNode
}) {
  const [seq, setSeq] = useState<number | null>(null)
  const open = useMemo<OpenReceipts>(() => (asked) => setSeq(asked ?? newestOwnSeq), [newestOwnSeq])
  return (
    <Receipts value={open}>
      {children}
      {seq !== null && <ReceiptsDialog seq={seq} members={members} me={me} onClose={() => setSeq(null)} />}
    </Receipts>
  )
}

/** Opens the list for the message with this seq; without one, for one's newest. Null outside a room. */
export function useOpenReceipts(): OpenReceipts | null {
  return useContext(Receipts)
}

/** How far one's newest words came; pressed, it says who has seen them. */
export function StateLine({ text, detail }: { text: string; detail: string | undefined }) {
  const words = readingWords.use()
  const open = useOpenReceipts()
  const isUnderWay = [words.sending, words.waitingForNetwork, words.waitingForOther].includes(text)
  if (!open || isUnderWay) return <span title={detail}>{text}</span>
  return (
    <button
      type="button"
      title={detail}
      aria-haspopup="dialog"
      onClick={() => open(null)}
      // taller to the finger than to the eye: the line stays one line
      className="relative rounded-control hover:text-ink hover:underline after:absolute after:-inset-x-3 after:-inset-y-4"
    >
      {text}
    </button>
  )
}
