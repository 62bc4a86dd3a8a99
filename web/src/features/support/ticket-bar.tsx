import { AlarmClock, ChevronLeft, CircleCheck, PanelRight, RotateCcw, UserRoundPlus } from 'lucide-react'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { fullText, timeText } from '../../lib/time.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { IconButton, iconButtonClasses } from '../../ui/icon-button.tsx'
import { Popover } from '../../ui/popover.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Ticket } from './support.ts'
import { useTicketActions } from './support-query.ts'
import { queueWords, type Words } from './words/queue.ts'

/** Times to be reminded at, as a person says them. */
function snoozes(now: Date, words: Words): { label: string; until: Date }[] {
  const morning = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 9)
  return [
    { label: words.inAnHour, until: new Date(now.getTime() + 3_600_000) },
    { label: words.inFourHours, until: new Date(now.getTime() + 4 * 3_600_000) },
    { label: words.tomorrow, until: morning(1) },
    { label: words.nextMonday, until: morning((8 - now.getDay()) % 7 || 7) },
  ]
}

function Snooze({ ticket, onSnooze }: { ticket: Ticket; onSnooze: (until: Date | null) => void }) {
  const words = queueWords.use()
  const [isOpen, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const choose = (until: Date | null) => {
    setOpen(false)
    onSnooze(until)
  }
  const row = 'flex min-h-11 w-full items-center justify-between gap-4 px-4 text-start hover:bg-sunken'
  return (
    <div className="relative">
      <button
        ref={anchor}
        type="button"
        className={iconButtonClasses}
        aria-label={words.snooze}
        title={words.snooze}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <AlarmClock size={20} aria-hidden />
      </button>
      <Popover
        label={words.snoozeUntil}
        anchor={anchor}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        className="w-72 py-1"
      >
        {ticket.state === 'snoozed' && (
          <button type="button" className={row} onClick={() => choose(null)}>
            {words.wake}
          </button>
        )}
        {snoozes(new Date(), words).map(({ label, until }) => (
          <button key={label} type="button" className={row} onClick={() => choose(until)}>
            {label}
            <span className="text-13 text-ink-soft">{timeText(until)}</span>
          </button>
        ))}
      </Popover>
    </div>
  )
}

/** What is done with a request, above its conversation: take it, snooze it, resolve it. */
export function TicketBar({
  ticket,
  myId,
  onSide,
  hasBack,
}: {
  ticket: Ticket
  myId: string
  /** Shows order and person, where they do not stand beside. */
  onSide: (() => void) | null
  hasBack: boolean
}) {
  const words = queueWords.use()
  const { assign, resolve, reopen, snooze } = useTicketActions(ticket.room_id)
  const onError = (error: unknown) => void showToast(sentenceFor(error))
  const isMine = ticket.assignee_id === myId
  const Title = hasBack ? 'h1' : 'h2'
  return (
    <header className="flex min-h-14 items-center gap-1 border-b border-line bg-surface px-2">
      {hasBack && (
        <Link to={paths.support} aria-label={words.backToQueue} className={iconButtonClasses}>
          <ChevronLeft size={20} aria-hidden className="rtl:-scale-x-100" />
        </Link>
      )}
      <div className="min-w-0 flex-1 px-1">
        <Title dir="auto" className="truncate text-page-start text-15">
          <span className="tabular text-ink-soft">{ticket.number}</span> {ticket.subject}
        </Title>
        <p className="flex items-center gap-1.5 truncate text-13 text-ink-soft">
          {ticket.state === 'resolved' && <Badge tone="good">{words.resolved}</Badge>}
          {ticket.state === 'snoozed' && ticket.snoozed_until && (
            <span title={fullText(new Date(ticket.snoozed_until))}>
              <Badge>{words.snoozedUntil(timeText(new Date(ticket.snoozed_until)))}</Badge>
            </span>
          )}
          <span className="truncate">{isMine ? words.yours : (ticket.assignee_name ?? words.nobodyYet)}</span>
        </p>
      </div>
      {!isMine && (
        <Button
          look="secondary"
          icon={<UserRoundPlus size={18} aria-hidden />}
          isBusy={assign.isPending}
          aria-label={words.assignToMe}
          title={words.assignToMe}
          onClick={() => assign.mutate(myId, { onError })}
        >
          <span className="max-2xl:hidden">{words.assignToMe}</span>
        </Button>
      )}
      {ticket.state !== 'resolved' && (
        <Snooze ticket={ticket} onSnooze={(until) => snooze.mutate(until, { onError })} />
      )}
      {ticket.state === 'resolved' ? (
        <Button
          look="secondary"
          icon={<RotateCcw size={18} aria-hidden />}
          isBusy={reopen.isPending}
          aria-label={words.reopen}
          onClick={() => reopen.mutate(undefined, { onError })}
        >
          <span className="max-sm:hidden">{words.reopen}</span>
        </Button>
      ) : (
        <Button
          icon={<CircleCheck size={18} aria-hidden />}
          isBusy={resolve.isPending}
          aria-label={words.resolve}
          onClick={() => resolve.mutate(undefined, { onError })}
        >
          <span className="max-sm:hidden">{words.resolve}</span>
        </Button>
      )}
      {onSide && (
        <IconButton label={words.side} onClick={onSide}>
          <PanelRight size={20} aria-hidden />
        </IconButton>
      )}
    </header>
  )
}
