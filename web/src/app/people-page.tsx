import { useParams } from 'react-router'
import { statusTone } from '../features/orders/status.ts'
import { ordersWords } from '../features/orders/words/orders.ts'
import { PeopleBoard } from '../features/people/people-board.tsx'
import { Badge } from '../ui/badge.tsx'

export function PeoplePage() {
  const { personId } = useParams()
  const words = ordersWords.use()
  return (
    <PeopleBoard
      personId={personId ?? null}
      about={({ status }) => <Badge tone={statusTone(status)}>{words.status[status]}</Badge>}
    />
  )
}
