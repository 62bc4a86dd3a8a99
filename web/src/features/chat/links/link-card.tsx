import { X } from 'lucide-react'
import { useState } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { listWords } from '../list/words.ts'
import type { LinkPreview } from './link-preview.ts'

/**
 * The page a message points to, as words: nothing of it is loaded here. `onRemove` takes the card off an own message; it
 * resolves when the server has answered.
 */
export function LinkCard({
  preview,
  isOwn,
  onRemove,
}: {
  preview: LinkPreview
  isOwn: boolean
  onRemove: (() => Promise<unknown>) | null
}) {
  const words = listWords.use()
  const [isRemoving, setRemoving] = useState(false)
  const { href, site, title, description } = preview
  return (
    <div
      className={classNames(
        'mt-2 flex items-start gap-1 rounded-control border whitespace-normal',
        isOwn ? 'border-current' : 'border-line bg-sunken',
        isRemoving && 'opacity-75',
      )}
    >
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer"
        className="block min-h-11 min-w-0 flex-1 rounded-control px-3 py-2"
      >
        {/* the site first: the page wrote its title itself, and could write anything */}
        <bdi className="block truncate text-12">{site}</bdi>
        <span dir="auto" className="line-clamp-2 text-start font-semibold">
          {title}
        </span>
        {description && (
          <span dir="auto" className="mt-0.5 line-clamp-2 text-start text-13">
            {description}
          </span>
        )}
      </a>
      {onRemove && (
        <button
          type="button"
          aria-label={words.removePreview}
          title={words.removePreview}
          disabled={isRemoving}
          onClick={() => {
            setRemoving(true)
            void onRemove().finally(() => setRemoving(false))
          }}
          className="inline-flex size-11 shrink-0 items-center justify-center rounded-control"
        >
          <X size={16} aria-hidden />
        </button>
      )}
    </div>
  )
}
