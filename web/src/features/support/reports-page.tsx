import { Flag } from 'lucide-react'
import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { agoText, dayMs, fullText, timeText } from '../../lib/time.ts'
import { useTitle } from '../../lib/title.ts'
import { useNow } from '../../lib/use-now.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Page, PageHeader } from '../../ui/page.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import {
  type Outcome,
  outcomeLabels,
  type Report,
  reasonLabels,
  useReports,
  useSettle,
} from './reports-query.ts'
import { useSupportLive } from './use-support-live.ts'

const outcomes = Object.entries(outcomeLabels).map(([value, label]) => ({ value: value as Outcome, label }))
const days = [1, 7, 30, 365]

function SettleDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const [outcome, setOutcome] = useState<Outcome>('dismissed')
  const [note, setNote] = useState('')
  const [forDays, setDays] = useState(7)
  const { settle } = useSettle()
  const isTimed = outcome === 'muted' || outcome === 'suspended'
  return (
    <Dialog
      title="What becomes of it?"
      onClose={onClose}
      actions={
        <Button
          isBusy={settle.isPending}
          onClick={() =>
            settle.mutate(
              { id: report.id, outcome, note, until: new Date(Date.now() + forDays * dayMs) },
              { onSuccess: onClose },
            )
          }
        >
          Settle the report
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <RadioChoice
          legend="Decision"
          name="outcome"
          options={outcomes}
          chosen={outcome}
          onChoose={setOutcome}
        />
        {isTimed && (
          <SelectField
            label="For how long"
            value={forDays}
            onChange={({ target }) => setDays(Number(target.value))}
          >
            {days.map((count) => (
              <option key={count} value={count}>
                {count === 1 ? 'A day' : count === 365 ? 'A year' : `${count} days`}
              </option>
            ))}
          </SelectField>
        )}
        <TextArea
          label="Why (staff see it, and it is kept)"
          dir="auto"
          maxLength={500}
          value={note}
          onChange={({ target }) => setNote(target.value)}
        />
        {settle.error && (
          <p role="alert" className="text-13 text-bad">
            {sentenceFor(settle.error)}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function ReportRow({ report, onSettle }: { report: Report; onSettle: () => void }) {
  const now = useNow()
  const { lift } = useSettle()
  const { sender_id, suspended_until, outcome } = report
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13 text-ink-soft">
        <Badge tone="bad">{reasonLabels[report.reason]}</Badge>
        <span dir="auto">
          {report.sender_name ?? 'Account gone'} in {report.room_title ?? 'a conversation'}
        </span>
        <time dateTime={report.created_at} title={fullText(new Date(report.created_at))}>
          {agoText(new Date(report.created_at), now)}
        </time>
        {report.reports_of_sender > 1 && (
          <span>· {report.reports_of_sender} messages reported in 90 days</span>
        )}
      </p>
      <blockquote dir="auto" className="border-s-2 border-line-strong ps-3 wrap-anywhere whitespace-pre-wrap">
        {report.body || 'Without words'}
      </blockquote>
      <p dir="auto" className="text-13 wrap-anywhere text-ink-soft">
        Reported by {report.reporter_name ?? 'somebody whose account is gone'}
        {report.comment && `: ${report.comment}`}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {outcome ? (
          <p dir="auto" className="text-13 font-medium">
            {outcomeLabels[outcome]} · {report.settled_by_name ?? 'former staff'}
            {report.note && ` · ${report.note}`}
          </p>
        ) : (
          <Button look="secondary" onClick={onSettle}>
            Settle …
          </Button>
        )}
        {suspended_until && sender_id && (
          <Button look="quiet" isBusy={lift.isPending} onClick={() => lift.mutate(sender_id)}>
            Suspended until {timeText(new Date(suspended_until), now)}: lift
          </Button>
        )}
      </div>
    </li>
  )
}

function ReportList({ isSettled }: { isSettled: boolean }) {
  const { data, error, isPending, refetch } = useReports(isSettled)
  const isOnline = useOnline()
  const [chosen, setChosen] = useState<Report | null>(null)
  return (
    <>
      {data && data.length > 0 && (
        <ul
          aria-label="Reports"
          className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface"
        >
          {data.map((report) => (
            <ReportRow key={report.id} report={report} onSettle={() => setChosen(report)} />
          ))}
        </ul>
      )}
      {data?.length === 0 && (
        <EmptyState
          icon={<Flag size={20} aria-hidden />}
          title={isSettled ? 'No report was settled yet.' : 'No report waits.'}
        />
      )}
      {!data && !isOnline && <EmptyState title="No network. Reports load when it is back." />}
      {!data && isPending && isOnline && !error && (
        <Waiting label="Loading reports">
          <Skeleton className="h-32 w-full rounded-card" />
        </Waiting>
      )}
      {!data && isOnline && error && (
        <ErrorState title="Reports did not load." detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {chosen && <SettleDialog report={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

/** Messages that people reported: what was said, by whom, and what staff do about it. */
export function ReportsPage() {
  useTitle('Reports')
  useSupportLive()
  const [tab, setTab] = useState<'waiting' | 'settled'>('waiting')
  return (
    <Page>
      <PageHeader title="Reports" back={{ to: paths.support, label: 'Back to the queue' }} />
      <Tabs
        label="Reports"
        tabs={[
          { value: 'waiting', label: 'Waiting' },
          { value: 'settled', label: 'Settled' },
        ]}
        chosen={tab}
        onChoose={setTab}
      >
        <ReportList key={tab} isSettled={tab === 'settled'} />
      </Tabs>
    </Page>
  )
}
