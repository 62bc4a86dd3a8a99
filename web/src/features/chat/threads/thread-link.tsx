import { MessagesSquare } from 'lucide-react'
import { listWords } from '../list/words.ts'
import type { Message } from '../log/message.ts'
import { useTalk } from '../message-menu/talk.ts'

/** Below a message: how many replies its thread holds, and how many of them are new. */
export function ThreadLink({ message }: { message: Message }) {
  const talk = useTalk()
  const words = listWords.use()
  if (!talk || talk.threadRoot) return null
  const unread = talk.unreadThreads.get(message.id) ?? 0
  return (
    <button
      type="button"
      data-thread={message.id}
      onClick={() => talk.openThread(message)}
      className="inline-flex min-h-11 items-center gap-1.5 rounded-full px-2.5 text-13 font-semibold text-accent hover:bg-accent-soft"
    >
      <MessagesSquare size={16} aria-hidden />
      {words.replyCount(message.thread_count)}
      {unread > 0 && (
        <span className="tabular rounded-full bg-accent px-2 text-12 text-accent-ink">
          {words.newCount(unread)}
        </span>
      )}
    </button>
  )
}
