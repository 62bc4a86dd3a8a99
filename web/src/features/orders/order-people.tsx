import type { PersonRole } from '../../lib/rows.ts'
import { useProfile } from '../../lib/session.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import type { Order } from './orders.ts'
import { partnerWords } from './words/partner.ts'

function Person({ id, name, what }: { id: string | null; name: string; what: string }) {
  const { data: profile } = useProfile(id)
  return (
    <li className="flex min-h-11 items-center gap-3">
      <Avatar name={name} url={profile?.avatar_url} />
      <span className="min-w-0">
        <span className="block truncate font-medium">
          <bdi>{name}</bdi>
        </span>
        <span className="block text-13 text-ink-soft">{what}</span>
      </span>
    </li>
  )
}

/** Who is whom in this order: to its customer and its partner the other one, to everybody else both. */
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
  if (part === 'customer' && !order.partner_id) return null
  return (
    <ul aria-label={words.people} className="grid auto-cols-fr grid-flow-col gap-3">
      {order.partner_id && part !== 'partner' && (
        <Person id={order.partner_id} name={personName(order.partner_id)} what={words.partner[order.kind]} />
      )}
      {part !== 'customer' && (
        <Person id={order.customer_id} name={personName(order.customer_id)} what={words.customer} />
      )}
    </ul>
  )
}
