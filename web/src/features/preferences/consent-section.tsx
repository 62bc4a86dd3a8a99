import { CircleCheck, CircleMinus } from 'lucide-react'
import { categoryWords } from '../../lib/category-words.ts'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { agoText, fullText } from '../../lib/time.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { channelOf } from './channel-words.ts'
import { type Consent, useConsents } from './consents-query.ts'
import { preferencesWords } from './words.ts'

function ConsentRow({ consent, now }: { consent: Consent; now: Date }) {
  const words = preferencesWords.use()
  const names = categoryWords.use()
  const { category, label, channel, is_enabled, source, wording, created_at } = consent
  const what = channelOf(words, channel, names[category] ?? label ?? category)
  const at = new Date(created_at)
  const Icon = is_enabled ? CircleCheck : CircleMinus
  return (
    <li className="flex items-start gap-3 py-3">
      <Icon
        size={20}
        aria-hidden
        className={is_enabled ? 'mt-px shrink-0 text-good' : 'mt-px shrink-0 text-ink-faint'}
      />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{is_enabled ? words.switchedOn(what) : words.switchedOff(what)}</p>
        <p className="text-13 text-ink-soft">
          <time dateTime={created_at} title={fullText(at)}>
            {agoText(at, now)}
          </time>
          {' · '}
          {words.source[source] ?? source}
        </p>
        {wording && (
          <details className="text-13 text-ink-soft">
            <summary className="flex min-h-11 w-fit cursor-pointer items-center font-medium text-accent">
              {words.wording}
            </summary>
            <p dir="auto" className="text-pretty">
              {wording}
            </p>
          </details>
        )}
      </div>
    </li>
  )
}

function ConsentSkeleton() {
  return (
    <Waiting label={preferencesWords.use().consentLoading}>
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex items-start gap-3 py-3">
          <Skeleton className="size-5 rounded-full" />
          <span className="flex flex-1 flex-col gap-1.5">
            <Skeleton className="h-4 w-44" />
            <Skeleton className="h-3.5 w-32" />
          </span>
        </div>
      ))}
    </Waiting>
  )
}

/** The person's own side of the evidence: what they agreed to, when, and to which words. */
export function ConsentSection() {
  const words = preferencesWords.use()
  const isOnline = useOnline()
  const now = useNow()
  const consents = useConsents()
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = consents
  const list = data?.pages.flat()
  return (
    <Section id="consents" title={words.consentTitle} detail={words.consentDetail}>
      <div className="mt-2">
        {list && list.length > 0 && (
          <ul className="divide-y divide-line">
            {list.map((consent) => (
              <ConsentRow key={consent.id} consent={consent} now={now} />
            ))}
          </ul>
        )}
        {list?.length === 0 && <EmptyState title={words.consentEmpty} />}
        {!list && !isOnline && <EmptyState title={words.consentNoNetwork} />}
        {!list && isOnline && !error && <ConsentSkeleton />}
        {!list && isOnline && error && (
          <ErrorState
            title={words.consentNotLoaded}
            detail={sentenceFor(error)}
            onRetry={() => void refetch()}
          />
        )}
        {hasNextPage && (
          <Button look="secondary" isBusy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.consentOlder}
          </Button>
        )}
      </div>
    </Section>
  )
}
