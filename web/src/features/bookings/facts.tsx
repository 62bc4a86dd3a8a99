import type { ReactNode } from 'react'

export type Fact = { name: string; value: ReactNode }

/** What is known of something: its names beside their values. */
export function Facts({ facts }: { facts: readonly (Fact | null | false | '')[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2">
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact.name} className="contents">
              <dt className="text-ink-soft">{fact.name}</dt>
              <dd dir="auto" className="text-page-start wrap-anywhere">
                {fact.value}
              </dd>
            </div>
          ),
      )}
    </dl>
  )
}
