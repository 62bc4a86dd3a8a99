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

function GridSkeleton() {
  return (
    <Waiting label="Loading what you are told">
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

const smsFault = {
  stopped: 'You texted STOP, so no SMS is sent to you. Text START to the same number to allow it again.',
  unreachable: 'Your number cannot be reached by SMS. Verify another one below.',
  no_target: 'You have no verified number yet; what you switch on counts once you have.',
}

/** What one should know before the switches: the consent beside SMS, and what keeps a whole channel from arriving. */
function Notes({ cells, wording, smsNoteId }: { cells: Cell[]; wording: string | null; smsNoteId: string }) {
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
                Your number
              </a>
            )}
          </p>
        )}
        {wording && sms !== 'stopped' && <p>{wording}</p>}
      </Note>
      {push && (
        <Note icon={<Smartphone size={16} aria-hidden />}>
          No device takes push yet.{' '}
          <a href="#devices" className="font-medium text-accent underline underline-offset-2">
            Your devices
          </a>
        </Note>
      )}
      {mail && (
        <Note icon={<Mail size={16} aria-hidden />}>
          {mail === 'no_target'
            ? 'Your address is not confirmed yet, so no email is sent to it.'
            : 'Email to your address came back, so none is sent to it.'}
        </Note>
      )}
    </div>
  )
}

/** What to be told, and how: categories down, channels across. */
export function PreferencesSection() {
  const smsNoteId = useId()
  const isOnline = useOnline()
  const { cells, choose, error, isPending, refetch } = useChoices()
  const rows = cells && rowsOfGrid(cells)
  return (
    <Section
      id="told"
      title="What you are told"
      detail="Each switch counts from the next message on, also for what is on its way."
    >
      {cells && rows && rows.length > 0 && (
        <>
          <Notes cells={cells} wording={smsWording(rows)} smsNoteId={smsNoteId} />
          {!isOnline && (
            <p className="mt-3 text-13 text-warn">
              You are offline. The switches work again when the network is back.
            </p>
          )}
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
      {rows?.length === 0 && <EmptyState title="There is nothing to choose yet." />}
      {!cells && !isOnline && <EmptyState title="No network. Your choices load when it is back." />}
      {!cells && isPending && isOnline && !error && <GridSkeleton />}
      {!cells && isOnline && error && (
        <ErrorState
          title="Your choices did not load."
          detail={sentenceFor(error)}
          onRetry={() => void refetch()}
        />
      )}
    </Section>
  )
}
