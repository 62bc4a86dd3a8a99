import { Tag, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { agoText, fullText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Badge } from '../../ui/badge.tsx'
import { CheckChoice } from '../../ui/choice.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { RatingText } from './rating-stars.tsx'
import { type Priority, priorities, type Ticket } from './support.ts'
import { useLabels, usePersonTickets, useStaff, useTicketActions } from './support-query.ts'
import { queueWords } from './words/queue.ts'

function Time({ at, say }: { at: string; say: (ago: string) => string }) {
  const then = new Date(at)
  const now = useNow()
  return (
    <time dateTime={at} title={fullText(then)}>
      {say(agoText(then, now))}
    </time>
  )
}

/** Beside the conversation: who asks, about which order, who takes care, how it is sorted, and what they asked before. */
export function TicketSide({
  ticket,
  order,
  contact,
  onClose,
}: {
  ticket: Ticket
  /** The order it is about, drawn by whoever knows orders. */
  order: ReactNode
  /** How to reach the person outside of this request. */
  contact: ReactNode
  onClose: (() => void) | null
}) {
  const words = queueWords.use()
  const staff = useStaff().data ?? []
  const labels = useLabels().data ?? []
  const past = usePersonTickets(ticket.requester_id, ticket.room_id).data
  const { assign, prioritise, label } = useTicketActions(ticket.room_id)
  const onError = (error: unknown) => void showToast(sentenceFor(error))
  return (
    <section aria-label={words.side} className="flex h-full flex-col gap-5 overflow-y-auto bg-surface p-4">
      {onClose && <h1 className="sr-only">{words.sideOf(ticket.number)}</h1>}
      <div className="flex items-center gap-3">
        <Avatar name={ticket.requester_name ?? '?'} />
        <div className="min-w-0 flex-1">
          <p dir="auto" className="truncate [text-align:match-parent] font-semibold">
            {ticket.requester_name ?? words.accountGone}
          </p>
          <p className="text-13 text-ink-soft">
            <Time at={ticket.created_at} say={words.asked} />
            {ticket.first_reply_at && (
              <>
                {' '}
                · <Time at={ticket.first_reply_at} say={words.firstAnswer} />
              </>
            )}
          </p>
        </div>
        {onClose && (
          <IconButton label={words.backToConversation} onClick={onClose}>
            <X size={20} aria-hidden />
          </IconButton>
        )}
      </div>
      {contact}
      {past?.rating && <RatingText {...past.rating} />}
      {order}
      <div className="grid grid-cols-2 gap-3">
        <SelectField
          label={words.assignedTo}
          value={ticket.assignee_id ?? ''}
          disabled={assign.isPending}
          onChange={({ target }) => assign.mutate(target.value || null, { onError })}
        >
          <option value="">{words.nobody}</option>
          {staff.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.priority}
          value={ticket.priority}
          disabled={prioritise.isPending}
          onChange={({ target }) => prioritise.mutate(target.value as Priority, { onError })}
        >
          {priorities.map((value) => (
            <option key={value} value={value}>
              {words.priorities[value]}
            </option>
          ))}
        </SelectField>
      </div>
      {labels.length > 0 && (
        <CheckChoice
          legend={words.labels}
          options={labels.map(({ name }) => ({ value: name, label: name }))}
          chosen={ticket.labels}
          onChange={(names) => label.mutate(names, { onError })}
        />
      )}
      {past && past.tickets.length > 0 && (
        <div>
          <h3 className="mb-1 flex items-center gap-1.5 text-13 text-ink-soft">
            <Tag size={16} aria-hidden /> {words.otherRequests}
          </h3>
          <ul>
            {past.tickets.map(({ room_id, number, subject, resolved_at }) => (
              <li key={room_id}>
                <Link
                  to={paths.supportRoom(room_id)}
                  className="flex min-h-11 items-center justify-between gap-2 rounded-control px-2 hover:bg-sunken"
                >
                  <span dir="auto" className="truncate">
                    <span className="tabular text-ink-soft">{number}</span> {subject}
                  </span>
                  {!resolved_at && <Badge tone="accent">{words.open}</Badge>}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}
