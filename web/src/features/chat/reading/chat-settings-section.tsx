import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { Section } from '../../../ui/section.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { useChatSettings } from './chat-settings-query.ts'

/** What others see of how one reads. */
export function ChatSettingsSection() {
  const isOnline = useOnline()
  const { settings, save, error, isPending, refetch } = useChatSettings()
  return (
    <Section id="chat" title="Chat" detail="What the people you talk to see of you.">
      {settings && (
        <div className="mt-4 flex flex-col gap-4">
          <Switch
            label="Show when I have read"
            hint="Off: they see that a message arrived, not that you read it."
            isOn={!settings.is_reading_private}
            isDisabled={!isOnline}
            onChange={(isShown) => void save({ is_reading_private: !isShown })}
          />
          <Switch
            label="Show when I was last here"
            hint="Off: they see you only while you are in the conversation."
            isOn={!settings.is_last_seen_private}
            isDisabled={!isOnline}
            onChange={(isShown) => void save({ is_last_seen_private: !isShown })}
          />
          {!isOnline && (
            <p className="text-13 text-warn">
              You are offline. You can change this when the network is back.
            </p>
          )}
        </div>
      )}
      {!settings && !isOnline && <EmptyState title="No network. Your choice loads when it is back." />}
      {!settings && isPending && isOnline && !error && (
        <Waiting label="Loading your chat settings">
          <Skeleton className="mt-4 h-12" />
          <Skeleton className="mt-4 h-12" />
        </Waiting>
      )}
      {!settings && isOnline && error && (
        <ErrorState
          title="Your chat settings did not load."
          detail={sentenceFor(error)}
          onRetry={() => void refetch()}
        />
      )}
    </Section>
  )
}
