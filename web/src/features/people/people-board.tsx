import type { ReactNode } from 'react'
import { useTitle } from '../../lib/title.ts'
import { useWide } from '../../lib/use-media.ts'
import { EmptyState } from '../../ui/states.tsx'
import { PeoplePane } from './people-pane.tsx'
import type { PersonOrder } from './people-query.ts'
import { PersonView } from './person-view.tsx'
import { peopleWords } from './words.ts'

function Scrolling({ children }: { children: ReactNode }) {
  return <div className="relative min-h-0 min-w-0 flex-1 overflow-y-auto">{children}</div>
}

/** People for staff. Wide: list and person side by side; on a phone one of them. */
export function PeopleBoard({
  personId,
  about,
}: {
  personId: string | null
  about: (order: PersonOrder) => ReactNode
}) {
  const words = peopleWords.use()
  const isWide = useWide()
  useTitle(words.title)
  const person = personId && <PersonView key={personId} id={personId} hasBack={!isWide} about={about} />
  if (!isWide) {
    return person ? (
      <Scrolling>{person}</Scrolling>
    ) : (
      <div className="flex min-h-0 flex-1 flex-col bg-surface">
        <PeoplePane />
      </div>
    )
  }
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-h-0 w-90 shrink-0 flex-col border-e border-line bg-surface">
        <PeoplePane />
      </div>
      <Scrolling>
        {person ? (
          <div className="mx-auto max-w-3xl">{person}</div>
        ) : (
          <div className="flex min-h-full items-center justify-center">
            <EmptyState title={words.choose} />
          </div>
        )}
      </Scrolling>
    </div>
  )
}
