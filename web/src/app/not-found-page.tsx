import { Link } from 'react-router'
import { paths } from '../lib/paths.ts'
import { buttonClasses } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'

export function NotFoundPage() {
  return (
    <EmptyState
      title="There is no page at this address."
      action={
        <Link to={paths.orders} className={buttonClasses('secondary')}>
          Go to your orders
        </Link>
      }
    />
  )
}
