import type { Line } from '../list/message-lines.ts'
import { blockedWords } from '../message-menu/talk.ts'
import { roomWords } from './words.ts'

/** In the place of what somebody said whom one blocked; a press shows it. */
function Hidden({ onShow }: { onShow: () => void }) {
  const words = roomWords.use()
  return (
    <p className="flex max-w-[82%] flex-wrap items-center gap-x-2 self-start rounded-[18px] border border-line px-3.5 text-13 text-ink-soft">
      {blockedWords()}
      <button type="button" className="min-h-11 font-semibold text-accent" onClick={onShow}>
        {words.show}
      </button>
    </p>
  )
}

/** The lines without what the `hidden` said, but for the groups in `shown` (by key). */
export function hideBlocked(
  lines: readonly Line[],
  hidden: ReadonlySet<string>,
  shown: ReadonlySet<string>,
  onShow: (key: string) => void,
): Line[] {
  return lines.map((line) => {
    if (line.kind !== 'group' || !hidden.has(line.senderId) || shown.has(line.key)) return line
    const { key, at } = line
    return { kind: 'aside', key, at, content: <Hidden onShow={() => onShow(key)} /> }
  })
}
