import { Chart, type Row } from './chart.tsx'
import { ChartSection } from './chart-section.tsx'
import { type Money, type Series, type Span, type Step, shareOf } from './health.ts'
import { countText, dayText, listText, moneyText, percentText, secondsText, stepText } from './texts.ts'
import { healthWords, type Words } from './words.ts'

const grid = 'grid gap-x-8 gap-y-6 md:grid-cols-2 xl:grid-cols-3'

export const channelText = (words: Words, channel: string) => words.channels[channel] ?? channel

const parts = (words: Words) =>
  [
    { name: words.arrived, look: 'good', of: ({ delivered }: Step) => delivered },
    { name: words.sent, look: 'accent', of: ({ sent, delivered }: Step) => Math.max(0, sent - delivered) },
    { name: words.failedCount, look: 'bad', of: ({ failed }: Step) => failed },
    { name: words.waiting, look: 'faint', of: ({ waiting }: Step) => waiting },
    { name: words.notSent, look: 'pale', of: ({ not_sent }: Step) => not_sent },
  ] as const

/** What became of each channel's deliveries, over time. */
export function Rates({ series, span }: { series: readonly Series[]; span: Span }) {
  const words = healthWords.use()
  return (
    <ChartSection
      title={words.rates}
      detail={words.ratesDetail}
      view="delivery_rate"
      figures={{
        head: [
          words.when,
          words.channel,
          words.count,
          words.sent,
          words.arrived,
          words.failedCount,
          words.notSent,
          words.waiting,
        ],
        rows: series.flatMap(({ channel, steps }) =>
          steps
            .filter(({ deliveries }) => deliveries > 0)
            .map((step) => [
              stepText(step.at, span),
              channelText(words, channel),
              ...[step.deliveries, step.sent, step.delivered, step.failed, step.not_sent, step.waiting].map(
                countText,
              ),
            ]),
        ),
      }}
    >
      <div className={grid}>
        {series.map(({ channel, steps, total }) => (
          <Chart
            key={channel}
            kind="bars"
            title={channelText(words, channel)}
            labels={steps.map(({ at }) => stepText(at, span))}
            rows={parts(words).map(({ name, look, of }): Row => ({ name, look, values: steps.map(of) }))}
            axisText={countText}
            summary={listText([
              words.reading(words.sent, percentText(shareOf(total.sent, total.deliveries))),
              words.reading(words.arrived, percentText(shareOf(total.delivered, total.sent))),
              words.reading(words.failedCount, countText(total.failed)),
            ])}
            readingAt={(i) => {
              const step = steps[i]
              if (!step || step.deliveries === 0) return words.nothingThen
              const some = parts(words).filter(({ of }) => of(step) > 0)
              return listText(some.map(({ name, of }) => words.reading(name, countText(of(step)))))
            }}
          />
        ))}
      </div>
    </ChartSection>
  )
}

/** How long each channel's provider let wait, over time. */
export function Latency({ series, span }: { series: readonly Series[]; span: Span }) {
  const words = healthWords.use()
  const timed = series.filter(({ steps }) => steps.some(({ p50_s }) => p50_s !== null))
  if (timed.length === 0) return null
  return (
    <ChartSection
      title={words.latency}
      detail={words.latencyDetail}
      view="slowest_steps"
      figures={{
        head: [words.when, words.channel, words.half, words.most],
        rows: timed.flatMap(({ channel, steps }) =>
          steps
            .filter(({ p50_s }) => p50_s !== null)
            .map(({ at, p50_s, p95_s }) => [
              stepText(at, span),
              channelText(words, channel),
              secondsText(p50_s),
              secondsText(p95_s),
            ]),
        ),
      }}
    >
      <div className={grid}>
        {timed.map(({ channel, steps }) => {
          const last = steps.findLast(({ p50_s }) => p50_s !== null)
          const reading = (step: Step | undefined) =>
            step && step.p50_s !== null
              ? listText([
                  words.reading(words.half, secondsText(step.p50_s)),
                  words.reading(words.most, secondsText(step.p95_s)),
                ])
              : words.nothingThen
          return (
            <Chart
              key={channel}
              kind="lines"
              title={channelText(words, channel)}
              labels={steps.map(({ at }) => stepText(at, span))}
              rows={[
                { name: words.half, look: 'accent', values: steps.map(({ p50_s }) => p50_s) },
                { name: words.most, look: 'dashed', values: steps.map(({ p95_s }) => p95_s) },
              ]}
              axisText={secondsText}
              summary={last && words.stepReading(stepText(last.at, span), reading(last))}
              readingAt={(i) => reading(steps[i])}
            />
          )
        })}
      </div>
    </ChartSection>
  )
}

/** What SMS cost, by day. */
export function CostPerDay({ money }: { money: readonly Money[] }) {
  const words = healthWords.use()
  return (
    <ChartSection
      title={words.cost}
      detail={words.costDetail}
      view="sms_cost_per_day"
      figures={{
        head: [words.when, words.price, words.texts, words.parts],
        rows: money.flatMap(({ currency, days }) =>
          days.flatMap(({ at, cost }) =>
            cost
              ? [
                  [
                    dayText(at),
                    cost.cost === null ? '–' : moneyText(cost.cost, currency),
                    countText(cost.messages),
                    countText(cost.segments ?? 0),
                  ],
                ]
              : [],
          ),
        ),
      }}
    >
      {money.length === 0 && <p className="py-4 text-ink-soft">{words.noCost}</p>}
      <div className={grid}>
        {money.map(({ currency, days, total }) => {
          const open = days.reduce((sum, { cost }) => sum + (cost?.not_final ?? 0), 0)
          return (
            <Chart
              key={currency}
              kind="bars"
              title={moneyText(total, currency)}
              labels={days.map(({ at }) => dayText(at))}
              rows={[{ name: words.price, look: 'accent', values: days.map(({ cost }) => cost?.cost ?? 0) }]}
              axisText={(value) => moneyText(value, currency)}
              summary={open > 0 && words.notFinal(open)}
              readingAt={(i) => {
                const cost = days[i]?.cost
                if (!cost) return words.nothingThen
                return listText([moneyText(cost.cost ?? 0, currency), words.messages(cost.messages)])
              }}
            />
          )
        })}
      </div>
    </ChartSection>
  )
}
