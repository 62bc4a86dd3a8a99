import type { RefObject } from 'react'
import { clockText, fullText } from '../../../lib/time.ts'
import type { Message } from '../log/message.ts'
import { systemText } from './order-words.ts'

/** A line across the conversation, with a word in it. */
export function Divider({
  children,
  ref,
}: {
  children: string
  ref?: RefObject<HTMLParagraphElement | null> | undefined
}) {
  return (
    <p
      ref={ref}
      className="flex items-center gap-3 py-1 text-12 font-medium text-ink-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line"
    >
      {children}
    </p>
  )
}

/** What the system says, centred and quiet, with its time. */
export function SystemLine({ message }: { message: Message }) {
  const at = new Date(message.created_at)
  return (
    <p dir="auto" className="mx-auto max-w-[82%] text-center text-13 wrap-anywhere text-ink-soft">
      {systemText(message)}
      <time dateTime={message.created_at} title={fullText(at)} className="ms-1.5 text-12 text-ink-faint">
        {clockText(at)}
      </time>
    </p>
  )
}
