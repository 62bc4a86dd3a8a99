import type { ReactNode } from 'react'
import { paths } from '../../lib/paths.ts'
import { PageHeader } from '../../ui/page.tsx'
import { announcementWords } from './words/writing.ts'

/** The header of one announcement, whatever state it is in. */
export function AnnouncementHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  const words = announcementWords.use()
  return (
    <PageHeader title={title} back={{ to: paths.announcements, label: words.backToList }}>
      {children}
    </PageHeader>
  )
}
