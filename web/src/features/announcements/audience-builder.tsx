import { CircleAlert, Users } from 'lucide-react'
import { useEffect, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { Button } from '../../ui/button.tsx'
import { CheckChoice, RadioChoice } from '../../ui/choice.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import {
  type Audience,
  allChannels,
  countText,
  type Draft,
  languageText,
  listText,
  mostPeople,
  orderKinds,
  reachText,
  readEmails,
  roles,
} from './announcement.ts'
import { useReach } from './announcements-query.ts'
import { announcementWords } from './words/writing.ts'

const kinds = ['all', 'role', 'order_kind', 'active_order', 'list'] as const
const options = <T extends string>(values: readonly T[], labels: Record<T, string>) =>
  values.map((value) => ({ value, label: labels[value] }))
const blankOf: Record<Audience['kind'], Audience> = {
  all: { kind: 'all' },
  role: { kind: 'role', roles: ['customer'] },
  order_kind: { kind: 'order_kind', kinds: ['laundry'] },
  active_order: { kind: 'active_order' },
  list: { kind: 'list', emails: [] },
}
/** A choice that changes quickly is asked about once it rests. */
const restMs = 250

function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

function EmailList({
  emails,
  error,
  onChange,
}: {
  emails: string[]
  error: string | null
  onChange: (emails: string[]) => void
}) {
  const words = announcementWords.use()
  // what is typed, which is not yet a list while one types
  const [text, setText] = useState(() => emails.join('\n'))
  return (
    <TextArea
      label={words.emails}
      rows={4}
      value={text}
      error={error ?? (emails.length > mostPeople ? words.tooMany(countText(mostPeople)) : null)}
      hint={words.emailsHint}
      onChange={({ target }) => {
        setText(target.value)
        onChange(readEmails(target.value))
      }}
    />
  )
}

/** Says whom the announcement reaches, as it is chosen. */
function ReachLine({ draft }: { draft: Draft }) {
  const words = announcementWords.use()
  const { audience, event_type, channels } = useRested(draft)
  const isWhole =
    !('roles' in audience && audience.roles.length === 0) &&
    !('kinds' in audience && audience.kinds.length === 0)
  const { data: reach, error, refetch, isPlaceholderData } = useReach(audience, event_type, channels, isWhole)
  const isOnline = useOnline()
  if (!isWhole) return null
  if (!reach && !isOnline) return <p className="text-13 text-ink-soft">{words.reachOffline}</p>
  if (!reach && error)
    return (
      <div role="alert" className="flex flex-wrap items-center gap-x-3 text-13">
        <CircleAlert size={16} aria-hidden className="text-bad" />
        {words.notCounted(sentenceFor(error))}
        <Button look="quiet" className="px-2 text-13" onClick={() => refetch()}>
          {words.countAgain}
        </Button>
      </div>
    )
  if (!reach)
    return (
      <Waiting label={words.counting}>
        <Skeleton className="h-22 w-full rounded-card" />
      </Waiting>
    )
  const locales = Object.entries(reach.locales).sort(([, a], [, b]) => b - a)
  return (
    <div aria-busy={isPlaceholderData} className="flex flex-col gap-1 rounded-card bg-sunken px-4 py-3">
      <p role="status" className="flex items-center gap-2 font-semibold tabular">
        <Users size={20} aria-hidden className="shrink-0 text-ink-soft" />
        {reachText(reach)}
      </p>
      {reach.people > 0 && (
        <>
          <p className="text-13 text-ink-soft tabular">
            {allChannels
              .filter((channel) => channels?.includes(channel) ?? true)
              .map((channel) => words.figure(words.channels[channel], countText(reach.reachable[channel])))
              .join(' · ')}
          </p>
          <p className="text-13 text-ink-soft tabular" dir="auto">
            {locales
              .slice(0, 5)
              .map(([locale, count]) => words.figure(languageText(locale), countText(count)))
              .join(' · ')}
            {reach.sample.length > 0 && <> — {words.suchAs(listText(reach.sample))}</>}
          </p>
        </>
      )}
      {reach.unknown.length > 0 && (
        <p className="text-13 text-warn">{words.unknown(listText(reach.unknown))}</p>
      )}
    </div>
  )
}

/** Whom it is for. */
export function AudienceBuilder({
  draft,
  onChange,
  error,
}: {
  draft: Draft
  onChange: (part: Partial<Draft>) => void
  error: string | null
}) {
  const words = announcementWords.use()
  const { audience } = draft
  return (
    <section aria-label={words.audience} className="flex flex-col gap-3">
      <RadioChoice
        legend={words.whoIsTold}
        name="audience"
        options={options(kinds, words.audiences)}
        chosen={audience.kind}
        onChoose={(kind) => onChange({ audience: blankOf[kind] })}
        className="sm:grid-cols-2 md:grid-cols-3"
      />
      {audience.kind === 'role' && (
        <CheckChoice
          legend={words.rolesLegend}
          options={options(roles, words.roles)}
          chosen={audience.roles}
          error={error}
          onChange={(chosen) => onChange({ audience: { kind: 'role', roles: chosen } })}
        />
      )}
      {audience.kind === 'order_kind' && (
        <CheckChoice
          legend={words.kindsLegend}
          options={options(orderKinds, words.kinds)}
          chosen={audience.kinds}
          error={error}
          onChange={(chosen) => onChange({ audience: { kind: 'order_kind', kinds: chosen } })}
        />
      )}
      {audience.kind === 'list' && (
        <EmailList
          emails={audience.emails ?? []}
          error={error}
          onChange={(emails) => onChange({ audience: { kind: 'list', emails } })}
        />
      )}
      <ReachLine draft={draft} />
    </section>
  )
}
