import { Mail, MessageSquare, Smartphone } from 'lucide-react'
import { useId } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { useOnline } from '../../lib/online.ts'
import { Note, Section } from '../../ui/section.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { type Cell, channelFault, rowsOfGrid, smsWording } from './grid.ts'
import { useChoices } from './grid-query.ts'
import { PreferenceTable } from './preference-table.tsx'
import { preferencesWords } from './words.ts'

function GridSkeleton() {
  return (
    <Waiting label={preferencesWords.use().toldLoading}>
      <div className="mt-4 flex flex-col divide-y divide-line">
        {['w-24', 'w-28', 'w-20', 'w-32', 'w-24', 'w-28', 'w-20', 'w-24'].map((width, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey rows have no other name
          <div key={row} className="flex h-13 items-center justify-between gap-2">
            <Skeleton className={`h-4 ${width}`} />
            <span className="flex w-52 justify-around sm:w-80">
              {['app', 'push', 'sms', 'mail'].map((channel) => (
                <Skeleton key={channel} className="h-7 w-12 rounded-full" />
              ))}
            </span>
          </div>
        ))}
      </div>
    </Waiting>
  )
}

/** What one should know before the switches: the consent beside SMS, and what keeps a whole channel from arriving. */
function Notes({ cells, wording, smsNoteId }: { cells: Cell[]; wording: string | null; smsNoteId: string }) {
  const words = preferencesWords.use()
  const smsFault = {
    stopped: words.smsStopped,
    unreachable: words.smsUnreachable,
    no_target: words.smsNoNumber,
  }
  const sms = channelFault(cells, 'sms')
  const push = channelFault(cells, 'web_push')
  const mail = channelFault(cells, 'email')
  return (
    <div className="mt-4 flex flex-col gap-2">
      <Note id={smsNoteId} icon={<MessageSquare size={16} aria-hidden />}>
        {sms && (
          <p className="font-medium text-ink">
            {smsFault[sms]}{' '}
            {sms !== 'stopped' && (
              <a href="#phone" className="text-accent underline underline-offset-2">
                {words.yourNumber}
              </a>
            )}
          </p>
        )}
        {wording && sms !== 'stopped' && <p>{wording}</p>}
      </Note>
      {push && (
        <Note icon={<Smartphone size={16} aria-hidden />}>
          {words.noDevice}{' '}
          <a href="#devices" className="font-medium text-accent underline underline-offset-2">
            {words.yourDevices}
          </a>
        </Note>
      )}
      {mail && (
        <Note icon={<Mail size={16} aria-hidden />}>
          {mail === 'no_target' ? words.notConfirmed : words.cameBack}
        </Note>
      )}
    </div>
  )
}

/** What to be told, and how: categories down, channels across. */
export function PreferencesSection() {
  const words = preferencesWords.use()
  const smsNoteId = useId()
  const isOnline = useOnline()
  const { cells, choose, error, isPending, refetch } = useChoices()
  const rows = cells && rowsOfGrid(cells)
  return (
    <Section id="told" title={words.toldTitle} detail={words.toldDetail}>
      {cells && rows && rows.length > 0 && (
        <>
          <Notes cells={cells} wording={smsWording(rows)} smsNoteId={smsNoteId} />
          {!isOnline && <p className="mt-3 text-13 text-warn">{words.toldOffline}</p>}
          <div className="mt-4">
            <PreferenceTable
              rows={rows}
              smsNoteId={smsNoteId}
              isDisabled={!isOnline}
              onChoose={(choice) => void choose(choice)}
            />
          </div>
        </>
      )}
      {rows?.length === 0 && <EmptyState title={words.toldEmpty} />}
      {!cells && !isOnline && <EmptyState title={words.toldNoNetwork} />}
      {!cells && isPending && isOnline && !error && <GridSkeleton />}
      {!cells && isOnline && error && (
        <ErrorState title={words.toldNotLoaded} detail={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
    </Section>
  )
}
