import type { ReactNode } from 'react'
import { paths } from '../../lib/paths.ts'
import { PageHeader } from '../../ui/page.tsx'

/** The header of one announcement, whatever state it is in. */
export function AnnouncementHeader({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <PageHeader title={title} back={{ to: paths.announcements, label: 'Back to announcements' }}>
      {children}
    </PageHeader>
  )
}
