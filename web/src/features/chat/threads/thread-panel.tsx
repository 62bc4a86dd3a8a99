import { X } from 'lucide-react'
import { Fragment, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { sentenceFor } from '../../../lib/failure.ts'
import { dayText } from '../../../lib/time.ts'
import { Button } from '../../../ui/button.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { ErrorState } from '../../../ui/states.tsx'
import { Composer } from '../composer/composer.tsx'
import { BubbleGroup } from '../list/bubble-group.tsx'
import type { Line } from '../list/message-lines.ts'
import { Divider, SystemLine } from '../list/quiet-lines.tsx'
import { listWords } from '../list/words.ts'
import type { Message } from '../log/message.ts'
import type { MessageLog } from '../log/message-log.ts'
import { isEditable } from '../message-menu/menu-choices.ts'
import { type Compose, nameIn, type Talk, TalkContext } from '../message-menu/talk.ts'
import { useMenu } from '../message-menu/use-menu.tsx'
import { useSend } from '../outbox/use-send.ts'
import { hideBlocked } from '../room/hide-blocked.tsx'
import { belowRoot, threadLines } from './thread-lines.ts'
import { useGoToReply } from './use-go-to-reply.ts'
import { useThread, useThreadReading } from './use-thread.ts'

const endPx = 48

/** A thread over its room: all of the panel on a phone, at its side where there is room. */
export function ThreadPanel({
  talk,
  root,
  log,
  reply,
  onClose,
}: {
  talk: Talk
  root: Message
  log: MessageLog
  /** The answer to show first; the newest ones when null. */
  reply: { id: string } | null
  onClose: () => void
}) {
  const { me, room } = talk
  const words = listWords.use()
  const [compose, setCompose] = useState<Compose>(null)
  const menu = useMenu()
  const thread = useThread(root, log)
  const { replies, hasNextPage, isFetchingNextPage, fetchNextPage, isPending, error, refetch } = thread
  const { items, send, retry, remove } = useSend(room.room_id)
  const waiting = useMemo(() => items.filter((item) => item.thread_root === root.id), [items, root.id])
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  const rootLines = useMemo(() => threadLines([{ ...root, thread_count: 0 }], [], me), [root, me])
  const lines = useMemo(
    () => belowRoot(threadLines(replies, waiting, me), rootLines),
    [replies, waiting, me, rootLines],
  )
  const list = useRef<HTMLDivElement>(null)
  const close = useRef<HTMLButtonElement>(null)
  const [isAtEnd, setAtEnd] = useState(reply === null)
  const lastKey = `${replies.at(-1)?.seq} ${waiting.length} ${isPending}`
  useThreadReading(root, replies.at(-1)?.seq ?? 0, isAtEnd && !isPending)

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is new moves the end
  useLayoutEffect(() => {
    if (isAtEnd) list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [lastKey, isAtEnd])

  useGoToReply(list, reply, thread)

  // back to where one came from, or to the room when that is gone
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null
    if (!close.current?.closest('section')?.contains(document.activeElement)) close.current?.focus()
    return () => before?.focus?.()
  }, [])

  const inside: Talk = {
    ...talk,
    threadRoot: root.id,
    compose,
    setCompose,
    openMenu: menu.openMenu,
    openHistory: menu.openHistory,
    find: (id) => replies.find((message) => message.id === id) ?? talk.find(id),
    editLast() {
      const own = replies.findLast((message) => isEditable(message, talk))
      if (own) setCompose({ kind: 'edit', message: own })
      return own !== undefined
    },
    jump(target) {
      const row = list.current?.querySelector(`[data-message="${CSS.escape(target.id)}"]`)
      row?.scrollIntoView({ block: 'center' })
    },
  }

  const withoutBlocked = (some: readonly Line[]) =>
    hideBlocked(some, talk.hidden, shown, (key) => setShown((before) => new Set([...before, key])))

  const show = (line: Line) => {
    if (line.kind === 'aside') return <Fragment key={line.key}>{line.content}</Fragment>
    if (line.kind === 'day') return <Divider key={line.key}>{dayText(new Date(line.at))}</Divider>
    if (line.kind === 'system') return <SystemLine key={line.key} message={line.message} />
    if (line.kind !== 'group') return null
    return (
      <BubbleGroup
        key={line.key}
        group={line}
        name={line.isOwn ? null : nameIn(talk, line.senderId)}
        state={null}
        onRetry={retry}
        onDelete={remove}
      />
    )
  }

  return (
    <TalkContext value={inside}>
      <section
        aria-label={words.thread}
        onKeyDown={(event) => {
          if (
            event.key !== 'Escape' ||
            event.defaultPrevented ||
            event.currentTarget.querySelector('dialog[open]')
          )
            return
          event.stopPropagation()
          onClose()
        }}
        className="absolute inset-0 z-20 flex min-h-0 flex-col bg-canvas @3xl:start-auto @3xl:w-96 @3xl:border-s @3xl:border-line motion-safe:animate-[rise_180ms_var(--ease-out)]"
      >
        <header className="flex min-h-14 items-center justify-between border-b border-line bg-surface ps-4 pe-1">
          <h3 className="text-15">{words.thread}</h3>
          <IconButton ref={close} label={words.closeThread} onClick={onClose}>
            <X size={20} aria-hidden />
          </IconButton>
        </header>
        <div
          ref={list}
          role="log"
          aria-label={words.replies}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
          tabIndex={0}
          onScroll={({ currentTarget: box }) =>
            setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < endPx)
          }
          className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto overscroll-contain px-4 py-3 focus-visible:-outline-offset-2"
        >
          {withoutBlocked(rootLines).map(show)}
          <Divider>{replies.length === 0 && !isPending ? words.noReplies : words.replies}</Divider>
          {hasNextPage && (
            <Button look="quiet" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {words.earlierReplies}
            </Button>
          )}
          {isPending && replies.length === 0 && (
            <Waiting label={words.loadingReplies}>
              <Skeleton className="h-10 w-3/5 rounded-[18px]" />
            </Waiting>
          )}
          {error && replies.length === 0 && (
            <ErrorState
              title={words.repliesFailed}
              detail={sentenceFor(error)}
              onRetry={() => void refetch()}
            />
          )}
          {withoutBlocked(lines).map(show)}
        </div>
        {talk.canSpeak && (
          <Composer
            roomId={room.room_id}
            label={words.replyInThread}
            onSend={(content, files) => {
              setAtEnd(true)
              void send(content, files)
            }}
            onTyping={() => undefined}
          />
        )}
        {menu.show(inside)}
      </section>
    </TalkContext>
  )
}
