import { useMutation } from '@tanstack/react-query'
import { Download, X } from 'lucide-react'
import { useDeferredValue, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { saveFile } from '../../lib/save-file.ts'
import { useTitle } from '../../lib/title.ts'
import { useListKeys } from '../../lib/use-list-keys.ts'
import { useNow } from '../../lib/use-now.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Page, PageHeader } from '../../ui/page.tsx'
import { SearchBox } from '../../ui/search-box.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type AuditFilter, fetchAuditCsv, kinds, noFilter, useAudit, useAuditTables } from './audit-query.ts'
import { EntryRow } from './entry-row.tsx'
import { auditNames, nameIn } from './words/names.ts'
import { auditWords } from './words.ts'

function Filters({
  filter,
  onChange,
}: {
  filter: AuditFilter
  onChange: (part: Partial<AuditFilter>) => void
}) {
  const words = auditWords.use()
  const names = auditNames.use()
  const tables = useAuditTables().data ?? []
  return (
    <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-[minmax(0,2fr)_1fr_1fr_1fr]">
      <div className="flex min-w-0 flex-col gap-1">
        <span aria-hidden className="text-13 font-medium text-ink-soft">
          {words.search}
        </span>
        <SearchBox
          label={words.search}
          placeholder={words.searchHint}
          value={filter.search}
          onChange={(search) => onChange({ search })}
        />
      </div>
      <SelectField
        label={words.who}
        value={filter.actor_kind}
        onChange={({ target }) => onChange({ actor_kind: target.value })}
      >
        <option value="">{words.everybody}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {words.kinds[kind]}
          </option>
        ))}
      </SelectField>
      <SelectField
        label={words.table}
        value={filter.table}
        onChange={({ target }) => onChange({ table: target.value })}
      >
        <option value="">{words.everywhere}</option>
        {tables.map((table) => (
          <option key={table} value={table}>
            {nameIn(names.tables, table)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={words.since}
        type="date"
        value={filter.since}
        onChange={({ target }) => onChange({ since: target.value })}
      />
    </div>
  )
}

function AuditSkeleton() {
  const words = auditWords.use()
  return (
    <Waiting label={words.loading}>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <div key={row} className="flex min-h-16 items-center gap-3 px-4 py-2.5">
          <Skeleton className="size-7 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        </div>
      ))}
    </Waiting>
  )
}

/** What staff and admins changed, for staff: filters, entries that open to their columns, and all of it as CSV. */
export function AuditPage() {
  const words = auditWords.use()
  const [params, setParams] = useSearchParams()
  const person = params.get('person') ?? ''
  const [chosen, setChosen] = useState(noFilter)
  const filter = { ...chosen, person, search: useDeferredValue(chosen.search) }
  const isOnline = useOnline()
  const now = useNow()
  const pane = useRef<HTMLDivElement>(null)
  useListKeys(pane)
  useTitle(words.title)
  const { data, error, refetch, isPlaceholderData, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useAudit(filter)
  const csv = useMutation({
    mutationFn: () => fetchAuditCsv(filter),
    onSuccess: (text) =>
      saveFile(text, `orderline-audit-${new Date().toISOString().slice(0, 10)}.csv`, 'text/csv'),
    onError: (failure) => void showToast(sentenceFor(failure)),
  })
  const entries = data?.pages.flat() ?? []
  const isFiltered = person !== '' || Object.values(chosen).some((value) => value !== '')
  const about = entries.find(({ person_id }) => person_id === person)?.person_name
  function showAll() {
    setChosen(noFilter)
    setParams({}, { replace: true })
  }
  return (
    <Page width="wide">
      <PageHeader title={words.title} back={{ to: paths.orders, label: words.back }}>
        <Button
          look="secondary"
          icon={<Download size={18} aria-hidden />}
          disabled={!isOnline}
          isBusy={csv.isPending}
          onClick={() => csv.mutate()}
        >
          {words.csv}
        </Button>
      </PageHeader>
      <p className="text-13 text-ink-soft">{words.detail}</p>
      <div ref={pane} className="flex flex-col gap-4">
        <Filters filter={chosen} onChange={(part) => setChosen((last) => ({ ...last, ...part }))} />
        {person && (
          <Button
            look="secondary"
            className="self-start"
            icon={<X size={18} aria-hidden />}
            onClick={() => setParams({}, { replace: true })}
          >
            {about ? words.onlyAbout(about) : words.onlyAboutOne}
          </Button>
        )}
        <div
          className={classNames(
            'overflow-hidden rounded-card border border-line bg-surface',
            isPlaceholderData && 'opacity-60',
          )}
        >
          {entries.length > 0 && (
            <ul aria-label={words.title}>
              {entries.map((entry) => (
                <EntryRow key={entry.id} entry={entry} now={now} />
              ))}
            </ul>
          )}
          {data && entries.length === 0 && (
            <EmptyState
              title={isFiltered ? words.emptyFiltered : words.empty}
              action={
                isFiltered && (
                  <Button look="secondary" onClick={showAll}>
                    {words.showAll}
                  </Button>
                )
              }
            />
          )}
          {!data && !isOnline && <EmptyState title={words.offline} />}
          {!data && isOnline && error && (
            <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => refetch()} />
          )}
          {!data && isOnline && !error && <AuditSkeleton />}
        </div>
        {hasNextPage && (
          <Button
            look="secondary"
            className="self-center"
            isBusy={isFetchingNextPage}
            onClick={() => fetchNextPage()}
          >
            {words.more}
          </Button>
        )}
      </div>
    </Page>
  )
}
