import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { showToast } from '../../../ui/toast.tsx'
import type { JumpTarget } from '../list/message-list.tsx'
import type { Message } from '../log/message.ts'
import type { MessageLog } from '../log/message-log.ts'
import { isAhead, type Room } from '../room/room.ts'
import { ThreadPanel } from '../threads/thread-panel.tsx'
import { fetchMessage } from '../threads/thread-source.ts'
import { useUnreadThreads } from '../threads/use-unread-threads.ts'
import { isEditable } from './menu-choices.ts'
import { type Compose, type Talk, TalkContext } from './talk.ts'
import { useMenu } from './use-menu.tsx'

const staff = new Set(['staff', 'admin', 'support'])

/** Around a room's messages and composer: gives them what they ask for, and shows what they open. */
export function TalkProvider({
  room,
  me,
  log,
  target,
  hidden,
  onJump,
  children,
}: {
  room: Room
  me: string
  log: MessageLog
  /** Where the room was asked to go: of an answer, its thread is opened. */
  target: JumpTarget | null
  hidden: Talk['hidden']
  onJump: (target: JumpTarget) => void
  children: ReactNode
}) {
  const [compose, setCompose] = useState<Compose>(null)
  const [thread, setThread] = useState<{ root: Message; reply: { id: string } | null } | null>(null)
  const menu = useMenu()
  const unreadThreads = useUnreadThreads(room.room_id, log)
  const byId = useMemo(
    () => new Map([...log.aside.values(), ...log.shown].map((message) => [message.id, message])),
    [log],
  )
  const people = useMemo(
    () => new Map(room.members.map((member) => [member.user_id, member])),
    [room.members],
  )
  const find = useCallback((id: string) => byId.get(id), [byId])
  const shownTarget = useRef<JumpTarget | null>(null)
  useEffect(() => {
    const root = target && find(target.id)
    if (!root || shownTarget.current === target) return
    shownTarget.current = target
    // what is to be seen in the room must not lie behind a thread
    setThread(target.reply ? { root, reply: { id: target.reply } } : null)
  }, [target, find])
  const canSpeak = room.status === 'open' && !isAhead(room.muted_until, Date.now())

  const talk: Talk = {
    room,
    me,
    threadRoot: null,
    people,
    hidden,
    canSpeak,
    mayModerate: staff.has(people.get(me)?.role ?? ''),
    unreadThreads,
    find,
    compose,
    setCompose,
    editLast() {
      const own = log.shown.findLast(
        (message) => !message.thread_root && isEditable(message, { me, canSpeak }),
      )
      if (own) setCompose({ kind: 'edit', message: own })
      return own !== undefined
    },
    openMenu: menu.openMenu,
    openHistory: menu.openHistory,
    openThread: (root) => setThread({ root, reply: null }),
    jump({ id, seq, thread_root }) {
      if (!thread_root) return onJump({ id, seq })
      const known = find(thread_root)
      const root = known ? Promise.resolve(known) : fetchMessage(thread_root)
      root
        .then((message) => message && onJump({ id: message.id, seq: message.seq, reply: id }))
        .catch((failure) => showToast(sentenceFor(failure)))
    },
  }

  return (
    <TalkContext value={talk}>
      {children}
      {thread && (
        <ThreadPanel
          key={thread.root.id}
          talk={talk}
          root={find(thread.root.id) ?? thread.root}
          log={log}
          reply={thread.reply}
          onClose={() => setThread(null)}
        />
      )}
      {menu.show(talk)}
    </TalkContext>
  )
}
