import { sentenceFor } from '../../../lib/failure.ts'
import { useOnline } from '../../../lib/online.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { Section } from '../../../ui/section.tsx'
import { Skeleton, Waiting } from '../../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../../ui/states.tsx'
import { type Block, useBlock, useBlocks } from './blocks.ts'
import { roomWords } from './words.ts'

function BlockedPerson({ block }: { block: Block }) {
  const words = roomWords.use()
  const unblock = useBlock()
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-3 py-1">
      <Avatar name={block.name} />
      <bdi className="min-w-0 flex-1 truncate font-medium">{block.name}</bdi>
      <Button
        look="secondary"
        aria-label={words.unblockName(block.name)}
        isBusy={unblock.isPending}
        onClick={() => unblock.mutate({ userId: block.user_id, isBlocked: false })}
      >
        {words.unblock}
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
  const words = roomWords.use()
  const isOnline = useOnline()
  const { data: blocks, error, refetch } = useBlocks()
  return (
    <Section id="blocked" title={words.blockedTitle} detail={words.blockedDetail}>
      {blocks?.length === 0 && <p className="mt-4 text-ink-soft">{words.nobodyBlocked}</p>}
      {blocks && blocks.length > 0 && (
        <ul className="mt-2 flex flex-col divide-y divide-line">
          {blocks.map((block) => (
            <BlockedPerson key={block.user_id} block={block} />
          ))}
        </ul>
      )}
      {!blocks && !isOnline && <EmptyState title={words.blockedOffline} />}
      {!blocks && isOnline && !error && (
        <Waiting label={words.blockedLoading}>
          <Skeleton className="mt-4 h-6 w-48" />
        </Waiting>
      )}
      {!blocks && isOnline && error && (
        <ErrorState title={words.blockedFailed} detail={sentenceFor(error)} onRetry={() => void refetch()} />
      )}
    </Section>
  )
}
