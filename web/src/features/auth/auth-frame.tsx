import type { ReactNode } from 'react'
import { useOnline } from '../../lib/online.ts'
import { OfflineBanner } from '../../ui/states.tsx'

/** The page around a form of an account: one column, nothing else. */
export function AuthFrame({
  title,
  intro,
  children,
}: {
  title: string
  intro?: string
  children: ReactNode
}) {
  const isOnline = useOnline()
  return (
    <main className="lone-page">
      {!isOnline && <OfflineBanner>You are offline. Signing in needs a connection.</OfflineBanner>}
      <img src="/icon.svg" alt="" width={48} height={48} className="size-12" />
      <div className="flex flex-col gap-1">
        <h1 className="text-24">{title}</h1>
        {intro && <p className="text-ink-soft">{intro}</p>}
      </div>
      {children}
    </main>
  )
}

/** Why the form was refused. */
export function FormError({ sentence }: { sentence: string | null }) {
  if (!sentence) return null
  return (
    <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
      {sentence}
    </p>
  )
}
