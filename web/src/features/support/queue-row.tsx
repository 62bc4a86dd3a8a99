import { Clock } from 'lucide-react'
import { NavLink } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { agoText, fullText } from '../../lib/time.ts'
import { Badge, CountBadge } from '../../ui/badge.tsx'
import { classNames } from '../../ui/class-names.ts'
import { dueText, type Label, spanText, type Ticket } from './support.ts'
import { queueWords, type Words } from './words/queue.ts'

function preview({ last_message: last, requester_id }: Ticket, words: Words): string {
  if (!last) return ''
  const said = last.is_deleted ? words.messageDeleted : last.body || words.sentSomething
  return last.sender_id === requester_id ? said : words.saidBy(last.sender_name ?? words.team, said)
}

/** How long somebody waits and when an answer is due: in words, and in colour when it is late. */
function Waiting({ ticket, now }: { ticket: Ticket; now: Date }) {
  const words = queueWords.use()
  const due = dueText(ticket, now)
  if (!due || !ticket.waiting_since) return null
  const since = new Date(ticket.waiting_since)
  return (
    <span
      title={words.waitingSince(fullText(since))}
      className={classNames(
        'tabular inline-flex items-center gap-1 text-12 font-medium whitespace-nowrap',
        due.isLate ? 'text-bad' : 'text-ink-soft',
      )}
    >
      <Clock size={14} aria-hidden />
      {words.waiting(spanText(since.getTime(), now.getTime()))} · {due.text}
    </span>
  )
}

/** One request in the queue. */
export function QueueRow({
  ticket,
  labels,
  myId,
  now,
}: {
  ticket: Ticket
  labels: readonly Label[]
  myId: string
  now: Date
}) {
  const words = queueWords.use()
  const moved = new Date(ticket.last_activity_at)
  const toneOf = (name: string) => labels.find((label) => label.name === name)?.tone ?? 'neutral'
  const helper = ticket.assignee_id === myId ? words.you : ticket.assignee_name
  return (
    <li>
      <NavLink
        to={paths.supportRoom(ticket.room_id)}
        data-list-link
        className={({ isActive }) =>
          classNames(
            'flex flex-col gap-1 rounded-control px-3 py-2.5 transition-colors hover:bg-sunken focus-visible:-outline-offset-2',
            isActive && 'bg-accent-soft hover:bg-accent-soft',
          )
        }
      >
        <span className="flex items-baseline justify-between gap-2">
          <span
            dir="auto"
            className={classNames('truncate', ticket.unread > 0 ? 'font-bold' : 'font-semibold')}
          >
            {ticket.requester_name ?? words.accountGone}
          </span>
          <time
            dateTime={ticket.last_activity_at}
            title={fullText(moved)}
            className="shrink-0 text-13 text-ink-faint"
          >
            {agoText(moved, now)}
          </time>
        </span>
        <span className="flex items-center justify-between gap-2">
          <span dir="auto" className="truncate text-15">
            <span className="tabular text-ink-soft">{ticket.number}</span> {ticket.subject}
          </span>
          {ticket.unread > 0 && <span className="sr-only">, {words.unread(ticket.unread)}</span>}
          <CountBadge count={ticket.unread} />
        </span>
        <span dir="auto" className="truncate [text-align:match-parent] text-13 text-ink-soft">
          {preview(ticket, words)}
        </span>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Waiting ticket={ticket} now={now} />
          {(ticket.priority === 'urgent' || ticket.priority === 'high') && (
            <Badge tone="bad">{words.priorities[ticket.priority]}</Badge>
          )}
          {ticket.labels.map((label) => (
            <Badge key={label} tone={toneOf(label)}>
              {label}
            </Badge>
          ))}
          <span className="ms-auto text-12 text-ink-soft">{helper ?? words.nobody}</span>
        </span>
      </NavLink>
    </li>
  )
}
