import { sentenceFor } from '../../../lib/failure.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Spinner } from '../../../ui/spinner.tsx'
import type { Edge } from './message-list.tsx'

/** Over the words at the edge of what is loaded, so that nothing moves while it turns. */
export function PageEdge({ edge, words, className }: { edge: Edge; words: string; className: string }) {
  if (!edge.isLoading && !edge.failure) return null
  return (
    <div
      className={classNames(
        'pointer-events-none absolute inset-x-0 flex justify-center text-ink-faint',
        className,
      )}
    >
      {edge.isLoading && <Spinner />}
      {Boolean(edge.failure) && (
        <p
          role="alert"
          className="pointer-events-auto rounded-control border border-line bg-raised px-3 text-13 text-ink-soft shadow-float"
        >
          {sentenceFor(edge.failure)}{' '}
          <button type="button" className="min-h-11 font-semibold underline" onClick={edge.load}>
            {words}
          </button>
        </p>
      )}
    </div>
  )
}
