import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/section.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { type Block, useBlock, useBlocks } from './blocks.ts'

function BlockedPerson({ block }: { block: Block }) {
  const unblock = useBlock()
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-3 py-1">
      <Avatar name={block.name} />
      <bdi className="min-w-0 flex-1 truncate font-medium">{block.name}</bdi>
      <Button
        look="secondary"
        aria-label={`Unblock ${block.name}`}
        isBusy={unblock.isPending}
        onClick={() => unblock.mutate({ userId: block.user_id, isBlocked: false })}
      >
        Unblock
      </Button>
      {unblock.error && (
        <p role="alert" className="w-full text-13 text-bad">
          {sentenceFor(unblock.error)}
        </p>
      )}
    </li>
  )
}

/** Whom one blocked, in the settings. */
export function BlockedSection() {
  const isOnline = useOnline()
  const { data: blocks, error, refetch } = useBlocks()
  return (
    <Section
      id="blocked"
      title="Blocked people"
      detail="They cannot write to you alone, and what they say elsewhere is hidden. They are not told."
    >
      {blocks?.length === 0 && (
        <p className="mt-4 text-ink-soft">Nobody. Block somebody from the people of a conversation.</p>
      )}
      {blocks && blocks.length > 0 && (
        <ul className="mt-2 flex flex-col divide-y divide-line">
          {blocks.map((block) => (
            <BlockedPerson key={block.user_id} block={block} />
          ))}
        </ul>
      )}
      {!blocks && !isOnline && <EmptyState title="No network. The list loads when it is back." />}
      {!blocks && isOnline && !error && (
        <Waiting label="Loading whom you blocked">
          <Skeleton className="mt-4 h-6 w-48" />
        </Waiting>
      )}
      {!blocks && isOnline && error && (
        <ErrorState
          title="The list could not be loaded."
          detail={sentenceFor(error)}
          onRetry={() => void refetch()}
        />
      )}
    </Section>
  )
}
