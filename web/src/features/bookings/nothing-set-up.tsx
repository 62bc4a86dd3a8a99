import { Link } from 'react-router'
import { paths } from '../../lib/paths.ts'
import { buttonClasses } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { deskWords } from './words/desk.ts'

/** There is no carer and no room: staff make the first one. */
export function NothingSetUp() {
  const words = deskWords.use()
  return (
    <EmptyState
      title={words.setUp}
      action={
        <Link to={paths.services} className={buttonClasses('secondary')}>
          {words.services}
        </Link>
      }
    />
  )
}
