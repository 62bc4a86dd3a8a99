import type { PersonRole } from '../../lib/rows.ts'
import { useProfile } from '../../lib/session.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import type { Order } from './orders.ts'
import { partnerWords } from './words/partner.ts'

function Person({
  id,
  name,
  what,
  isYou,
}: {
  id: string | null
  name: string
  what: string
  isYou: boolean
}) {
  const words = partnerWords.use()
  const { data: profile } = useProfile(id)
  return (
    <li className="flex min-h-11 items-center gap-3">
      <Avatar name={name} url={profile?.avatar_url} />
      <span className="min-w-0">
        <span dir="auto" className="block truncate font-medium">
          {name}
        </span>
        <span className="block text-13 text-ink-soft">{isYou ? words.you(what) : what}</span>
      </span>
    </li>
  )
}

/** Who is whom in this order. */
export function OrderPeople({
  order,
  part,
  personName,
}: {
  order: Order
  part: PersonRole | null
  personName: (id: string | null) => string
}) {
  const words = partnerWords.use()
  return (
    <ul aria-label={words.people} className="grid grid-cols-2 gap-3">
      {order.partner_id && (
        <Person
          id={order.partner_id}
          name={personName(order.partner_id)}
          what={words.partner[order.kind]}
          isYou={part === 'partner'}
        />
      )}
      <Person
        id={order.customer_id}
        name={personName(order.customer_id)}
        what={words.customer}
        isYou={part === 'customer'}
      />
    </ul>
  )
}
