import type { ReactNode } from 'react'

/** One component in its states, under its name. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name} className="flex flex-col gap-3 border-t border-line py-5 first:border-0">
      <h2 className="text-15">{name}</h2>
      <div className="flex flex-wrap items-start gap-4">{children}</div>
    </section>
  )
}

/** One state of it, under its name. */
export function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <figure className="flex min-w-0 flex-col gap-1.5">
      {children}
      <figcaption className="text-12 text-ink-faint">{name}</figcaption>
    </figure>
  )
}
