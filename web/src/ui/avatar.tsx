import { initials } from '../lib/format.ts'
import { classNames } from './class-names.ts'

/** A person as initials, or their picture. The name stands beside it, so it is hidden from assistive technology. */
export function Avatar({
  name,
  url,
  size = 'normal',
}: {
  name: string
  url?: string | null
  size?: 'small' | 'normal' | 'large'
}) {
  const box = { small: 'size-7 text-12', normal: 'size-10 text-15', large: 'size-12 text-17' }[size]
  return (
    <span
      aria-hidden
      className={classNames(
        'inline-flex shrink-0 items-center justify-center overflow-hidden rounded-full bg-accent-soft font-semibold text-accent select-none',
        box,
      )}
    >
      {url?.startsWith('https://') ? (
        <img src={url} alt="" className="size-full object-cover" />
      ) : (
        initials(name)
      )}
    </span>
  )
}
