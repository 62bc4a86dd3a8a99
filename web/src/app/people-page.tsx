import { useParams } from 'react-router'
import { statusLabels, statusTone } from '../features/orders/status.ts'
import { PeopleBoard } from '../features/people/people-board.tsx'
import { Badge } from '../ui/badge.tsx'

export function PeoplePage() {
  const { personId } = useParams()
  return (
    <PeopleBoard
      personId={personId ?? null}
      about={({ status }) => <Badge tone={statusTone(status)}>{statusLabels[status]}</Badge>}
    />
  )
}
