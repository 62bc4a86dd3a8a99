import { Check, CheckCheck, Clock } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from '../../../ui/avatar.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import type { Member } from '../room/room.ts'
import { receiptsOf } from './receipts.ts'
import { readingWords } from './words.ts'

function People({ title, icon, people }: { title: string; icon: ReactNode; people: readonly Member[] }) {
  if (people.length === 0) return null
  return (
    <section aria-label={title} className="mt-4 first:mt-1">
      <h3 className="flex items-center gap-2 text-13 font-medium text-ink-soft">
        {icon}
        {title}
        <span className="tabular-nums">{readingWords.use().count(people.length)}</span>
      </h3>
      <ul className="mt-1">
        {people.map(({ user_id, name }) => (
          <li key={user_id} className="flex min-h-12 items-center gap-3">
            <Avatar name={name} size="small" />
            <span dir="auto" className="min-w-0 truncate font-medium">
              {name}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Who has read one's message, who has received it, and who has not yet. */
export function ReceiptsDialog({
  seq,
  members,
  me,
  onClose,
}: {
  seq: number
  members: readonly Member[]
  me: string
  onClose: () => void
}) {
  const words = readingWords.use()
  const { read, delivered, waiting } = receiptsOf(seq, members, me)
  const isAlone = read.length + delivered.length + waiting.length === 0
  return (
    <Dialog title={words.whoHasSeen} onClose={onClose}>
      <People
        title={words.read}
        icon={<CheckCheck size={16} aria-hidden className="text-accent" />}
        people={read}
      />
      <People title={words.delivered} icon={<CheckCheck size={16} aria-hidden />} people={delivered} />
      <People
        title={words.notDelivered}
        icon={
          delivered.length + read.length > 0 ? (
            <Clock size={16} aria-hidden />
          ) : (
            <Check size={16} aria-hidden />
          )
        }
        people={waiting}
      />
      {isAlone && <p className="py-4 text-ink-soft">{words.nobodyElse}</p>}
      <p className="mt-4 text-13 text-pretty text-ink-soft">{words.privateHint}</p>
    </Dialog>
  )
}
