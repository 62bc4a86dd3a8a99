import { type ReactNode, type Ref, useId } from 'react'

/** A titled card of a settings page: what it is about, at most one control beside the title, and the rest below. */
export function Section({
  id,
  ref,
  title,
  detail,
  control,
  children,
}: {
  /** Where a link such as #phone leads. */
  id?: string
  ref?: Ref<HTMLElement>
  title: string
  detail?: ReactNode
  control?: ReactNode
  children?: ReactNode
}) {
  const titleId = useId()
  return (
    <section
      ref={ref}
      id={id}
      aria-labelledby={titleId}
      className="scroll-mt-4 rounded-card border border-line bg-surface p-4 sm:p-5"
    >
      <div className="flex items-start justify-between gap-4">
        <div className="min-w-0 flex-1">
          <h2 id={titleId} className="text-17">
            {title}
          </h2>
          {detail && <p className="mt-1 text-13 text-pretty text-ink-soft">{detail}</p>}
        </div>
        {control}
      </div>
      {children}
    </section>
  )
}

/** Something worth knowing beside the controls it is about; `id` for aria-describedby. */
export function Note({ id, icon, children }: { id?: string; icon: ReactNode; children: ReactNode }) {
  return (
    <div
      id={id}
      className="flex items-start gap-2.5 rounded-control bg-sunken px-3 py-2.5 text-13 text-ink-soft"
    >
      <span className="mt-px shrink-0">{icon}</span>
      <div className="min-w-0 flex-1 text-pretty">{children}</div>
    </div>
  )
}
