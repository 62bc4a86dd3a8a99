import { Search, X } from 'lucide-react'
import { type Ref, useImperativeHandle, useRef } from 'react'
import { IconButton } from '../../../ui/icon-button.tsx'

/** Where one types what to look for. Escape empties it, and then leaves it. */
export function SearchField({
  label,
  words,
  onWords,
  ref,
}: {
  label: string
  words: string
  onWords: (words: string) => void
  ref?: Ref<HTMLInputElement>
}) {
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
        value={words}
        onChange={({ target }) => onWords(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // a dialog around it closes on the second one
          if (words) {
            event.preventDefault()
            event.stopPropagation()
            onWords('')
          } else event.currentTarget.blur()
        }}
        className="h-full min-w-0 flex-1 bg-transparent px-2 text-15 outline-none [&::-webkit-search-cancel-button]:hidden placeholder:text-ink-faint max-md:text-[16px]"
      />
      {words && (
        <IconButton
          label="Empty the search"
          onClick={() => {
            onWords('')
            input.current?.focus()
          }}
        >
          <X size={18} aria-hidden />
        </IconButton>
      )}
    </div>
  )
}
