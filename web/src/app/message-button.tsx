import { MessageCircle } from 'lucide-react'
import type { Ref } from 'react'
import { Link } from 'react-router'
import { useUnreadMessages } from '../features/chat/room/rooms-query.ts'
import type { Order } from '../features/orders/orders.ts'
import { paths } from '../lib/paths.ts'
import type { PersonRole } from '../lib/rows.ts'
import { CountBadge } from '../ui/badge.tsx'
import { buttonClasses } from '../ui/button.tsx'
import { appWords } from './words.ts'

/** The way to the chat on a phone, named after whom one writes to. */
export function MessageButton({
  ref,
  order,
  part,
  personName,
}: {
  ref: Ref<HTMLAnchorElement>
  order: Order
  part: PersonRole | null
  personName: (id: string | null) => string
}) {
  const words = appWords.use().order
  const other = part === 'customer' ? order.partner_id : order.customer_id
  const unread = useUnreadMessages(order.id)
  const label = order.closed_at ? words.readMessages : other ? words.write(personName(other)) : words.messages
  return (
    <Link ref={ref} to={paths.orderChat(order.id)} state="from-order" className={buttonClasses('secondary')}>
      <MessageCircle size={20} aria-hidden />
      {label}
      {unread > 0 && <span className="sr-only">, {words.unread(unread)}</span>}
      <CountBadge count={unread} />
    </Link>
  )
}
