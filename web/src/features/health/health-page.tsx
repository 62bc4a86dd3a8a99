import { useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { useConnection } from '../../lib/realtime.ts'
import { clockText } from '../../lib/time.ts'
import { useTitle } from '../../lib/title.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Page, PageHeader } from '../../ui/page.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { ChartSection } from './chart-section.tsx'
import { type History, moneyOf, type Now, type Span, seriesOf, shareOf, spans, sumOf } from './health.ts'
import { CostPerDay, channelText, Latency, Rates } from './health-charts.tsx'
import { useHealth } from './health-query.ts'
import { countText, listText, percentText, providerText, secondsText } from './texts.ts'
import { reasonText, reasonWords } from './words/reasons.ts'
import { healthWords } from './words.ts'

function LiveMark({ at }: { at: number }) {
  const words = healthWords.use()
  const isLive = useConnection() === 'live'
  const isOnline = useOnline()
  return (
    <p role="status" className="inline-flex items-center gap-1.5 text-13 text-ink-soft">
      <span
        aria-hidden
        className={classNames(
          'size-2 rounded-full',
          isLive && isOnline ? 'bg-good' : 'border-2 border-line-strong',
        )}
      />
      {isLive && isOnline ? words.live : words.asOf(clockText(new Date(at)))}
    </p>
  )
}

function SpanChoice({ span, onChoose }: { span: Span; onChoose: (span: Span) => void }) {
  const words = healthWords.use()
  return (
    <fieldset className="grid grid-cols-4 gap-1 rounded-control bg-sunken p-1 max-sm:w-full">
      <legend className="sr-only">{words.span}</legend>
      {spans.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === span}
          onClick={() => onChoose(one)}
          className={classNames(
            'min-h-11 rounded-control px-3 text-13 font-semibold whitespace-nowrap transition-colors',
            one === span ? 'bg-accent text-accent-ink' : 'text-ink-soft hover:text-ink',
          )}
        >
          {words.spans[one]}
        </button>
      ))}
    </fieldset>
  )
}

function Figure({
  name,
  value,
  detail,
  isBad,
}: {
  name: string
  value: string
  detail?: string
  isBad?: boolean
}) {
  return (
    <div className="flex min-w-0 flex-col rounded-card border border-line bg-surface p-4">
      <dt className="text-13 text-ink-soft">{name}</dt>
      <dd className="flex flex-col">
        <span className={classNames('tabular text-24 font-semibold', isBad && 'text-bad')}>{value}</span>
        <span className="min-h-4.5 text-12 text-ink-faint">{detail}</span>
      </dd>
    </div>
  )
}

function Figures({ sum, now }: { sum: ReturnType<typeof sumOf>; now: Now }) {
  const words = healthWords.use()
  const waiting = now.waiting.reduce((all, { deliveries }) => all + deliveries, 0)
  const late = Math.max(0, ...now.waiting.map(({ overdue_s }) => overdue_s ?? 0))
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Figure
        name={words.sent}
        value={countText(sum.sent)}
        detail={words.sentOf(percentText(shareOf(sum.sent, sum.deliveries)))}
      />
      <Figure
        name={words.arrived}
        value={countText(sum.delivered)}
        detail={words.arrivedOf(percentText(shareOf(sum.delivered, sum.sent)))}
      />
      <Figure name={words.failedCount} value={countText(sum.failed)} isBad={sum.failed > 0} />
      <Figure
        name={words.waiting}
        value={countText(waiting)}
        isBad={late >= 30}
        detail={late >= 30 ? words.overdue(secondsText(late)) : words.onTime}
      />
    </dl>
  )
}

const tones: Record<string, Tone> = { up: 'good', down: 'bad', 'on trial': 'accent' }

function Providers({ providers }: Pick<Now, 'providers'>) {
  const words = healthWords.use()
  return (
    <Section title={words.providers} detail={words.providersDetail}>
      <ul className="mt-2 grid gap-x-8 md:grid-cols-2">
        {providers.map((one) => (
          <li key={one.provider} className="flex min-h-14 items-center gap-3 border-b border-line py-2">
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="truncate">
                <span dir="ltr" className="font-semibold">
                  {providerText(one.provider)}
                </span>{' '}
                <span className="text-ink-soft">{channelText(words, one.channel)}</span>
              </span>
              <span className="text-13 text-ink-soft">
                {one.tries_last_hour === 0
                  ? words.idle
                  : listText([
                      words.tries(one.tries_last_hour),
                      words.taken(percentText((one.accepted_percent ?? 0) / 100)),
                      words.answersIn(secondsText(one.answer_p95_s)),
                    ])}
              </span>
            </span>
            <Badge tone={tones[one.health] ?? 'neutral'}>{words.health[one.health] ?? one.health}</Badge>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Reasons({ reasons }: Pick<Now, 'reasons'>) {
  const words = healthWords.use()
  const most = Math.max(1, ...reasons.map(({ deliveries }) => deliveries))
  const byCode = reasonWords.use()
  const textOf = (one: Now['reasons'][number]) => reasonText(byCode, one, words.unknownReason)
  return (
    <ChartSection
      title={words.reasons}
      detail={words.reasonsDetail}
      view="failure_reasons"
      figures={{
        head: [words.reason, words.channel, words.count],
        rows: reasons.map((one) => [textOf(one), channelText(words, one.channel), countText(one.deliveries)]),
      }}
    >
      {reasons.length === 0 && <p className="py-4 text-ink-soft">{words.noReasons}</p>}
      <ul className="flex flex-col gap-3">
        {reasons.slice(0, 8).map((one) => (
          <li
            key={`${one.channel} ${one.code}`}
            className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1"
          >
            <span dir="auto" className="min-w-0 text-13 text-pretty">
              {textOf(one)}
            </span>
            <span className="tabular text-13 text-ink-soft">
              {channelText(words, one.channel)} · {countText(one.deliveries)}
            </span>
            <svg
              aria-hidden
              viewBox="0 0 100 2"
              preserveAspectRatio="none"
              className="col-span-2 h-1.5 w-full overflow-hidden rounded-full bg-sunken rtl:-scale-x-100"
            >
              <rect width={(one.deliveries / most) * 100} height={2} className="fill-accent" />
            </svg>
          </li>
        ))}
      </ul>
    </ChartSection>
  )
}

function HealthSkeleton() {
  const words = healthWords.use()
  return (
    <Waiting label={words.loading}>
      <div className="flex flex-col gap-4">
        <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
          {[0, 1, 2, 3].map((one) => (
            <Skeleton key={one} className="h-26 rounded-card" />
          ))}
        </div>
        <Skeleton className="h-80 rounded-card" />
        <Skeleton className="h-60 rounded-card" />
      </div>
    </Waiting>
  )
}

function Health({ history, now, span }: { history: History; now: Now; span: Span }) {
  const words = healthWords.use()
  const series = seriesOf(history)
  return (
    <>
      <Figures sum={sumOf(series)} now={now} />
      {series.length === 0 ? (
        <EmptyState title={words.quietTitle} />
      ) : (
        <>
          <Rates series={series} span={span} />
          <Reasons reasons={now.reasons} />
          <Latency series={series} span={span} />
          <CostPerDay money={moneyOf(history)} />
        </>
      )}
      <Providers providers={now.providers} />
    </>
  )
}

/** How sending goes, for staff: rates, reasons, times and cost over a span, changing while one looks. */
export function HealthPage() {
  const words = healthWords.use()
  const [span, setSpan] = useState<Span>('day')
  const { data, error, isPlaceholderData, refetch } = useHealth(span)
  const isOnline = useOnline()
  useTitle(words.title)
  return (
    <Page width="wide">
      <PageHeader title={words.title} back={{ to: paths.orders, label: words.back }}>
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-2 max-sm:w-full">
          {data && <LiveMark at={data.history.at} />}
          <SpanChoice span={span} onChoose={setSpan} />
        </div>
      </PageHeader>
      {data && (
        <div
          aria-busy={isPlaceholderData}
          className={classNames('flex flex-col gap-4', isPlaceholderData && 'opacity-60')}
        >
          <Health {...data} span={isPlaceholderData ? spanOf(data.history) : span} />
        </div>
      )}
      {!data && !isOnline && <EmptyState title={words.offline} />}
      {!data && isOnline && error && (
        <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
      )}
      {!data && isOnline && !error && <HealthSkeleton />}
    </Page>
  )
}

/** The figures of the former span stay while the next are fetched, under their own names of steps. */
const spanOf = ({ step_s }: History): Span =>
  step_s <= 3600 ? 'day' : step_s <= 21_600 ? 'week' : step_s <= 86_400 ? 'month' : 'quarter'
