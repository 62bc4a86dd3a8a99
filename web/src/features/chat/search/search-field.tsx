import { Search, X } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef } from 'react'
import { IconButton } from '../../../ui/icon-button.tsx'
import { roomsWords } from '../rooms-page/words.ts'

/** Where one types what to look for. Escape empties it, and then leaves it. */
export function SearchField({
  label,
  typed,
  onType,
  ref,
}: {
  label: string
  typed: string
  onType: (typed: string) => void
  ref?: Ref<HTMLInputElement>
}) {
  const words = roomsWords.use()
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle(ref, () => input.current as HTMLInputElement)
  return (
    <div className="flex h-11 items-center rounded-control bg-sunken ps-3 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent">
      <Search size={20} aria-hidden className="shrink-0 text-ink-faint" />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={label}
        enterKeyHint="search"
        autoComplete="off"
        maxLength={200}
        value={typed}
        onChange={({ target }) => onType(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // a dialog around it closes on the second one
          if (typed) {
            event.preventDefault()
            event.stopPropagation()
            onType('')
          } else event.currentTarget.blur()
        }}
        className="h-full min-w-0 flex-1 bg-transparent px-2 text-15 outline-none [&::-webkit-search-cancel-button]:hidden placeholder:text-ink-faint max-md:text-[16px]"
      />
      {typed && (
        <IconButton
          label={words.emptySearch}
          onClick={() => {
            onType('')
            input.current?.focus()
          }}
        >
          <X size={18} aria-hidden />
        </IconButton>
      )}
    </div>
  )
}
