import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { Section } from '../../../ui/section.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { useChatSettings } from './chat-settings-query.ts'
import { readingWords } from './words.ts'

/** What others see of how one reads. */
export function ChatSettingsSection() {
  const words = readingWords.use()
  const isOnline = useOnline()
  const { settings, save, error, isPending, refetch } = useChatSettings()
  return (
    <Section id="chat" title={words.title} detail={words.detail}>
      {settings && (
        <div className="mt-4 flex flex-col gap-4">
          <Switch
            label={words.showRead}
            hint={words.showReadHint}
            isOn={!settings.is_reading_private}
            isDisabled={!isOnline}
            onChange={(isShown) => void save({ is_reading_private: !isShown })}
          />
          <Switch
            label={words.showSeen}
            hint={words.showSeenHint}
            isOn={!settings.is_last_seen_private}
            isDisabled={!isOnline}
            onChange={(isShown) => void save({ is_last_seen_private: !isShown })}
          />
          {!isOnline && <p className="text-13 text-warn">{words.offline}</p>}
        </div>
      )}
      {!settings && !isOnline && <EmptyState title={words.offlineEmpty} />}
      {!settings && isPending && isOnline && !error && (
        <Waiting label={words.loading}>
          <Skeleton className="mt-4 h-12" />
          <Skeleton className="mt-4 h-12" />
        </Waiting>
      )}
      {!settings && isOnline && error && (
        <ErrorState title={words.failed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
    </Section>
  )
}
