import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { isRightToLeft } from '../lib/locale.ts'
import { classNames } from './class-names.ts'

/** Panels of which one shows. The arrow keys move between the tabs, as screen readers' users expect. */
export function Tabs<T extends string>({
  label,
  tabs,
  chosen,
  onChoose,
  after,
  children,
}: {
  label: string
  tabs: readonly { value: T; label: ReactNode }[]
  chosen: T
  onChoose: (value: T) => void
  /** Stands behind the tabs, such as a button that adds one. */
  after?: ReactNode
  children: ReactNode
}) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  function onKey(event: KeyboardEvent) {
    const [next, last] = isRightToLeft ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
    const by = event.key === next ? 1 : event.key === last ? -1 : 0
    const at = tabs.findIndex(({ value }) => value === chosen)
    const tab = tabs[(at + by + tabs.length) % tabs.length]
    if (by === 0 || !tab) return
    event.preventDefault()
    onChoose(tab.value)
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.value}"]`)?.focus()
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2 border-b border-line">
        <div ref={list} role="tablist" aria-label={label} className="-mb-px flex flex-wrap">
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={`${id}-${tab.value}`}
              data-tab={tab.value}
              aria-selected={tab.value === chosen}
              aria-controls={tab.value === chosen ? `${id}-panel` : undefined}
              tabIndex={tab.value === chosen ? 0 : -1}
              onClick={() => onChoose(tab.value)}
              onKeyDown={onKey}
              className={classNames(
                'min-h-11 border-b-2 px-3 text-15 font-medium transition-colors focus-visible:-outline-offset-2',
                tab.value === chosen
                  ? 'border-accent text-ink'
                  : 'border-transparent text-ink-soft hover:text-ink',
              )}
            >
              {tab.label}
            </button>
          ))}
        </div>
        {after}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen}`}>
        {children}
      </div>
    </div>
  )
}
