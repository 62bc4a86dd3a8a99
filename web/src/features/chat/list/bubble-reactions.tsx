import { classNames } from '../../../ui/class-names.ts'
import type { Message } from '../log/message.ts'
import { reactTo } from '../message-menu/message-actions.ts'
import { nameIn, useTalk } from '../message-menu/talk.ts'
import { menuWords } from '../message-menu/words.ts'
import { listWords } from './words.ts'

/** Who answered with what; a press joins in, or takes one's own back. */
export function Reactions({ message }: { message: Message }) {
  const talk = useTalk()
  const words = listWords.use()
  const { people } = menuWords.use()
  const kinds = Object.entries(message.reactions).sort(
    ([a, one], [b, two]) => two.length - one.length || (a < b ? -1 : 1),
  )
  if (!talk || kinds.length === 0) return null
  return (
    <ul aria-label={words.reactions} className="-mt-2 flex max-w-full flex-wrap gap-x-1 gap-y-4 px-2">
      {kinds.map(([emoji, holders]) => {
        const isMine = holders.includes(talk.me)
        const who = people(holders.map((id) => nameIn(talk, id)))
        return (
          <li key={emoji}>
            <button
              type="button"
              aria-pressed={isMine}
              aria-label={words.reactedBy(emoji, who)}
              title={who}
              disabled={!talk.canSpeak}
              onClick={() => void reactTo(message, emoji, !isMine, talk.me)}
              className={classNames(
                // taller to the finger than to the eye
                'relative z-1 inline-flex h-7 min-w-11 items-center justify-center gap-1 rounded-full border px-2 text-13 after:absolute after:-inset-x-0.5 after:-inset-y-2',
                isMine ? 'border-accent bg-accent-soft text-ink' : 'border-line bg-surface text-ink-soft',
              )}
            >
              <span aria-hidden className="text-15">
                {emoji}
              </span>
              <span className="tabular">{holders.length}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
