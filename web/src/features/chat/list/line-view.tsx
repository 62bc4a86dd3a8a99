import { dayText } from '../../../lib/time.ts'
import type { OutboxItem } from '../outbox/outbox-queue.ts'
import type { OwnState } from '../reading/own-state.ts'
import { BubbleGroup } from './bubble-group.tsx'
import type { Line } from './message-lines.ts'
import { Divider, SystemLine } from './quiet-lines.tsx'
import { listWords } from './words.ts'

/** One line of a conversation: a divider, what the system says, something of the page's own, or bubbles. */
export function LineView({
  line,
  names,
  ownState,
  onRetry,
  onDelete,
}: {
  line: Line
  names: ReadonlyMap<string, string> | null
  ownState: OwnState | null
  onRetry: (item: OutboxItem) => void
  onDelete: (item: OutboxItem) => void
}) {
  const words = listWords.use()
  if (line.kind === 'day') return <Divider>{dayText(new Date(line.at))}</Divider>
  if (line.kind === 'unread') return <Divider>{words.newDivider}</Divider>
  if (line.kind === 'aside') return line.content
  if (line.kind === 'system') return <SystemLine message={line.message} />
  return (
    <BubbleGroup
      group={line}
      name={line.isOwn ? null : (names?.get(line.senderId) ?? null)}
      state={ownState}
      onRetry={onRetry}
      onDelete={onDelete}
    />
  )
}
