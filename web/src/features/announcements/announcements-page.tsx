import { useTitle } from '../../lib/title.ts'

/** Staff tell many people one thing: compose, see whom it reaches, schedule, watch it go out. */
export function AnnouncementsPage() {
  useTitle('Announcements')
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 px-4 py-6">
        <h1 className="text-24">Announcements</h1>
      </div>
    </div>
  )
}
