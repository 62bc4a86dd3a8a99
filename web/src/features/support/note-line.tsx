import { Lock } from 'lucide-react'
import { clockText, fullText } from '../../lib/time.ts'
import { queueWords } from './words/queue.ts'

/** An internal note between the messages: its own colour, a lock, and the word, so that nobody takes it for an answer. */
export function NoteLine({
  author,
  text,
  at,
  isWaiting = false,
  failure,
}: {
  author: string
  text: string
  at: number
  /** Not yet with the server. */
  isWaiting?: boolean
  failure?: string | undefined
}) {
  const words = queueWords.use()
  const when = new Date(at)
  return (
    <div
      role="note"
      aria-label={words.noteOf(author)}
      className="mx-auto w-full max-w-[92%] rounded-control border border-dashed border-warn bg-warn-soft px-3 py-2"
    >
      <p className="flex items-center gap-1.5 text-12 font-medium text-warn">
        <Lock size={14} aria-hidden />
        <span className="truncate">{words.noteBy(author)}</span>
        <time dateTime={when.toISOString()} title={fullText(when)} className="ms-auto shrink-0">
          {isWaiting ? words.saving : clockText(when)}
        </time>
      </p>
      <p dir="auto" className="text-15 wrap-anywhere whitespace-pre-wrap text-ink">
        {text}
      </p>
      {failure && (
        <p role="alert" className="text-13 text-bad">
          {words.notSaved(failure)}
        </p>
      )}
    </div>
  )
}
