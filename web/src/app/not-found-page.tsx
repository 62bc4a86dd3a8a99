import { Link } from 'react-router'
import { paths } from '../lib/paths.ts'
import { buttonClasses } from '../ui/button.tsx'
import { EmptyState } from '../ui/states.tsx'
import { appWords } from './words.ts'

export function NotFoundPage() {
  const words = appWords.use()
  return (
    <EmptyState
      isPage
      title={words.noPage}
      action={
        <Link to={paths.orders} className={buttonClasses('secondary')}>
          {words.toOrders}
        </Link>
      }
    />
  )
}
