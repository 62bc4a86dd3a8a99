import { type ReactNode, useCallback, useMemo, useState } from 'react'
import type { Message } from '../log/message.ts'
import type { MessageLog } from '../log/message-log.ts'
import { isAhead, type Room } from '../room/room.ts'
import { ThreadPanel } from '../threads/thread-panel.tsx'
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
  onJump,
  children,
}: {
  room: Room
  me: string
  log: MessageLog
  onJump: Talk['jump']
  children: ReactNode
}) {
  const [compose, setCompose] = useState<Compose>(null)
  const [thread, setThread] = useState<Message | null>(null)
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
  const canSpeak = room.status === 'open' && !isAhead(room.muted_until, Date.now())

  const talk: Talk = {
    room,
    me,
    threadRoot: null,
    people,
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
    openThread: setThread,
    jump: onJump,
  }

  return (
    <TalkContext value={talk}>
      {children}
      {thread && (
        <ThreadPanel
          key={thread.id}
          talk={talk}
          root={find(thread.id) ?? thread}
          log={log}
          onClose={() => setThread(null)}
        />
      )}
      {menu.show(talk)}
    </TalkContext>
  )
}
