import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Pin, PinOff } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Dialog } from '../../../ui/dialog.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { bubbleText } from '../list/order-words.ts'
import { listWords } from '../list/words.ts'
import type { Message } from '../log/message.ts'
import type { MessageLog } from '../log/message-log.ts'
import { choicesFor } from '../message-menu/menu-choices.ts'
import { pinMessage } from '../message-menu/message-actions.ts'
import { nameIn, useTalk } from '../message-menu/talk.ts'
import { menuWords } from '../message-menu/words.ts'
import { fetchPinned } from '../threads/thread-source.ts'

/** Newest pin first: what the server listed, as the room's log has heard of it since. */
function usePinned(roomId: string, log: MessageLog): Message[] {
  const queryClient = useQueryClient()
  const queryKey = useMemo(() => ['pinned', roomId], [roomId])
  const { data } = useQuery({ queryKey, queryFn: () => fetchPinned(roomId) })
  const heard = useMemo(() => [...log.shown, ...log.aside.values()], [log])
  const known = heard.filter(({ pinned_at }) => pinned_at).map(({ id, pinned_at }) => `${id} ${pinned_at}`)
  const version = `${known.join()} ${log.isOpen} ${heard[0]?.seq}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says that a pin came or went
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey })
  }, [queryClient, queryKey, version])
  return useMemo(() => {
    const byId = new Map((data ?? []).map((message) => [message.id, message]))
    for (const message of heard) {
      const held = byId.get(message.id)
      if (message.pinned_at ? (held?.rev ?? 0) < message.rev : held && held.rev < message.rev)
        byId.set(message.id, message)
    }
    const pinned = [...byId.values()].filter(({ pinned_at }) => pinned_at)
    return pinned.sort((a, b) => Date.parse(b.pinned_at ?? '') - Date.parse(a.pinned_at ?? ''))
  }, [data, heard])
}

/** What the room keeps at its top: the newest pin, and the list of all. Nothing when nothing is pinned. */
export function PinnedBar({ log }: { log: MessageLog }) {
  const talk = useTalk()
  const words = listWords.use()
  const { blocked } = menuWords.use()
  const pinned = usePinned(talk?.room.room_id ?? '', log)
  const [isOpen, setOpen] = useState(false)
  const newest = pinned[0]
  if (!talk || !newest) return null
  const said = ({ sender_id, type, body }: Message) =>
    sender_id && talk.hidden.has(sender_id) ? blocked : bubbleText(type, body)
  return (
    <div className="flex items-center gap-2 border-b border-line bg-surface ps-4 pe-2">
      <Pin size={16} aria-hidden className="shrink-0 text-ink-soft" />
      <button
        type="button"
        onClick={() => talk.jump(newest)}
        className="flex min-h-11 min-w-0 flex-1 flex-col items-start justify-center text-13"
      >
        <span className="sr-only">{words.pinnedBefore} </span>
        <span dir="auto" className="max-w-full truncate">
          {said(newest)}
        </span>
      </button>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="tabular min-h-11 min-w-11 shrink-0 px-2 text-13 font-semibold text-accent"
      >
        {pinned.length === 1 ? words.showPinned : words.allPinned(pinned.length)}
      </button>
      {isOpen && (
        <Dialog title={words.pinnedMessages} onClose={() => setOpen(false)}>
          <ul className="divide-y divide-line">
            {pinned.map((message) => (
              <li key={message.id} className="flex items-center gap-2">
                <button
                  type="button"
                  onClick={() => {
                    setOpen(false)
                    talk.jump(message)
                  }}
                  className="flex min-h-11 min-w-0 flex-1 flex-col items-start py-2 text-start"
                >
                  <bdi className="max-w-full text-12 text-ink-soft">{nameIn(talk, message.sender_id)}</bdi>
                  <span dir="auto" className="line-clamp-3 max-w-full text-15 wrap-anywhere">
                    {said(message)}
                  </span>
                </button>
                {choicesFor(message, talk).includes('unpin') && (
                  <IconButton label={words.unpin} onClick={() => void pinMessage(message, false)}>
                    <PinOff size={20} aria-hidden />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </div>
  )
}
