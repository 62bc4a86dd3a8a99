import { Search } from 'lucide-react'
import { classNames } from './class-names.ts'

/** Where one types what a list is to be narrowed by. The slash key of useListKeys leads here; the label is only spoken. */
export function SearchBox({
  label,
  placeholder,
  value,
  onChange,
  className,
}: {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
  className?: string
}) {
  return (
    <label className={classNames('field-box min-w-0', className)}>
      <Search size={18} aria-hidden className="shrink-0 text-ink-faint" />
      <input
        type="search"
        data-list-search
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className="bare-field"
      />
    </label>
  )
}
