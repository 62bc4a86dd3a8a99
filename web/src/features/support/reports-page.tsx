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
import { type Outcome, outcomes, type Report, useReports, useSettle } from './reports-query.ts'
import { useSupportLive } from './use-support-live.ts'
import { reportsWords } from './words/reports.ts'

const days = [1, 7, 30, 365]

function SettleDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const words = reportsWords.use()
  const [outcome, setOutcome] = useState<Outcome>('dismissed')
  const [note, setNote] = useState('')
  const [forDays, setDays] = useState(7)
  const { settle } = useSettle()
  const isTimed = outcome === 'muted' || outcome === 'suspended'
  return (
    <Dialog
      title={words.settleTitle}
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
          {words.settleReport}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <RadioChoice
          legend={words.decision}
          name="outcome"
          options={outcomes.map((value) => ({ value, label: words.outcomes[value] }))}
          chosen={outcome}
          onChoose={setOutcome}
        />
        {isTimed && (
          <SelectField
            label={words.forHowLong}
            value={forDays}
            onChange={({ target }) => setDays(Number(target.value))}
          >
            {days.map((count) => (
              <option key={count} value={count}>
                {words.days(count)}
              </option>
            ))}
          </SelectField>
        )}
        <TextArea
          label={words.why}
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
  const words = reportsWords.use()
  const now = useNow()
  const { lift } = useSettle()
  const { sender_id, suspended_until, outcome } = report
  const reporter = report.reporter_name ?? words.reporterGone
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-13 text-ink-soft">
        <Badge tone="bad">{words.reasons[report.reason]}</Badge>
        <span>
          {words.saidIn(report.sender_name ?? words.accountGone, report.room_title ?? words.someRoom)}
        </span>
        <time dateTime={report.created_at} title={fullText(new Date(report.created_at))}>
          {agoText(new Date(report.created_at), now)}
        </time>
        {report.reports_of_sender > 1 && <span>· {words.reportsOfSender(report.reports_of_sender)}</span>}
      </p>
      <blockquote dir="auto" className="border-s-2 border-line-strong ps-3 wrap-anywhere whitespace-pre-wrap">
        {report.body || words.withoutWords}
      </blockquote>
      <p className="text-13 wrap-anywhere text-ink-soft">
        {report.comment ? words.reportedWith(reporter, report.comment) : words.reportedBy(reporter)}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {outcome ? (
          <p className="text-13 font-medium wrap-anywhere">
            {words.outcomes[outcome]} · <bdi>{report.settled_by_name ?? words.formerStaff}</bdi>
            {report.note && (
              <>
                {' '}
                · <bdi>{report.note}</bdi>
              </>
            )}
          </p>
        ) : (
          <Button look="secondary" onClick={onSettle}>
            {words.settle}
          </Button>
        )}
        {suspended_until && sender_id && (
          <Button look="quiet" isBusy={lift.isPending} onClick={() => lift.mutate(sender_id)}>
            {words.lift(timeText(new Date(suspended_until), now))}
          </Button>
        )}
      </div>
    </li>
  )
}

function ReportList({ isSettled }: { isSettled: boolean }) {
  const words = reportsWords.use()
  const { data, error, isPending, refetch } = useReports(isSettled)
  const isOnline = useOnline()
  const [chosen, setChosen] = useState<Report | null>(null)
  return (
    <>
      {data && data.length > 0 && (
        <ul aria-label={words.title} className="row-list">
          {data.map((report) => (
            <ReportRow key={report.id} report={report} onSettle={() => setChosen(report)} />
          ))}
        </ul>
      )}
      {data?.length === 0 && (
        <EmptyState
          icon={<Flag size={20} aria-hidden />}
          title={isSettled ? words.noneSettled : words.noneWaiting}
        />
      )}
      {!data && !isOnline && <EmptyState title={words.offline} />}
      {!data && isPending && isOnline && !error && (
        <Waiting label={words.loading}>
          <Skeleton className="h-32 w-full rounded-card" />
        </Waiting>
      )}
      {!data && isOnline && error && (
        <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {chosen && <SettleDialog report={chosen} onClose={() => setChosen(null)} />}
    </>
  )
}

/** Messages that people reported: what was said, by whom, and what staff do about it. */
export function ReportsPage() {
  const words = reportsWords.use()
  useTitle(words.title)
  useSupportLive()
  const [tab, setTab] = useState<'waiting' | 'settled'>('waiting')
  return (
    <Page>
      <PageHeader title={words.title} back={{ to: paths.support, label: words.backToQueue }} />
      <Tabs
        label={words.title}
        tabs={[
          { value: 'waiting', label: words.waiting },
          { value: 'settled', label: words.settled },
        ]}
        chosen={tab}
        onChoose={setTab}
      >
        <ReportList key={tab} isSettled={tab === 'settled'} />
      </Tabs>
    </Page>
  )
}
