import { CloudOff, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { uiWords } from './words.ts'

type FrameProps = { icon?: ReactNode; title: string; isPage?: boolean | undefined; children?: ReactNode }

function Frame({ icon, title, isPage, children }: FrameProps) {
  const Title = isPage ? 'h1' : 'p'
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-10 text-center">
      {icon && <span className="text-ink-faint">{icon}</span>}
      <Title className="max-w-80 text-15 font-medium text-balance">{title}</Title>
      {children}
    </div>
  )
}

type EmptyProps = { icon?: ReactNode; title: string; action?: ReactNode; isPage?: boolean }

/** Nothing here yet: one line and at most one action. `isPage`: it is all that the page has to say. */
export function EmptyState({ icon, title, action, isPage }: EmptyProps) {
  return (
    <Frame icon={icon} title={title} isPage={isPage}>
      {action && <div className="mt-2">{action}</div>}
    </Frame>
  )
}

/** What failed, in words, and a way to try again. */
export function ErrorState({
  title,
  detail,
  onRetry,
}: {
  title: string
  detail?: string
  onRetry?: () => void
}) {
  const words = uiWords.use()
  return (
    <div role="alert">
      <Frame icon={<TriangleAlert size={20} aria-hidden />} title={title}>
        {detail && <p className="max-w-80 text-13 text-ink-soft">{detail}</p>}
        {onRetry && (
          <Button look="secondary" className="mt-2" onClick={onRetry}>
            {words.tryAgain}
          </Button>
        )}
      </Frame>
    </div>
  )
}

/** A part of what is shown failed while the rest stands: one line, and a way to try again. */
export function FailedLine({
  title,
  detail,
  onRetry,
}: {
  title: string
  detail?: string
  onRetry: () => void
}) {
  const words = uiWords.use()
  return (
    <p role="alert" className="mt-1 flex items-center gap-2 text-13 text-bad">
      <span>
        {title} {detail}
      </span>
      <Button look="quiet" onClick={onRetry}>
        {words.tryAgain}
      </Button>
    </p>
  )
}

/** The device has no network; says what still works here. */
export function OfflineBanner({ children }: { children: ReactNode }) {
  return (
    <p
      role="status"
      className="flex items-center justify-center gap-2 bg-warn-soft px-4 py-2 text-13 font-medium text-warn"
    >
      <CloudOff size={16} aria-hidden className="shrink-0" />
      {children}
    </p>
  )
}
