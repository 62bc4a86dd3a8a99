import { late } from '../../lib/late.tsx'
import { useProfile } from '../../lib/session.tsx'
import { BookSteps } from './book-steps.tsx'

// staff book for whoever phones; customers need nothing of it
const BookFor = late(() => import('./book-for.tsx').then((m) => m.BookFor))

/** Booking: for oneself, or as staff for a customer. */
export function BookPage() {
  const { data: profile, isPending } = useProfile()
  return profile?.role === 'staff' ? <BookFor /> : <BookSteps isWaiting={isPending} />
}
