import { type ReactNode, useEffect, useState } from 'react'
import { classNames } from './class-names.ts'

/** A grey shape in the place and size of what is coming. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'block rounded-control bg-sunken motion-safe:animate-[pulse-skeleton_1.6s_ease-in-out_infinite]',
        className,
      )}
    />
  )
}

/** Shows its skeleton only after 150 ms: a quick answer never flickers. The space is kept from the start. */
export function Waiting({ label, children }: { label: string; children: ReactNode }) {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div role="status" aria-label={label} aria-busy className={isLate ? undefined : 'invisible'}>
      {children}
    </div>
  )
}
